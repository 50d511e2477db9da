import type { Page } from '@playwright/test';
import { drawInteger } from '../../../shared/allocation/random.ts';
import type { Robot } from './robot.ts';
import { continueButton } from './screen.ts';

/** Names a slot, or none, for every conversation, and says how sure. */
export async function playGuess(page: Page, { hand, random, diary }: Robot): Promise<void> {
  for (const card of await page.locator('[data-conversation]').all()) {
    const groups = card.getByRole('group');
    const slots = groups.nth(0).getByRole('radio');
    const chosen = groups.nth(0).locator('input:checked');
    if ((await chosen.count()) === 0) await hand.press(slots.nth(drawInteger(random, await slots.count())));
    const slot = await chosen.inputValue();
    diary.guesses[(await card.getAttribute('data-conversation')) ?? ''] = slot;
    if (slot === 'none') continue;
    const degrees = groups.nth(1).getByRole('radio');
    if ((await groups.nth(1).locator('input:checked').count()) === 0) {
      await hand.press(degrees.nth(drawInteger(random, await degrees.count())));
    }
  }
  await hand.press(continueButton(page));
}
