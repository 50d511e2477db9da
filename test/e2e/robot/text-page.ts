import type { Page } from '@playwright/test';
import { words } from '../setting/words.ts';
import type { Robot } from './robot.ts';
import { continueButton } from './screen.ts';

export async function playInstructions(page: Page, { hand }: Robot): Promise<void> {
  await hand.press(continueButton(page));
}

export async function playDebrief(page: Page, { hand }: Robot): Promise<void> {
  await hand.press(page.getByRole('button', { name: words('participant.debrief.finish'), exact: true }));
}
