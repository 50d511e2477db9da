import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readOptions } from '../../../electron/start-up/options.ts';
import { prepareDataFolder } from '../../../electron/start-up/prepare-data-folder.ts';
import { problemOf } from '../../../electron/start-up/problem.ts';
import { openStorage } from '../../../electron/storage/open-storage.ts';
import { readStudyFiles } from '../../../electron/studies/study-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'visavis-start-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function whyNot(start: () => unknown): Promise<ReturnType<typeof problemOf>> {
  try {
    await start();
  } catch (error) {
    return problemOf(error, folder);
  }
  throw new Error('It started.');
}

describe('the command line', () => {
  it('names the data folder in either form, before the environment', () => {
    const environment = { VISAVIS_DATA: '/from/environment' };
    expect(readOptions(['electron', '.', '--data', 'mine'], environment, true).dataFolder).toBe(resolve('mine'));
    expect(readOptions(['visavis', '--data=/other'], environment, true).dataFolder).toBe('/other');
    expect(readOptions(['visavis'], environment, true).dataFolder).toBe('/from/environment');
    expect(readOptions(['visavis'], {}, true).dataFolder).toBeNull();
  });

  it('of a shipped build knows no switches for tests', () => {
    const environment = {
      VISAVIS_DEV_SERVER: 'http://127.0.0.1:5173',
      VISAVIS_PRACTICE_FAULTS: '*:500',
      VISAVIS_REVEAL_DELAY: '0',
      VISAVIS_RECORD_MESSAGES: '/tmp/messages',
    };
    expect(Object.values(readOptions([], environment, true).development).every((value) => value === null)).toBe(true);
    expect(readOptions([], environment, false).development).toMatchObject({ revealDelay: 0, practiceFaults: '*:500' });
  });
});

describe('a start that cannot go on', () => {
  it('says which data folder cannot be written', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const problem = await whyNot(() => prepareDataFolder(join(file, 'data')));
    expect(problem).toMatchObject({ code: 'unwritable-folder', backup: null });
    expect(problem.sentence).toContain(join(file, 'data'));
  });

  it('says that the data folder is in use', async () => {
    const first = await openStorage(folder);
    expect(await whyNot(() => openStorage(folder))).toMatchObject({ code: 'data-folder-in-use', backup: null });
    first.close();
  });

  it('keeps a damaged database and offers the newest verified backup', async () => {
    const storage = await openStorage(folder);
    const backup = await storage.backup();
    storage.close();
    writeFileSync(join(folder, 'visavis.db'), 'no database at all, but long enough to be looked at');
    const problem = await whyNot(() => openStorage(folder));
    expect(problem).toMatchObject({ code: 'damaged-database', backup: { name: backup.name } });
    expect(existsSync(join(folder, 'visavis.db'))).toBe(true);
  });

  it('names the study file and the field that does not fit', async () => {
    const file = join(folder, 'bad.study.json');
    writeFileSync(file, JSON.stringify({ format: 'visavis-study', formatVersion: 1, id: 'Not an identifier' }));
    const problem = await whyNot(() => readStudyFiles(folder));
    expect(problem.code).toBe('study-file');
    expect(problem.sentence).toContain(file);
    expect(problem.sentence).toContain('"id"');
    writeFileSync(file, '{');
    expect((await whyNot(() => readStudyFiles(folder))).sentence).toContain('not readable JSON');
  });

  it('says something even when nobody knows what happened', async () => {
    expect((await whyNot(() => Promise.reject(new Error('strange')))).sentence).toContain('strange');
  });
});
