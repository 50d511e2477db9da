import type { Locator, Page } from '@playwright/test';
import { drawInteger } from '../../../shared/allocation/random.ts';
import { latestNotes } from './comparison.ts';
import { isUnset } from './hand.ts';
import type { Robot } from './robot.ts';
import { continueButton } from './screen.ts';

/** Rates the qualities that are open, one in five as not applying, writes both texts and goes on. */
export async function playExplanation(page: Page, robot: Robot): Promise<void> {
  const notes = latestNotes(robot.diary);
  for (const row of await page.locator('[data-quality]').all()) {
    const slider = row.getByRole('slider');
    if ((await isUnset(slider)) && !(await isNotApplicable(row))) {
      if (drawInteger(robot.random, 5) === 0) await robot.hand.press(row.getByRole('button'));
      else await robot.hand.slide(slider, 1 + drawInteger(robot.random, 100));
    }
    const id = (await row.getAttribute('data-quality')) ?? '';
    notes.qualities[id] = (await isNotApplicable(row)) ? 'not-applicable' : Number(await slider.inputValue());
  }
  const boxes = page.locator('main').getByRole('textbox');
  notes.good = await write(boxes.nth(0), robot.speech.good(notes.title), robot);
  notes.bad = await write(boxes.nth(1), robot.speech.bad(notes.title), robot);
  await robot.hand.press(continueButton(page));
}

async function isNotApplicable(row: Locator): Promise<boolean> {
  return (await row.getByRole('button').getAttribute('aria-pressed')) === 'true';
}

async function write(box: Locator, wanted: string, { hand }: Robot): Promise<string> {
  const written = await box.inputValue();
  if (written.length < wanted.length) {
    await hand.write(box, wanted.startsWith(written) ? wanted.slice(written.length) : ` ${wanted}`);
  }
  return box.inputValue();
}
