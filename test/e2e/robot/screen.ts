import { expect, type Page } from '@playwright/test';
import { words } from '../setting/words.ts';

/** What the participant's window can show; `none` while the page is still loading. */
export type ScreenName =
  | 'none'
  | 'idle'
  | 'covered'
  | 'consent'
  | 'questionnaire'
  | 'instructions'
  | 'conversation'
  | 'type-choice'
  | 'judgement'
  | 'break'
  | 'message'
  | 'blinding-guess'
  | 'debrief'
  | 'end';

const main = 'main[data-screen]';

export async function screenOf(page: Page): Promise<ScreenName> {
  const names = await page.locator(main).evaluateAll((elements) => elements.map((element) => element.getAttribute('data-screen')));
  return (names[0] ?? 'none') as ScreenName;
}

/** Waits for the first screen after the page was opened. */
export async function waitForAnyScreen(page: Page): Promise<ScreenName> {
  await page.locator(main).waitFor();
  return screenOf(page);
}

export async function waitForScreen(page: Page, name: ScreenName): Promise<void> {
  await expect(page.locator(main)).toHaveAttribute('data-screen', name);
}

export async function waitForOtherScreen(page: Page, name: ScreenName): Promise<void> {
  await expect(page.locator(main)).not.toHaveAttribute('data-screen', name);
}

export function continueButton(page: Page) {
  return page.getByRole('button', { name: words('participant.continue'), exact: true });
}

/** Which conversation the screen is about. */
export async function headOf(page: Page): Promise<string> {
  const parts = await page.locator('main .page-head :is(.page-head-main, .page-head-title)').allTextContents();
  return parts.join(' · ');
}

/** The slots on the screen, in reading order. */
export async function slotsShown(page: Page, attribute: 'data-slot' | 'data-rating' | 'data-card'): Promise<string[]> {
  return page
    .locator(`main [${attribute}]`)
    .evaluateAll((elements, name) => elements.map((element) => element.getAttribute(name) ?? ''), attribute);
}

export function assistantName(slot: string): string {
  return words('ui.slot.name', { slot });
}
