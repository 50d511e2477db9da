import path from 'node:path';
import { expect, type ElectronApplication, type Page } from '@playwright/test';
import { callApp } from './designs.ts';
import { openFrom } from './dialogs.ts';
import { threePeople, writePrismFolder, type EarlierPerson } from './three-people.ts';

/** Brings people of an earlier study into a register by the calls of its screen; their codes in the order of the people. */
export async function importPeople(
  app: ElectronApplication,
  page: Page,
  studyId: string,
  dataFolder: string,
  people: readonly EarlierPerson[] = threePeople,
): Promise<readonly string[]> {
  const folder = path.join(dataFolder, 'earlier-study');
  await writePrismFolder(folder, people);
  await importFolder(app, page, studyId, folder);
  const register = await callApp(page, 'people/list', { studyId });
  return people.map(({ userId }) => register.people.find(({ originId }) => originId === userId)?.participantCode ?? '');
}

/** Everybody of a folder in PRISM's layout. */
export async function importFolder(app: ElectronApplication, page: Page, studyId: string, folder: string): Promise<void> {
  await openFrom(app, folder);
  await callApp(page, 'prism/open', { studyId });
  await expect.poll(async () => (await callApp(page, 'prism/progress', {})).kind).toBe('looked');
  await callApp(page, 'prism/import', { studyId, choice: { userIds: null, skipBroken: false } });
  await expect.poll(async () => (await callApp(page, 'prism/progress', {})).kind).toBe('imported');
}
