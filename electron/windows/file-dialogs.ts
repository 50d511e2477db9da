import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { besideThenInPlace } from '../exchange/archive.ts';

interface FileRequest {
  readonly title: string;
  readonly filters: Electron.FileFilter[];
}

/** Asks for a folder that is there; null when that was cancelled. */
export async function chooseFolder(window: BrowserWindow, title: string): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, { title, properties: ['openDirectory'] });
  return canceled ? null : (filePaths[0] ?? null);
}

/** Asks for a file that is there; null when that was cancelled. */
export async function chooseFile(window: BrowserWindow, request: FileRequest): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, { ...request, properties: ['openFile'] });
  return canceled ? null : (filePaths[0] ?? null);
}

/** Asks where a file goes; null when that was cancelled. */
export async function chooseTarget(window: BrowserWindow, request: FileRequest & { readonly defaultPath: string }): Promise<string | null> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, request);
  return canceled || filePath === '' ? null : filePath;
}

/** The file appears whole or not at all. */
export async function writeWhole(file: string, content: string | Buffer): Promise<void> {
  await besideThenInPlace(file, async (workFolder) => {
    const beside = join(workFolder, 'written');
    await writeFile(beside, content);
    return beside;
  });
}
