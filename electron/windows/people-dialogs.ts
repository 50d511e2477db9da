import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { besideThenInPlace } from '../exchange/archive.ts';
import { message } from '../messages/message.ts';

/** Asks for a folder that is there; null when that was cancelled. */
export async function chooseFolder(window: BrowserWindow, title: string): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, { title, properties: ['openDirectory'] });
  return canceled ? null : (filePaths[0] ?? null);
}

const tables = (): Electron.FileFilter[] => [{ name: message('people.table.filter'), extensions: ['csv', 'tsv', 'txt'] }];
const keyFiles = (): Electron.FileFilter[] => [{ name: message('people.key-file.filter'), extensions: ['age'] }];

/** Asks for a table of participants. */
export function chooseTable(window: BrowserWindow): Promise<string | null> {
  return chooseFile(window, message('people.table.choose'), tables());
}

/** Asks where the register of a study goes. */
export function saveTable(window: BrowserWindow, studyId: string): Promise<string | null> {
  return saveFile(window, message('people.table.save'), `${studyId}-participants.csv`, tables());
}

export function chooseKeyFile(window: BrowserWindow): Promise<string | null> {
  return chooseFile(window, message('people.key-file.choose'), keyFiles());
}

export function makeKeyFile(window: BrowserWindow): Promise<string | null> {
  return saveFile(window, message('people.key-file.make'), 'study.key.age', keyFiles());
}

/** Asks for a table of models and reads it. */
export async function openModelTable(window: BrowserWindow): Promise<{ name: string; text: string } | null> {
  const file = await chooseFile(window, message('own-model.table.choose'), tables());
  return file === null ? null : { name: basename(file), text: await readFile(file, 'utf8') };
}

/** Asks where a table of models goes, and writes it whole. */
export async function saveModelTable(window: BrowserWindow, suggestedName: string, text: string): Promise<{ file: string } | null> {
  const file = await saveFile(window, message('own-model.table.save'), suggestedName, tables());
  if (file === null) return null;
  await besideThenInPlace(file, async (workFolder) => {
    const beside = join(workFolder, 'written');
    await writeFile(beside, text);
    return beside;
  });
  return { file };
}

async function chooseFile(window: BrowserWindow, title: string, filters: Electron.FileFilter[]): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, { title, filters, properties: ['openFile'] });
  return canceled ? null : (filePaths[0] ?? null);
}

async function saveFile(window: BrowserWindow, title: string, defaultPath: string, filters: Electron.FileFilter[]): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, { title, defaultPath, filters });
  return canceled || filePath === '' ? null : filePath;
}
