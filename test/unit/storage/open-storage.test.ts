import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assertRuntimeFits } from '../../../electron/storage/binding.ts';
import { openForReading, openForWriting } from '../../../electron/storage/connection.ts';
import {
  DamagedDatabaseError,
  DataFolderInUseError,
  MissingDatabaseError,
  NewerDatabaseError,
  StorageError,
  UnsupportedRuntimeError,
} from '../../../electron/storage/errors.ts';
import { migrations } from '../../../electron/storage/migrations/migrations.ts';
import { openStorage, openStorageForReading } from '../../../electron/storage/open-storage.ts';
import { PlayedSession } from '../session/play.ts';
import { smallStudy } from '../session/small-study.ts';
import { newFolder, opened, tamperWith } from './data-folders.ts';
import { playedToTheEnd, storeSession } from './played-sessions.ts';

/** Every file of a folder with the digest of its bytes; the lock is no data. */
function contentOf(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(folder)
      .filter((name) => !name.startsWith('visavis.lock'))
      .sort()
      .map((name) => [name, createHash('sha256').update(readFileSync(join(folder, name))).digest('hex')]),
  );
}

async function folderWithSession(): Promise<string> {
  const folder = newFolder();
  const storage = await openStorage(folder);
  storeSession(storage, 's-1', playedToTheEnd());
  storage.close();
  return folder;
}

describe('opening the storage', () => {
  it('creates a database that only its owner can read', async () => {
    const folder = join(newFolder(), 'new', 'folder');
    const storage = await opened(folder);
    expect(storage.file).toBe(join(folder, 'visavis.db'));
    if (process.platform !== 'win32') {
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      expect(statSync(storage.file).mode & 0o777).toBe(0o600);
    }
    expect(storage.listSessions()).toEqual([]);
    expect(existsSync(`${storage.file}.new`)).toBe(false);
  });

  it('sets every safety setting on each open, because most of them are not kept in the file', async () => {
    const folder = await folderWithSession();
    for (let time = 0; time < 2; time += 1) {
      const database = openForWriting(join(folder, 'visavis.db'));
      const settings = ['journal_mode', 'synchronous', 'foreign_keys', 'recursive_triggers', 'trusted_schema', 'secure_delete'];
      expect(settings.map((pragma) => database.pragma(pragma, { simple: true }))).toEqual(['wal', 2, 1, 1, 0, 1]);
      database.close();
    }
    const reading = openForReading(join(folder, 'visavis.db'));
    expect(reading.pragma('query_only', { simple: true })).toBe(1);
    expect(() => reading.exec('DELETE FROM draft')).toThrow();
    reading.close();
  });

  it('lets one app write to a data folder, while the command line may read along', async () => {
    const folder = newFolder();
    const storage = await opened(folder);
    await expect(openStorage(folder)).rejects.toThrow(DataFolderInUseError);
    await expect(openStorage(folder)).rejects.toThrow(`The data folder ${folder} is in use by another Visavis.`);

    storeSession(storage, 's-1', new PlayedSession(smallStudy));
    const reader = openStorageForReading(folder);
    expect(reader.listSessions()).toHaveLength(1);
    expect(reader.verify()).toEqual({ sound: true, findings: [] });
    storeSession(storage, 's-2', new PlayedSession(smallStudy));
    expect(reader.listSessions()).toHaveLength(2);
    reader.close();
    expect(storage.verify().sound).toBe(true);
  });

  it('opens again at once when the app before was closed', async () => {
    const folder = await folderWithSession();
    const storage = await opened(folder);
    expect(storage.listSessions()).toMatchObject([
      { sessionId: 's-1', studyId: 'small-study', participantCode: 'K7', status: 'complete', unblinded: false },
    ]);
  });

  it('refuses a database of a newer version and leaves every byte as it is', async () => {
    const folder = await folderWithSession();
    tamperWith(join(folder, 'visavis.db'), (database) => database.pragma('user_version = 99'));
    const before = contentOf(folder);
    await expect(openStorage(folder)).rejects.toThrow(NewerDatabaseError);
    await expect(openStorage(folder)).rejects.toThrow(/newer version of Visavis \(format 99; .*Install the newer version/);
    expect(() => openStorageForReading(folder)).toThrow(NewerDatabaseError);
    expect(contentOf(folder)).toEqual(before);
  });

  it.each<[string, (file: string) => void]>([
    ['a text file', (file) => { writeFileSync(file, 'Dear diary, this is not a database. '.repeat(200)); }],
    ['an empty file', (file) => { truncateSync(file, 0); }],
    ['half a file', (file) => { truncateSync(file, Math.floor(statSync(file).size / 2)); }],
    ['another program\'s database', (file) => { tamperWith(file, (database) => database.pragma('application_id = 7')); }],
    ['pages overwritten with noise', (file) => {
      const bytes = readFileSync(file);
      bytes.fill(0x5a, 4096 * 3, 4096 * 6);
      writeFileSync(file, bytes);
    }],
  ])('refuses %s in the place of the database and keeps it', async (_what, damage) => {
    const folder = await folderWithSession();
    const file = join(folder, 'visavis.db');
    damage(file);
    const before = contentOf(folder);
    const refusal = await openStorage(folder).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(DamagedDatabaseError);
    expect((refusal as Error).message).toContain(file);
    expect((refusal as Error).message).toContain('restore a backup');
    expect(contentOf(folder)).toEqual(before);
  });

  it('does not begin anew when the database has disappeared but its backups have not', async () => {
    const folder = newFolder();
    const storage = await openStorage(folder);
    await storage.backup();
    storage.close();
    rmSync(storage.file);
    await expect(openStorage(folder)).rejects.toThrow(/the file is missing, although there are backups/);
    expect(existsSync(storage.file)).toBe(false);
  });

  it('does not feed the log of a lost database to a new one', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'visavis.db-wal'), 'what was said last');
    await expect(openStorage(folder)).rejects.toThrow(/the file is missing, but its log visavis.db-wal is there/);
  });

  it('begins anew after a crash in the middle of creating the database', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'visavis.db.new'), 'half');
    const storage = await opened(folder);
    expect(storage.verify().sound).toBe(true);
  });

  it('gives the folder free again after it refused to open what is in it', async () => {
    const folder = await folderWithSession();
    const file = join(folder, 'visavis.db');
    tamperWith(file, (database) => database.pragma('user_version = 99'));
    await expect(openStorage(folder)).rejects.toThrow(NewerDatabaseError);
    tamperWith(file, (database) => database.pragma(`user_version = ${migrations.length}`));
    await expect(opened(folder)).resolves.toBeDefined();
  });

  it('says so when there is nothing to read, and when a file stands where the folder should be', async () => {
    const folder = newFolder();
    expect(() => openStorageForReading(folder)).toThrow(MissingDatabaseError);
    writeFileSync(join(folder, 'file'), '');
    await expect(openStorage(join(folder, 'file', 'data'))).rejects.toThrow(StorageError);
  });

  it('explains a runtime that would crash on loading the database library', () => {
    expect(() => assertRuntimeFits('9', false)).toThrow(UnsupportedRuntimeError);
    expect(() => assertRuntimeFits('9', false)).toThrow(/npm run setup/);
    expect(() => assertRuntimeFits('9', true)).not.toThrow();
    expect(() => assertRuntimeFits('10', false)).not.toThrow();
  });
});
