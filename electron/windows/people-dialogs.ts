import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { BrowserWindow } from 'electron';
import { message } from '../messages/message.ts';
import { chooseFile, chooseTarget, writeWhole } from './file-dialogs.ts';

const tables = (): Electron.FileFilter[] => [{ name: message('people.table.filter'), extensions: ['csv', 'tsv', 'txt'] }];
const keyFiles = (): Electron.FileFilter[] => [{ name: message('people.key-file.filter'), extensions: ['age'] }];

/** Asks for a table of participants. */
export function chooseTable(window: BrowserWindow): Promise<string | null> {
  return chooseFile(window, { title: message('people.table.choose'), filters: tables() });
}

/** Asks where the register of a study goes. */
export function saveTable(window: BrowserWindow, studyId: string): Promise<string | null> {
  return chooseTarget(window, { title: message('people.table.save'), defaultPath: `${studyId}-participants.csv`, filters: tables() });
}

export function chooseKeyFile(window: BrowserWindow): Promise<string | null> {
  return chooseFile(window, { title: message('people.key-file.choose'), filters: keyFiles() });
}

export function makeKeyFile(window: BrowserWindow): Promise<string | null> {
  return chooseTarget(window, { title: message('people.key-file.make'), defaultPath: 'study.key.age', filters: keyFiles() });
}

/** Asks for a table of models and reads it. */
export async function openModelTable(window: BrowserWindow): Promise<{ name: string; text: string } | null> {
  const file = await chooseFile(window, { title: message('own-model.table.choose'), filters: tables() });
  return file === null ? null : { name: basename(file), text: await readFile(file, 'utf8') };
}

/** Asks where a table of models goes, and writes it whole. */
export async function saveModelTable(window: BrowserWindow, suggestedName: string, text: string): Promise<{ file: string } | null> {
  const file = await chooseTarget(window, { title: message('own-model.table.save'), defaultPath: suggestedName, filters: tables() });
  if (file === null) return null;
  await writeWhole(file, text);
  return { file };
}
