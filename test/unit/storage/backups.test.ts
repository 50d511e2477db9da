import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listBackupsOf, openStorage, restoreBackup } from '../../../electron/storage/open-storage.ts';
import { PlayedSession } from '../session/play.ts';
import { smallStudy } from '../session/small-study.ts';
import { newFolder, opened, tamperWith } from './data-folders.ts';
import { storeSession } from './played-sessions.ts';

const hour = 3_600_000;
const morning = Date.UTC(2026, 10, 23, 9);

describe('backups', () => {
  it('hold in one file all that was stored, also while the app goes on writing', async () => {
    const storage = await opened(newFolder(), { now: () => morning });
    const recorded = storeSession(storage, 's-1', new PlayedSession(smallStudy));
    const making = storage.backup();
    storeSession(storage, 's-2', new PlayedSession(smallStudy));
    const entry = await making;
    expect(entry).toMatchObject({
      name: 'visavis-2026-11-23T09-00-00-000Z.db',
      createdAtUtcMilliseconds: morning,
      reason: 'routine',
    });
    expect(readdirSync(join(storage.folder, 'backups'))).toEqual([entry.name]);
    tamperWith(entry.file, (database) => {
      expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(database.prepare("SELECT count(*) AS events FROM event WHERE session_id = 's-1'").get()).toEqual({
        events: recorded.length,
      });
    });
  });

  it('keep three of today, one of each day before, and ten in all', async () => {
    let now = morning - 20 * 24 * hour;
    const storage = await opened(newFolder(), { now: () => now });
    for (; now < morning; now += 12 * hour) await storage.backup();
    for (; now < morning + 5 * hour; now += hour) await storage.backup();
    const names = storage.listBackups().map(({ name }) => name.slice(8, 21));
    expect(names).toEqual([
      '2026-11-23T13',
      '2026-11-23T12',
      '2026-11-23T11',
      '2026-11-22T21',
      '2026-11-21T21',
      '2026-11-20T21',
      '2026-11-19T21',
      '2026-11-18T21',
      '2026-11-17T21',
      '2026-11-16T21',
    ]);
  }, 60_000);

  it('that were cut off while they were made are deleted at the next start, and nothing else', async () => {
    const folder = newFolder();
    const storage = await openStorage(folder);
    const { name } = await storage.backup();
    storage.close();
    const partial = join(folder, 'backups', 'visavis-2026-11-23T09-00-00-000Z.db.partial');
    const half = [partial, `${partial}-journal`, join(folder, 'visavis.db.new'), join(folder, 'visavis.db.new.partial')];
    const others = [join(folder, 'backups', 'by hand.partial'), join(folder, 'visavis.db.mine')];
    [...half, ...others].forEach((file) => { writeFileSync(file, 'words'); });
    (await openStorage(folder)).close();
    expect(half.filter((file) => existsSync(file))).toEqual([]);
    expect(others.every((file) => existsSync(file))).toBe(true);
    expect(readdirSync(join(folder, 'backups'))).toContain(name);
  });

  it('made at the same moment do not overwrite each other', async () => {
    const storage = await opened(newFolder(), { now: () => morning });
    const [one, other] = await Promise.all([storage.backup(), storage.backup()]);
    expect(one.name).not.toBe(other.name);
    expect(storage.listBackups()).toHaveLength(2);
  });

  it('are restored with the damaged files moved aside, not deleted', async () => {
    const folder = newFolder();
    const storage = await openStorage(folder);
    const recorded = storeSession(storage, 's-1', new PlayedSession(smallStudy));
    const { name } = await storage.backup();
    storage.close();
    writeFileSync(storage.file, 'a coffee was spilled here '.repeat(100));
    await expect(openStorage(folder)).rejects.toMatchObject({ code: 'damaged-database' });

    const aside = await restoreBackup(folder, name, { now: () => morning });
    expect(aside).toBe(join(folder, 'damaged', '2026-11-23T09-00-00-000Z'));
    expect(readFileSync(join(aside ?? '', 'visavis.db'), 'utf8')).toContain('a coffee was spilled here');
    const again = await opened(folder);
    expect(again.readEvents('s-1')).toEqual(recorded);
    expect(again.verify()).toEqual({ sound: true, findings: [] });
    expect(again.listBackups().map((entry) => entry.name)).toEqual([name]);
  });

  it('are not put over a database that is in use', async () => {
    const storage = await opened();
    const { name } = await storage.backup();
    await expect(restoreBackup(storage.folder, name)).rejects.toMatchObject({ code: 'data-folder-in-use' });
  });

  it('that are damaged themselves, or unknown, leave the database where it is', async () => {
    const folder = newFolder();
    const storage = await openStorage(folder);
    storeSession(storage, 's-1', new PlayedSession(smallStudy));
    const { name, file, bytes } = await storage.backup();
    storage.close();
    truncateSync(file, bytes / 2);
    const before = readFileSync(storage.file);
    await expect(restoreBackup(folder, name)).rejects.toThrow(/is not whole|cannot be used/);
    await expect(restoreBackup(folder, '../visavis.db')).rejects.toMatchObject({ code: 'unknown-backup' });
    expect(readFileSync(storage.file).equals(before)).toBe(true);
    expect(existsSync(join(folder, 'damaged'))).toBe(false);
    expect(readdirSync(folder).filter((each) => each.includes('partial') || each.includes('.new'))).toEqual([]);
    expect(listBackupsOf(folder)).toHaveLength(1);
  });
});
