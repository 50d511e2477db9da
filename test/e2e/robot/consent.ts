import type { Page } from '@playwright/test';
import { words } from '../setting/words.ts';
import type { Robot } from './robot.ts';

/** Ticks what is not ticked yet, and agrees. */
export async function playConsent(page: Page, { hand, diary }: Robot): Promise<void> {
  const statements = page.getByRole('checkbox');
  for (const statement of await statements.all()) {
    if (!(await statement.isChecked())) await hand.press(statement);
  }
  diary.statements = await page.locator('main label:has(input:checked)').allInnerTexts();
  await hand.press(page.getByRole('button', { name: words('participant.consent.agree'), exact: true }));
}
