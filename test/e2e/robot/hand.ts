import type { Locator, Page } from '@playwright/test';

/** How a person acts on a screen. Both hands can do everything, so every robot can play with either. */
export interface Hand {
  /** Presses a button, or chooses a radio or checkbox. */
  press(target: Locator): Promise<void>;
  /** Writes at the end of what stands in a text box. */
  write(box: Locator, text: string): Promise<void>;
  /** Puts a slider near a value from 1 to 100; returns the value it took. */
  slide(slider: Locator, value: number): Promise<number>;
  /** Chooses an entry of a list that opens, by its place, 0 first. */
  select(list: Locator, index: number): Promise<void>;
  /** Puts a ranking card on a place, 1 first. */
  rank(page: Page, slot: string, place: number): Promise<void>;
}

/** True for a slider that nobody has moved yet. */
export async function isUnset(slider: Locator): Promise<boolean> {
  return slider.evaluate((element) => element.closest('.unset') !== null);
}

export function rankingCard(page: Page, slot: string): Locator {
  return page.locator(`[data-card="${slot}"]`);
}
