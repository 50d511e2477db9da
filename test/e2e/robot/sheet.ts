import { expect, type Locator, type Page } from '@playwright/test';
import { drawInteger, shuffled } from '../../../shared/allocation/random.ts';
import { latestNotes } from './diary.ts';
import { isUnset } from './hand.ts';
import type { Robot } from './robot.ts';
import { continueButton } from './screen.ts';

/** Fills in what is still open on the sheet that is shown, whatever it asks, and goes on. */
export async function playSheet(page: Page, robot: Robot): Promise<void> {
  for (const section of await page.locator('main section[data-judgement]').all()) await judge(page, section, robot);
  // Judgements that stand under the panes of a conversation have no section of their own.
  for (const foot of await page.locator('main [data-judgement][data-rating]').all()) await rate(foot, robot);
  const before = await signatureOf(page);
  await robot.hand.press(continueButton(page));
  await expect.poll(() => signatureOf(page)).not.toBe(before);
}

/** What tells one sheet from the next, of the same conversation or of another. */
async function signatureOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const head = document.querySelector('main .page-head')?.textContent ?? '';
    const judgements = [...document.querySelectorAll('main [data-judgement]')].map((each) => each.getAttribute('data-judgement'));
    return [head, ...judgements].join(' ');
  });
}

async function judge(page: Page, section: Locator, robot: Robot): Promise<void> {
  switch (await section.getAttribute('data-kind')) {
    case 'ranking':
      return rank(page, section, robot);
    case 'choice':
      return choose(section, robot);
    case 'text':
      return write(section, robot);
    case 'attributes':
      return rateQualities(section, robot);
    default:
      return rateEach(section, robot);
  }
}

async function rateEach(section: Locator, robot: Robot): Promise<void> {
  const rows = await section.locator('[data-rating]').all();
  for (const row of rows.length > 0 ? rows : [section]) await rate(row, robot);
}

/** A slider, or a scale of points. */
async function rate(row: Locator, { hand, random, diary }: Robot): Promise<void> {
  const slot = await row.getAttribute('data-rating');
  const slider = row.getByRole('slider');
  if ((await slider.count()) > 0) {
    if (await isUnset(slider)) await hand.slide(slider, 1 + drawInteger(random, 100));
    if (slot !== null) latestNotes(diary).ratings[slot] = Number(await slider.inputValue());
    return;
  }
  const points = await row.getByRole('radio').all();
  const chosen = points[drawInteger(random, points.length)];
  if (chosen !== undefined && (await row.locator('input:checked').count()) === 0) await hand.press(chosen);
}

async function rateQualities(section: Locator, robot: Robot): Promise<void> {
  const { hand, random, diary } = robot;
  const notes = latestNotes(diary);
  for (const row of await section.locator('[data-quality]').all()) {
    const slider = row.getByRole('slider');
    const not = row.getByRole('button', { pressed: true });
    const canBeLeft = (await row.getByRole('button').count()) > 0;
    if ((await isUnset(slider)) && (await not.count()) === 0) {
      if (canBeLeft && drawInteger(random, 5) === 0) await hand.press(row.getByRole('button'));
      else await hand.slide(slider, 1 + drawInteger(random, 100));
    }
    const id = (await row.getAttribute('data-quality')) ?? '';
    notes.qualities[id] = (await not.count()) > 0 ? 'not-applicable' : Number(await slider.inputValue());
  }
}

async function rank(page: Page, section: Locator, { hand, random, diary }: Robot): Promise<void> {
  const slots = await section
    .locator('[data-card]')
    .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-card') ?? '').sort());
  const before = await placesOf(section);
  const unplaced = shuffled(slots.filter((slot) => !before.includes(slot)), random);
  for (const [index, slot] of before.entries()) {
    const next = slot === null ? unplaced.pop() : undefined;
    if (next !== undefined) await hand.rank(page, next, index + 1);
  }
  latestNotes(diary).places = (await placesOf(section)).map((slot) => slot ?? '');
}

/** The slots on their places, best first; null where a place is empty. */
async function placesOf(section: Locator): Promise<(string | null)[]> {
  return section
    .locator('[data-place]')
    .evaluateAll((places) => places.map((place) => place.querySelector('[data-card]')?.getAttribute('data-card') ?? null));
}

async function choose(section: Locator, { hand, random, diary }: Robot): Promise<void> {
  const options = await section.locator('[data-choice] input').all();
  const chosen = options[drawInteger(random, options.length)];
  if (chosen !== undefined && (await section.locator('[data-choice] input:checked').count()) === 0) await hand.press(chosen);
  latestNotes(diary).choice = await section.locator('[data-choice]:has(input:checked)').last().getAttribute('data-choice');
}

async function write(section: Locator, { hand, speech, diary }: Robot): Promise<void> {
  const notes = latestNotes(diary);
  for (const [index, box] of (await section.getByRole('textbox').all()).entries()) {
    const id = (await box.evaluate((element) => element.closest('[data-box]')?.getAttribute('data-box'))) ?? String(index);
    const wanted = index === 0 ? speech.good(notes.title) : speech.bad(notes.title);
    const written = await box.inputValue();
    if (written.length < wanted.length) {
      await hand.write(box, wanted.startsWith(written) ? wanted.slice(written.length) : ` ${wanted}`);
    }
    notes.words[id] = await box.inputValue();
  }
}
