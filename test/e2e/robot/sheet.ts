import { expect, type Locator, type Page } from '@playwright/test';
import { drawInteger, shuffled } from '../../../shared/allocation/random.ts';
import { notesOn, type ConversationNotes } from './diary.ts';
import { isUnset } from './hand.ts';
import type { Robot } from './robot.ts';
import { continueButton, headOf, screenOf } from './screen.ts';

/** A sheet while it is filled in. */
interface Sheet {
  readonly page: Page;
  readonly robot: Robot;
  readonly notes: ConversationNotes;
  /** Index of the turn that is judged; null at the end of a conversation. */
  readonly turn: number | null;
}

/** Fills in what is still open on the sheet that is shown, whatever it asks, and goes on. */
export async function playSheet(page: Page, robot: Robot): Promise<void> {
  const head = await headOf(page);
  const [title = head] = await page.locator('main .page-head-title').allTextContents();
  const notes = notesOn(robot.diary, head, title);
  const turn = (await screenOf(page)) === 'judgement' ? null : notes.turns.length - 1;
  const sheet: Sheet = { page, robot, notes, turn };
  for (const section of await page.locator('main section[data-judgement]').all()) await judge(section, sheet);
  // Judgements that stand under the panes of a conversation have no section of their own.
  for (const foot of await page.locator('main [data-judgement][data-rating]').all()) await rate(foot, await judgementOf(foot), sheet);
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

async function judgementOf(element: Locator): Promise<string> {
  return (await element.getAttribute('data-judgement')) ?? '';
}

async function judge(section: Locator, sheet: Sheet): Promise<void> {
  const judgement = await judgementOf(section);
  switch (await section.getAttribute('data-kind')) {
    case 'ranking':
      return rank(section, judgement, sheet);
    case 'choice':
      return choose(section, judgement, sheet);
    case 'text':
      return write(section, judgement, sheet);
    case 'attributes':
      return rateQualities(section, judgement, sheet);
    default:
      return rateEach(section, judgement, sheet);
  }
}

async function rateEach(section: Locator, judgement: string, sheet: Sheet): Promise<void> {
  const rows = await section.locator('[data-rating]').all();
  for (const row of rows.length > 0 ? rows : [section]) await rate(row, judgement, sheet);
}

/** A slider, or a scale of points. */
async function rate(row: Locator, judgement: string, { robot: { hand, random }, notes, turn }: Sheet): Promise<void> {
  const slot = await row.getAttribute('data-rating');
  const note = (value: number | 'not-applicable'): void => {
    notes.judged.push({ kind: 'rating', turn, judgement, slot, item: null, value });
  };
  const slider = row.getByRole('slider');
  if ((await slider.count()) > 0) {
    if (await isUnset(slider)) await hand.slide(slider, 1 + drawInteger(random, 100));
    const value = Number(await slider.inputValue());
    if (slot !== null) notes.ratings[slot] = value;
    note(value);
    return;
  }
  const points = await row.getByRole('radio').all();
  const chosen = points[drawInteger(random, points.length)];
  if (chosen !== undefined && (await row.locator('input:checked').count()) === 0) await hand.press(chosen);
  const place = await row
    .locator('.likert-points input')
    .evaluateAll((inputs) => inputs.findIndex((input) => (input as HTMLInputElement).checked));
  note(place < 0 ? 'not-applicable' : place + 1);
}

async function rateQualities(section: Locator, judgement: string, { robot: { hand, random }, notes, turn }: Sheet): Promise<void> {
  for (const row of await section.locator('[data-quality]').all()) {
    const slider = row.getByRole('slider');
    const not = row.getByRole('button', { pressed: true });
    const canBeLeft = (await row.getByRole('button').count()) > 0;
    if ((await isUnset(slider)) && (await not.count()) === 0) {
      if (canBeLeft && drawInteger(random, 5) === 0) await hand.press(row.getByRole('button'));
      else await hand.slide(slider, 1 + drawInteger(random, 100));
    }
    const item = (await row.getAttribute('data-quality')) ?? '';
    const value = (await not.count()) > 0 ? 'not-applicable' : Number(await slider.inputValue());
    notes.qualities[item] = value;
    const slot = await row.evaluate((element) => element.closest('[data-rating]')?.getAttribute('data-rating') ?? null);
    notes.judged.push({ kind: 'rating', turn, judgement, slot, item, value });
  }
}

async function rank(section: Locator, judgement: string, { page, robot: { hand, random }, notes, turn }: Sheet): Promise<void> {
  const slots = await section
    .locator('[data-card]')
    .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-card') ?? '').sort());
  const before = await placesOf(section);
  const unplaced = shuffled(slots.filter((slot) => !before.includes(slot)), random);
  for (const [index, slot] of before.entries()) {
    const next = slot === null ? unplaced.pop() : undefined;
    if (next !== undefined) await hand.rank(page, next, index + 1);
  }
  notes.places = (await placesOf(section)).map((slot) => slot ?? '');
  notes.judged.push({ kind: 'ranking', turn, judgement, places: notes.places });
}

/** The slots on their places, best first; null where a place is empty. */
async function placesOf(section: Locator): Promise<(string | null)[]> {
  return section
    .locator('[data-place]')
    .evaluateAll((places) => places.map((place) => place.querySelector('[data-card]')?.getAttribute('data-card') ?? null));
}

async function choose(section: Locator, judgement: string, { robot: { hand, random }, notes, turn }: Sheet): Promise<void> {
  const pressOne = async (options: readonly Locator[]): Promise<void> => {
    const chosen = options[drawInteger(random, options.length)];
    if (chosen !== undefined) await hand.press(chosen);
  };
  const checked = section.locator('[data-choice]:has(input:checked)');
  if ((await checked.count()) === 0) await pressOne(await section.locator('[data-choice] input').all());
  // Between more than two, how much better is asked once it is said which.
  const slot = await checked.last().getAttribute('data-choice');
  const strengths = await section.locator(`[data-choice="${slot}"][data-strength] input`).all();
  if (slot !== 'tie' && strengths.length > 0 && (await section.locator('[data-strength]:has(input:checked)').count()) === 0) {
    await pressOne(strengths);
  }
  notes.choice = slot;
  const strength = await checked.last().getAttribute('data-strength');
  notes.judged.push({
    kind: 'choice',
    turn,
    judgement,
    slot: slot === 'tie' ? null : slot,
    strength: strength === null ? null : Number(strength),
  });
}

async function write(section: Locator, judgement: string, { robot: { hand, speech }, notes, turn }: Sheet): Promise<void> {
  const boxes = await section.getByRole('textbox').all();
  for (const [index, box] of boxes.entries()) {
    const wanted = index === 0 ? speech.good(notes.title) : speech.bad(notes.title);
    const written = await box.inputValue();
    if (written.length < wanted.length) {
      await hand.write(box, wanted.startsWith(written) ? wanted.slice(written.length) : ` ${wanted}`);
    }
  }
  // The sheet says when it is not enough yet.
  const [first] = boxes;
  while (first !== undefined && (await section.locator('.enough:not([data-enough])').count()) > 0) {
    await hand.write(first, ` ${speech.good(notes.title)}`);
  }
  for (const [index, box] of boxes.entries()) {
    const id = (await box.evaluate((element) => element.closest('[data-box]')?.getAttribute('data-box'))) ?? String(index);
    const text = await box.inputValue();
    notes.words[id] = text;
    notes.judged.push({ kind: 'text', turn, judgement, box: id, text });
  }
}
