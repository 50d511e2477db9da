import { describe, expect, it } from 'vitest';
import { loadDatabaseLibrary } from '../../../../electron/storage/binding.ts';
import { openInMemory } from '../../../../electron/storage/connection.ts';
import { bringUpToDate, migrations } from '../../../../electron/storage/migrations/migrations.ts';
import { openStorage, openStorageForReading } from '../../../../electron/storage/open-storage.ts';
import { opened } from '../data-folders.ts';
import { firstTables, folderOfFormat, rowsOfVersionOne, tablesOf, tablesOfVersionOne } from './folder-of-format.ts';

describe('migration 0002', () => {
  it('adds one table for everything that lists, transcripts and exports read', () => {
    const database = openInMemory();
    bringUpToDate(database, { steps: migrations.slice(0, 2) });
    expect(tablesOf(database)).toEqual(tablesOfVersionOne);
    database.close();
  });

  it('and those after it fill the tables from the sessions that were held before, after a backup', async () => {
    const { folder } = folderOfFormat(1);
    expect(() => openStorageForReading(folder)).toThrow(/has the older format 1.*Start Visavis once/);
    const storage = await opened(folder);
    expect(storage.readSession('s-whole')).toMatchObject({ status: 'complete', participantCode: 'K7' });
    expect(storage.verify()).toEqual({ sound: true, findings: [] });

    const [backup, ...others] = storage.listBackups();
    expect(others).toEqual([]);
    expect(backup?.reason).toBe('before-migration');
    expect(backup?.name).toContain(`-before-format-${migrations.length}.db`);
    const Database = loadDatabaseLibrary();
    const before = new Database(backup?.file, { readonly: true });
    expect(before.pragma('user_version', { simple: true })).toBe(1);
    expect(before.prepare('SELECT count(*) AS events FROM event').get()).toEqual({ events: rowsOfVersionOne('event').length });
    before.close();
  });

  it('that fails half-way leaves the database in its old format, with nothing of the new one', async () => {
    const { folder, file } = folderOfFormat(1);
    const failing = (database: Parameters<(typeof migrations)[number]>[0]) => {
      migrations[1]?.(database);
      throw new Error('the power went out');
    };
    await expect(openStorage(folder, { migrations: [...migrations.slice(0, 1), failing] })).rejects.toThrow('the power went out');
    const Database = loadDatabaseLibrary();
    const database = new Database(file);
    expect(database.pragma('user_version', { simple: true })).toBe(1);
    expect(tablesOf(database)).toEqual(firstTables);
    database.close();
    expect((await opened(folder)).verify().sound).toBe(true);
  });
});
