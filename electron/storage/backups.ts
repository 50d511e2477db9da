import { chmodSync, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Connection, loadDatabaseLibrary } from './binding.ts';
import { examineDatabase } from './connection.ts';
import { createPrivateFolder, type DataFolder, flushFile, flushFolder } from './data-folder.ts';
import { StorageError, storageErrorOf } from './errors.ts';
import { lockDataFolder } from './lock.ts';
import { migrations } from './migrations/migrations.ts';
import type { BackupEntry, SetAsideEntry } from './storage.ts';

const backupName = /^visavis-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z(-before-format-\d+)?\.db$/;
const setAsideName = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z(-\d+)?$/;
const keptToday = 3;
const keptInAll = 10;

/** Every whole backup of a data folder, newest first. */
export function listBackups({ backups }: Pick<DataFolder, 'backups'>): readonly BackupEntry[] {
  if (!existsSync(backups)) return [];
  return readdirSync(backups)
    .flatMap((name): BackupEntry[] => {
      const parts = backupName.exec(name);
      const createdAt = timeIn(parts);
      if (createdAt === null) return [];
      const file = join(backups, name);
      return [
        {
          name,
          file,
          createdAtUtcMilliseconds: createdAt,
          bytes: statSync(file).size,
          reason: parts?.at(-1) === undefined ? 'routine' : 'before-migration',
        },
      ];
    })
    .toSorted((one, other) => other.createdAtUtcMilliseconds - one.createdAtUtcMilliseconds);
}

/** Databases that were set aside when a backup took their place, newest first. */
export function listSetAside({ damaged }: Pick<DataFolder, 'damaged'>): readonly SetAsideEntry[] {
  if (!existsSync(damaged)) return [];
  return readdirSync(damaged)
    .flatMap((name): SetAsideEntry[] => {
      const setAsideAt = timeIn(setAsideName.exec(name));
      return setAsideAt === null ? [] : [{ folder: join(damaged, name), setAsideAtUtcMilliseconds: setAsideAt }];
    })
    .toSorted((one, other) => other.setAsideAtUtcMilliseconds - one.setAsideAtUtcMilliseconds);
}

function timeIn(parts: RegExpExecArray | null): number | null {
  if (parts === null) return null;
  const [, day, hour, minute, second, millisecond] = parts;
  return Date.parse(`${day}T${hour}:${minute}:${second}.${millisecond}Z`);
}

/** Copies a database that may be in use; the copy gets its name only after it was checked. */
export async function makeBackup(
  database: Connection,
  folder: DataFolder,
  now: number,
  label = '',
): Promise<BackupEntry> {
  createPrivateFolder(folder.backups);
  const name = freeName(folder, now, label);
  const file = join(folder.backups, name);
  await copyDatabase(database, file);
  const entry = listBackups(folder).find((each) => each.name === name);
  if (!entry) throw new StorageError('storage-failed', `The backup ${file} disappeared while it was made.`);
  return entry;
}

/** Deletes copies that were cut off while they were made: nothing lists them, and they hold what participants said. */
export function removeUnfinishedCopies({ folder, backups, newDatabase }: DataFolder): void {
  const unfinished = (name: string, isBackup: boolean): boolean =>
    isBackup ? /^visavis-.*\.db\.partial(-wal|-shm|-journal)?$/.test(name) : name.startsWith(basename(newDatabase));
  for (const [place, isBackup] of [[folder, false], [backups, true]] as const) {
    if (!existsSync(place)) continue;
    readdirSync(place)
      .filter((name) => unfinished(name, isBackup))
      .forEach((name) => { rmSync(join(place, name), { force: true }); });
  }
}

/** Deletes what the rule does not keep: three of today, one of each day before, ten in all. Those made before a migration stay. */
export function rotateBackups(folder: DataFolder, now: number): void {
  const routine = listBackups(folder).filter((entry) => entry.reason === 'routine');
  const today = dayOf(now);
  const kept = routine
    .filter((entry, index) => {
      const day = dayOf(entry.createdAtUtcMilliseconds);
      const newerOfThatDay = routine.slice(0, index).filter((each) => dayOf(each.createdAtUtcMilliseconds) === day).length;
      return newerOfThatDay < (day === today ? keptToday : 1);
    })
    .slice(0, keptInAll);
  routine.filter((entry) => !kept.includes(entry)).forEach((entry) => rmSync(entry.file));
}

