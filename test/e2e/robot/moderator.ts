import { expect, type Locator, type Page } from '@playwright/test';
import { words } from '../setting/words.ts';

/** The moderator's ways through the real window, by the words on it. */

export interface Start {
  readonly code?: string;
  readonly pin?: string;
  /** Title of the study, where there are several. */
  readonly study?: string;
  readonly moderator?: string;
}

/** From home through the check to the running session; returns the participant's code. */
export async function startSession(page: Page, { code, pin, study, moderator = 'MM' }: Start = {}): Promise<string> {
  await home(page).waitFor();
  const card = study === undefined ? page : page.getByRole('article', { name: study, exact: true });
  await card.getByRole('button', { name: words('home.start'), exact: true }).first().click();
  await screen(page, 'start').waitFor();
  const codeBox = page.getByRole('textbox', { name: words('start.code'), exact: true });
  if (code !== undefined) await codeBox.fill(code);
  const pinBox = page.getByRole('textbox', { name: words('start.pin.new'), exact: true });
  if (pin !== undefined) await pinBox.fill(pin);
  await page.getByRole('textbox', { name: words('start.moderator'), exact: true }).fill(moderator);
  const given = await codeBox.inputValue();
  await begin(page, words('start.start'));
  return given;
}

/** Takes up the session that home offers after an interruption. */
export async function continueSession(page: Page, code: string): Promise<void> {
  await page.getByRole('button', { name: words('home.open.continue.named', { code }), exact: true }).click();
  await screen(page, 'start').waitFor();
  await begin(page, words('start.continue'));
}

async function begin(page: Page, label: string): Promise<void> {
  const button = page.getByRole('button', { name: label, exact: true });
  await expect(button).toBeEnabled({ timeout: 60_000 });
  await button.click();
  await screen(page, 'live').waitFor({ timeout: 60_000 });
}

export function screen(page: Page, name: 'home' | 'start' | 'live' | 'transcript' | 'settings' | 'progress' | 'designs' | 'design') {
  return page.locator(`[data-screen="${name}"]`);
}

export function home(page: Page) {
  return screen(page, 'home');
}

/** Gives a reason in the dialog that asks for one, and confirms. */
export async function giveReason(page: Page, reason: string, confirm: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: words('live.reason.words') }).fill(reason);
  await dialog.getByRole('button', { name: confirm, exact: true }).click();
  await expect(dialog).toBeHidden();
}

export async function addNote(page: Page, text: string, kind: 'note' | 'incident' = 'note'): Promise<void> {
  const box = page.getByRole('textbox', { name: words('live.notes.label') });
  await box.fill(text);
  await page
    .getByRole('button', { name: words(kind === 'note' ? 'live.notes.keep-note' : 'live.notes.keep-incident'), exact: true })
    .click();
  await expect(box).toHaveValue('');
}

/** Leaves a session that is over, back to home. */
export async function closeSession(page: Page): Promise<void> {
  await page.getByRole('button', { name: words('live.over.close'), exact: true }).click();
  await home(page).waitFor();
}

export async function readSession(page: Page, code: string): Promise<void> {
  await page.getByRole('button', { name: words('home.read.named', { code }), exact: true }).click();
  // Whoever goes through its parts needs them to be there.
  await expect(screen(page, 'transcript')).toHaveAttribute('aria-busy', 'false');
  await expect(page.getByRole('navigation', { name: words('transcript.parts') }).getByRole('button')).not.toHaveCount(0);
}

/** Opens a part of the transcript or of the settings, by its name in the list. */
export async function openPart(page: Page | Locator, label: string | RegExp): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: label }).click();
}
