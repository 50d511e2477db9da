import { expect, type Locator, type Page } from '@playwright/test';
import { words } from '../setting/words.ts';
import { form } from './researcher.ts';

/** The ways of whoever writes what an arm is told about people, without a mouse. */

/** Presses the name of a placeholder without the mouse. */
export async function insert(page: Page, name: string): Promise<void> {
  await form(page).getByRole('button', { name: words('design.prompt.insert', { name }), exact: true }).focus();
  await page.keyboard.press('Enter');
}

/** A placeholder of the template, with its settings. */
export function placeholderCard(page: Page, name: string): Locator {
  return form(page).locator('.prompt-placeholder').filter({ has: page.getByText(`{{${name}}}`, { exact: true }) });
}

export async function unfoldByKeyboard(page: Page, name: string): Promise<Locator> {
  await placeholderCard(page, name).locator('summary').focus();
  await page.keyboard.press('Enter');
  await expect(placeholderCard(page, name).locator('details')).toHaveAttribute('open', '');
  return placeholderCard(page, name);
}

/** Goes through a closed list with the arrows, as one does without a mouse. */
export async function selectByKeyboard(select: Locator, value: string): Promise<void> {
  await select.focus();
  const steps = await select.evaluate((list: HTMLSelectElement, wanted) => [...list.options].findIndex((option) => option.value === wanted) - list.selectedIndex, value);
  for (let step = 0; step < Math.abs(steps); step += 1) await select.press(steps > 0 ? 'ArrowDown' : 'ArrowUp');
  await expect(select).toHaveValue(value);
}

export async function setByKeyboard(within: Locator): Promise<void> {
  await within.getByRole('checkbox').focus();
  await within.page().keyboard.press('Space');
}

/** The cells behind a placeholder's name: source, and what was done. */
export function sourceRow(preview: Locator, name: string): Locator {
  return preview.locator('.prompt-sources tbody tr').filter({ has: preview.page().getByRole('rowheader', { name, exact: true }) }).getByRole('cell');
}