/**
 * Puts a backup in the place of the database. The files that are there now are moved into a folder
 * of their own under `damaged/`, whose path is returned; they are never deleted.
 */
export async function restoreBackup(folder: DataFolder, name: string, now: number): Promise<string | null> {
  const entry = listBackups(folder).find((each) => each.name === name);
  if (!entry) {
    throw new StorageError('unknown-backup', `There is no backup "${name}" in ${folder.backups}. Choose one from the list.`);
  }
  const lock = lockDataFolder(folder);
  try {
    const copy = folder.newDatabase;
    removeDatabase(copy);
    const Database = loadDatabaseLibrary();
    const backup = new Database(entry.file, { readonly: true, fileMustExist: true });
    try {
      await copyDatabase(backup, copy);
    } finally {
      backup.close();
    }
    const aside = moveAside(folder, now);
    renameSync(copy, folder.database);
    flushFolder(folder.folder);
    return aside;
  } catch (error) {
    throw storageErrorOf(error, folder.database);
  } finally {
    lock.release();
  }
}

function moveAside(folder: DataFolder, now: number): string | null {
  const files = [folder.database, `${folder.database}-wal`, `${folder.database}-shm`].filter((file) => existsSync(file));
  if (files.length === 0) return null;
  let aside = join(folder.damaged, stampOf(now));
  for (let number = 2; existsSync(aside); number += 1) aside = join(folder.damaged, `${stampOf(now)}-${number}`);
  createPrivateFolder(aside);
  files.forEach((file) => renameSync(file, join(aside, basename(file))));
  flushFolder(aside);
  return aside;
}

async function copyDatabase(database: Connection, target: string): Promise<void> {
  const partial = `${target}.partial`;
  removeDatabase(partial);
  try {
    await database.backup(partial);
    chmodSync(partial, 0o600);
    assertWhole(partial);
    flushFile(partial);
    renameSync(partial, target);
    flushFolder(join(target, '..'));
  } catch (error) {
    removeDatabase(partial);
    throw storageErrorOf(error, target);
  }
}

/** A backup counts only once its copy was read back and found whole. */
function assertWhole(file: string): void {
  const Database = loadDatabaseLibrary();
  const copy = new Database(file, { fileMustExist: true });
  let problem: string | null;
  try {
    // A copy carries the mode of its original; without it, one file is the whole backup.
    copy.pragma('journal_mode = DELETE');
    const check = String(copy.pragma('integrity_check(1)', { simple: true }));
    const orphans = copy.pragma('foreign_key_check') as readonly unknown[];
    problem = check !== 'ok' ? check : orphans.length > 0 ? 'rows refer to rows that are missing' : null;
  } finally {
    copy.close();
  }
  if (problem !== null) {
    throw new StorageError(
      'damaged-backup',
      `The copy ${file} is not whole (${problem}) and was not kept. Choose another backup, or check the disk.`,
    );
  }
  examineDatabase(file, migrations.length, { thorough: false });
}

function removeDatabase(file: string): void {
  ['', '-wal', '-shm', '-journal'].forEach((suffix) => rmSync(`${file}${suffix}`, { force: true }));
}

function freeName(folder: DataFolder, now: number, label: string): string {
  const name = `visavis-${stampOf(now)}${label}.db`;
  return existsSync(join(folder.backups, name)) ? freeName(folder, now + 1, label) : name;
}

function stampOf(utcMilliseconds: number): string {
  return new Date(utcMilliseconds).toISOString().replaceAll(/[:.]/g, '-');
}

function dayOf(utcMilliseconds: number): string {
  return new Date(utcMilliseconds).toISOString().slice(0, 10);
}
