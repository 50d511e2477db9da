import type { Page } from '@playwright/test';
import { drawInteger, shuffled } from '../../../shared/allocation/random.ts';
import { notesOn } from './diary.ts';
import { isUnset } from './hand.ts';
import type { Robot } from './robot.ts';
import { continueButton, slotsShown } from './screen.ts';

/** Rates the slots that have no rating, ranks those that have no place, and goes on. */
export async function playComparison(page: Page, robot: Robot): Promise<void> {
  const slots = await slotsShown(page, 'data-rating');
  for (const slot of slots) {
    const slider = page.locator(`[data-rating="${slot}"]`).getByRole('slider');
    if (await isUnset(slider)) await robot.hand.slide(slider, 1 + drawInteger(robot.random, 100));
  }
  const before = await placesOf(page);
  const unplaced = shuffled(slots.filter((slot) => !before.includes(slot)), robot.random);
  for (const [index, slot] of before.entries()) {
    const next = slot === null ? unplaced.pop() : undefined;
    if (next !== undefined) await robot.hand.rank(page, next, index + 1);
  }
  await noteJudgement(page, robot, slots);
  await robot.hand.press(continueButton(page));
}

async function noteJudgement(page: Page, { diary }: Robot, slots: readonly string[]): Promise<void> {
  const notes = latestNotes(diary);
  for (const slot of slots) {
    notes.ratings[slot] = Number(await page.locator(`[data-rating="${slot}"]`).getByRole('slider').inputValue());
  }
  notes.places = (await placesOf(page)).map((slot) => slot ?? '');
}

/** The slots on their places, best first; null where a place is empty. */
async function placesOf(page: Page): Promise<(string | null)[]> {
  return page
    .locator('[data-place]')
    .evaluateAll((places) => places.map((place) => place.querySelector('[data-card]')?.getAttribute('data-card') ?? null));
}

/** The screens after a conversation are about the one held last. */
export function latestNotes(diary: Robot['diary']) {
  return diary.conversations.at(-1) ?? notesOn(diary, '');
}
