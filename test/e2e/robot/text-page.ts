import { expect, type Page } from '@playwright/test';
import { words } from '../setting/words.ts';
import type { Robot } from './robot.ts';
import { continueButton } from './screen.ts';

export async function playInstructions(page: Page, { hand }: Robot): Promise<void> {
  await hand.press(continueButton(page));
}

export async function playDebrief(page: Page, { hand }: Robot): Promise<void> {
  await hand.press(page.getByRole('button', { name: words('participant.debrief.finish'), exact: true }));
}

/** Waits until the break may be ended. */
export async function playBreak(page: Page, { hand }: Robot): Promise<void> {
  await expect(continueButton(page)).not.toHaveAttribute('aria-disabled', 'true', { timeout: 120_000 });
  await hand.press(continueButton(page));
}

/** Reads a text, and writes into its box where it has one. */
export async function playMessage(page: Page, { hand, speech, diary }: Robot): Promise<void> {
  const box = page.locator('main').getByRole('textbox');
  if ((await box.count()) > 0) {
    if ((await box.inputValue()) === '') await hand.write(box, speech.profile('message'));
    diary.remarks.push(await box.inputValue());
  }
  await hand.press(continueButton(page));
}
