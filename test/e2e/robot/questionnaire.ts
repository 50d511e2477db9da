import type { Locator, Page } from '@playwright/test';
import { drawInteger } from '../../../shared/allocation/random.ts';
import { isUnset } from './hand.ts';
import type { Robot } from './robot.ts';
import { continueButton } from './screen.ts';

/** Answers what is still open, item by item from the top, and hands in. */
export async function playQuestionnaire(page: Page, robot: Robot): Promise<void> {
  for (const item of await page.locator('main [data-item]').all()) await answer(item, robot);
  await robot.hand.press(continueButton(page));
}

async function answer(item: Locator, robot: Robot): Promise<void> {
  const id = (await item.getAttribute('data-item')) ?? '';
  if ((await item.getByRole('slider').count()) > 0) await answerSliders(id, item, robot);
  else if ((await item.getByRole('radio').count()) > 0) await answerRadios(id, item, robot);
  else if ((await item.getByRole('combobox').count()) > 0) await answerList(id, item, robot);
  else await answerText(id, item, robot);
}

async function answerRadios(id: string, item: Locator, { hand, random, diary }: Robot): Promise<void> {
  const radios = await item.getByRole('radio').all();
  const chosen = item.locator('input[type="radio"]:checked');
  if ((await chosen.count()) === 0) {
    const radio = radios[drawInteger(random, radios.length)];
    if (radio !== undefined) await hand.press(radio);
  }
  diary.answers[id] = await chosen.inputValue();
}

async function answerList(id: string, item: Locator, { hand, random, diary }: Robot): Promise<void> {
  const list = item.getByRole('combobox');
  if ((await list.inputValue()) === '') {
    // The first entry is the one that says "choose".
    const choices = (await list.locator('option').count()) - 1;
    await hand.select(list, 1 + drawInteger(random, choices));
  }
  diary.answers[id] = await list.inputValue();
}

async function answerSliders(id: string, item: Locator, { hand, random, diary }: Robot): Promise<void> {
  const values: Record<string, number> = {};
  for (const row of await item.locator('[data-slider]').all()) {
    const slider = row.getByRole('slider');
    if (await isUnset(slider)) await hand.slide(slider, 1 + drawInteger(random, 100));
    values[(await row.getAttribute('data-slider')) ?? ''] = Number(await slider.inputValue());
  }
  diary.answers[id] = values;
}

async function answerText(id: string, item: Locator, { hand, speech, diary }: Robot): Promise<void> {
  const box = item.getByRole('textbox');
  const wanted = speech.profile(id);
  const written = await box.inputValue();
  if (written.length < wanted.length) {
    // Goes on where it stopped when that was its own sentence, otherwise after what stands there.
    await hand.write(box, wanted.startsWith(written) ? wanted.slice(written.length) : ` ${wanted}`);
  }
  diary.answers[id] = await box.inputValue();
}
