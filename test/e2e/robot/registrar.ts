import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test';
import type { ColumnUseKind } from '../../../renderer/people/column-use.ts';
import { openFrom, saveTo } from '../setting/dialogs.ts';
import { words } from '../setting/words.ts';
import { openPart } from './moderator.ts';
import { press } from './researcher.ts';

/** The ways of whoever keeps the register, by the words on the screens of people. */

type PeopleScreen = 'people-home' | 'people' | 'person' | 'person-erased' | 'people-table' | 'people-prism';

export function peopleScreen(page: Page, name: PeopleScreen): Locator {
  return page.locator(`[data-screen="${name}"]`);
}

export async function openParticipants(page: Page): Promise<void> {
  // Each study's card has a button of that name, too.
  await page.getByRole('navigation').getByRole('button', { name: words('moderator.people'), exact: true }).click();
  await peopleScreen(page, 'people-home').waitFor();
}

/** From anywhere to the register of a study. */
export async function openRegister(page: Page, study: string): Promise<void> {
  await openParticipants(page);
  await press(page, words('people.home.open.named', { study }));
  await expect(page.getByRole('heading', { name: words('people.title'), level: 1 })).toBeVisible();
}

/** The line of somebody in the register. */
export function lineOf(page: Page, code: string): Locator {
  return page.locator('.people-register tbody tr').filter({ has: page.getByRole('button', { name: code, exact: true }) });
}

/** After an import, or when it is opened, the register is read anew: until then it shows nobody, or who was there before. */
async function waitForRegister(page: Page): Promise<void> {
  await expect(peopleScreen(page, 'people')).toHaveAttribute('aria-busy', 'false');
}

/** Codes of the register as it is shown, from top to bottom. */
export async function codesShown(page: Page): Promise<string[]> {
  await waitForRegister(page);
  return page.locator('.people-register tbody .people-open').allInnerTexts();
}

/** What a column of somebody's line says. */
export async function cellOf(page: Page, code: string, column: string): Promise<string> {
  await waitForRegister(page);
  const heads = await page.locator('.people-register thead th').allInnerTexts();
  return lineOf(page, code).locator('th, td').nth(heads.indexOf(column)).innerText();
}

/** Registers somebody; returns the code, which is drawn unless one is given. The register is open again then. */
export async function addParticipant(page: Page, own = ''): Promise<string> {
  await press(page, words('people.add'));
  const dialog = page.getByRole('dialog');
  if (own !== '') await dialog.getByRole('textbox', { name: words('people.adding.own') }).fill(own);
  await press(dialog, words(own === '' ? 'people.adding.draw' : 'people.adding.take'));
  const code = await dialog.locator('.people-big-code').innerText();
  await press(dialog, words('people.added.done'));
  await expect(dialog).toBeHidden();
  return code;
}

export async function openPerson(page: Page, code: string): Promise<void> {
  await press(lineOf(page, code), code);
  await expect(page.getByRole('heading', { name: words('people.person.title', { code }), level: 1 })).toBeVisible();
}

/** Back from somebody's page to the register. */
export async function leavePerson(page: Page): Promise<void> {
  await press(peopleScreen(page, 'person'), words('people.person.back'));
  await expect(page.locator('.people-register')).toBeVisible();
}

type PersonPart = 'overview' | 'profile' | 'conversations' | 'notes';

export async function openPersonPart(page: Page, part: PersonPart): Promise<void> {
  const label = words(`people.part.${part}`);
  await openPart(page.locator('[data-screen="person"]'), new RegExp(`^${label}`));
  await expect(page.getByRole('region', { name: label, exact: true })).toBeVisible();
}

/** Puts a value into a field of the open profile; the field is added when it is not there. */
export async function setField(page: Page, field: string, value: string): Promise<void> {
  const change = page.getByRole('button', { name: words('people.profile.edit.named', { field }), exact: true });
  const isThere = (await change.count()) > 0;
  if (isThere) await change.click();
  else await press(page, words('people.profile.add'));
  const dialog = page.getByRole('dialog');
  if (!isThere) await dialog.getByRole('textbox', { name: words('people.field.name') }).fill(field);
  await dialog.getByRole('textbox', { name: words('people.field.value') }).fill(value);
  await press(dialog, words('people.field.save'));
}

/** The value of a field of the open profile, under its label. */
export function fieldValue(page: Page, label: string): Locator {
  return page.locator('.person-fields > div').filter({ has: page.locator('dt').getByText(label, { exact: true }) }).locator('dd').first();
}

