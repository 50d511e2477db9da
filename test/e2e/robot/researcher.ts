import { expect, type Locator, type Page } from '@playwright/test';
import type { StageKind } from '../../../shared/study/stages.ts';
import { words } from '../setting/words.ts';
import { screen } from './moderator.ts';

/** The researcher's ways through the editor, by the words on it. */

export async function openStudies(page: Page): Promise<void> {
  await page.getByRole('button', { name: words('moderator.studies'), exact: true }).click();
  await screen(page, 'designs').waitFor();
}

/** A new study from one of the templates by its title, or from nothing; it is open in the editor then. */
export async function newStudy(page: Page, title: string, from: string): Promise<void> {
  await page.getByRole('button', { name: words('designs.new'), exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: words('designs.new.name') }).fill(title);
  await dialog.locator('label').filter({ has: page.getByText(from, { exact: true }) }).getByRole('radio').check();
  await press(dialog, words('designs.new.create'));
  await screen(page, 'design').waitFor();
}

/** Opens a study of the list. */
export async function openStudy(page: Page, title: string): Promise<void> {
  await press(page, words('designs.open.of', { title }));
  await screen(page, 'design').waitFor();
}

export async function leaveStudy(page: Page): Promise<void> {
  await press(page, words('design.back'));
  await screen(page, 'designs').waitFor();
}

export async function press(within: Page | Locator, label: string): Promise<void> {
  await within.getByRole('button', { name: label, exact: true }).click();
}

/** The middle column. */
export function form(page: Page): Locator {
  return page.locator('[data-form]');
}

function outline(page: Page): Locator {
  return page.getByRole('navigation', { name: words('design.outline'), exact: true });
}

/** Chooses a line of the outline by its title, and waits for its form. */
export async function choose(page: Page, title: string): Promise<void> {
  const line = outline(page).locator('[data-place]').filter({ has: page.locator('.outline-title', { hasText: new RegExp(`(^|: )${escaped(title)}$`) }) });
  await line.click();
  await expect(form(page)).toHaveAttribute('data-form', (await line.getAttribute('data-place')) ?? '');
}

/** Titles of the outline from top to bottom. */
export async function outlineTitles(page: Page): Promise<string[]> {
  const titles = await outline(page).locator('.outline-title').evaluateAll((lines) => lines.map((line) => line.lastChild?.textContent ?? ''));
  return titles.map((title) => title.trim());
}

/** Adds a stage behind the chosen one; it is chosen then. */
export async function addStage(page: Page, kind: StageKind): Promise<void> {
  await press(page, words('design.outline.add'));
  const stages = page.getByRole('dialog').getByRole('region', { name: words('design.outline.add.stage'), exact: true });
  await stages.getByRole('button').filter({ has: page.getByText(words(`design.stage.${kind}`), { exact: true }) }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
}

/** A field by its label, in the form or in a part of it; parts and lists may bear the same words. */
export function field(within: Locator, label: string): Locator {
  return within.getByLabel(label, { exact: true }).and(within.page().locator('input, textarea, select'));
}

/** The fields above the parts of the form: what names the thing that is chosen. */
export function start(page: Page): Locator {
  return form(page).locator(':scope > .form-grid');
}

/** A part of the form under a heading of its own. */
export function part(page: Page, name: string): Locator {
  return form(page).locator('.form-part').filter({ has: page.locator('.form-part-head').getByText(name, { exact: true }) });
}

/** Adds a member of one of several kinds to a list. */
export async function addOfKind(within: Locator, add: string, kind: string): Promise<void> {
  await press(within, add);
  await within.locator('.form-kind').filter({ has: within.page().getByText(kind, { exact: true }) }).click();
}

/** A folded member of a list, opened. */
export async function unfolded(within: Locator, title: string): Promise<Locator> {
  // The innermost: a sheet holds the judgements that are looked for.
  const member = within.locator('.form-card').filter({ has: within.page().locator('.form-card-title').getByText(title, { exact: true }) }).last();
  const fold = member.locator(':scope > .form-card-head .form-fold');
  if ((await fold.getAttribute('aria-expanded')) === 'false') await fold.click();
  return member;
}

/** A problem stands at its field: seen below it, and read out with it. */
export async function expectProblemAt(input: Locator, sentence: string): Promise<void> {
  await expect(input).toHaveAccessibleDescription(new RegExp(escaped(sentence)));
  // The innermost field around it shows the sentence; a description alone might be for screen readers only.
  await expect(input.locator('xpath=ancestor::*[contains(concat(" ", @class, " "), " form-field ")][1]').getByText(sentence)).toBeVisible();
}

/** The same for an error, which marks the field too. */
export async function expectErrorAt(input: Locator, sentence: string): Promise<void> {
  await expectProblemAt(input, sentence);
  await expect(input).toHaveAttribute('aria-invalid', 'true');
}

export interface FoundProblem {
  readonly severity: 'error' | 'warning';
  readonly words: string;
}

/** The list of problems below the form, unfolded. */
export async function problemsShown(page: Page): Promise<readonly FoundProblem[]> {
  await expect(page.getByText(words('design.problems.checking'), { exact: true })).toBeHidden();
  const head = page.locator('.problems-head');
  if ((await head.count()) === 0) return [];
  if ((await head.getAttribute('aria-expanded')) === 'false') await head.click();
  return page.locator('.problems-entry').evaluateAll((entries) =>
    entries.map((entry) => ({ severity: entry.classList.contains('error') ? ('error' as const) : ('warning' as const), words: entry.textContent })),
  );
}

/** Waits until exactly these problems are listed, by their sentences, in any order. */
export async function expectProblems(page: Page, sentences: readonly string[]): Promise<void> {
  await expect
    .poll(async () => {
      const shown = (await problemsShown(page)).map((each) => each.words);
      const missing = sentences.filter((sentence) => !shown.some((each) => each.includes(sentence)));
      const more = shown.filter((each) => !sentences.some((sentence) => each.includes(sentence)));
      return { missing, more, count: shown.length };
    })
    .toEqual({ missing: [], more: [], count: sentences.length });
}

export async function waitUntilSaved(page: Page): Promise<void> {
  await expect(page.locator('[data-saved]')).toHaveAttribute('data-saved', 'saved');
}

export async function openTab(page: Page, label: string): Promise<void> {
  await page.getByRole('tab', { name: label, exact: true }).click();
  await expect(page.locator('[data-tab]')).toBeVisible();
}

/** Locks the draft; reason and statement for an amendment. */
export async function lockStudyAs(page: Page, signature: string, amendment?: { readonly reason: string; readonly statement: string }): Promise<void> {
  await press(page, words('design.lock'));
  const dialog = page.getByRole('dialog');
  await field(dialog, words('design.locking.by')).fill(signature);
  if (amendment !== undefined) {
    await field(dialog, words('design.locking.reason')).fill(amendment.reason);
    await field(dialog, words('design.locking.statement')).fill(amendment.statement);
  }
  await press(dialog, words('design.locking.confirm'));
  await expect(dialog).toContainText(words('design.locked.about'));
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