export async function addNote(page: Page, text: string, by: string): Promise<void> {
  await page.getByRole('textbox', { name: words('people.notes.text') }).fill(text);
  await page.getByRole('textbox', { name: words('people.by') }).fill(by);
  await press(page, words('people.notes.add'));
  await expect(page.locator('.person-remarks').getByText(text, { exact: true })).toBeVisible();
}

/** Gives reason and name in the dialog that asks for them, and does it. */
export async function signAs(page: Page, reason: string, by: string, confirm: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: words('people.reason') }).fill(reason);
  await dialog.getByRole('textbox', { name: words('people.by') }).fill(by);
  await press(dialog, confirm);
}

/** Opens a table; the screen on what its columns are stands there then. */
export async function openTable(app: ElectronApplication, page: Page, file: string): Promise<void> {
  await openFrom(app, file);
  await press(page, words('people.import-table'));
  await peopleScreen(page, 'people-table').waitFor();
}

/** The card of a column. */
export function columnCard(page: Page, column: string): Locator {
  return page.locator('.import-column-card').filter({ has: page.getByRole('heading', { name: column, exact: true }) });
}

export function columnUse(page: Page, column: string): Locator {
  return page.getByRole('combobox', { name: words('people.table.use', { column }), exact: true });
}

export async function useColumnAs(page: Page, column: string, kind: ColumnUseKind): Promise<void> {
  await columnUse(page, column).selectOption(kind);
}

type Tally = Readonly<Record<'added' | 'changed' | 'unchanged', number>>;

/** What taking the open table would do. */
export async function expectTally(page: Page, tally: Tally): Promise<void> {
  for (const kind of ['added', 'changed', 'unchanged'] as const) {
    const counted = page.locator('.import-counts > div').filter({ has: page.getByText(words(`people.table.count.${kind}`), { exact: true }) });
    await expect(counted.locator('dd'), kind).toHaveText(String(tally[kind]));
  }
}

/** The button at the foot of an import, and the sentence beside it that says what it waits for. */
export function foot(page: Page): { readonly take: Locator; readonly words: Locator } {
  return { take: page.locator('.import-foot .button.primary'), words: page.locator('.import-foot-words') };
}

/** Takes the open table; the register says so then. */
export async function takeTable(page: Page): Promise<void> {
  const { take } = foot(page);
  await expect(take).not.toHaveAttribute('aria-disabled');
  await take.click();
  await peopleScreen(page, 'people').waitFor();
}

export async function exportTable(app: ElectronApplication, page: Page, file: string): Promise<void> {
  await saveTo(app, file);
  await press(page, words('people.export'));
  await expect(page.locator('.notice').getByText(file, { exact: true })).toBeVisible();
}

/** What an import reports line by line: place and words. */
export function problemsOf(within: Locator): Promise<string[]> {
  return within.locator('.import-problems li').evaluateAll((lines) => lines.map((line) => [...line.children].map((part) => part.textContent).join(': ')));
}

/** Chooses a folder of PRISM files, and waits until it was looked through. */
export async function lookAtPrism(app: ElectronApplication, page: Page, folder: string): Promise<void> {
  await openFrom(app, folder);
  await press(page, words('people.import-prism'));
  await expect(page.getByRole('heading', { name: words('people.prism.found'), level: 1 })).toBeVisible({ timeout: 60_000 });
}

export async function choosePeople(page: Page, userIds: readonly string[]): Promise<void> {
  for (const userId of userIds) await page.getByRole('checkbox', { name: userId, exact: true }).check();
}

/** Imports what was chosen, and waits for the report. */
export async function importPrism(page: Page): Promise<void> {
  await foot(page).take.click();
  await expect(page.getByRole('button', { name: words('people.prism.back'), exact: true })).toBeVisible({ timeout: 60_000 });
}

/** A line of the report on an import: added, there before, differs, left out. */
export async function reportOf(page: Page, file: 'survey' | 'conversations' | 'utterances'): Promise<readonly number[]> {
  const line = page.locator('.table-card').first().locator('tbody tr').filter({ has: page.getByRole('rowheader', { name: words(`people.prism.file.${file}`), exact: true }) });
  const cells = await line.locator('td').allInnerTexts();
  return cells.map((cell) => (cell === '–' ? 0 : Number(cell.replaceAll(/\D/g, ''))));
}
