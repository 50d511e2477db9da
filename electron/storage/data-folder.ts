import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';

/** What a database is for. Rehearsals are no data, and data is no rehearsal. */
export type Purpose = 'study' | 'rehearsal';

/**
 * Who opens a file can see by this number what it is: "VISA" in ASCII for a database of Visavis, "VISR" for
 * one of a rehearsal. So neither can ever be opened as the other, by earlier versions of the app either.
 */
export const applicationIds: Readonly<Record<Purpose, number>> = { study: 0x56495341, rehearsal: 0x56495352 };

/** "VIST" in ASCII: what an import has read but nobody has taken yet. */
export const stagingId = 0x56495354;

export interface DataFolder {
  readonly folder: string;
  readonly database: string;
  /** A database becomes `database` only once it is whole. */
  readonly newDatabase: string;
  readonly lock: string;
  readonly backups: string;
  readonly damaged: string;
  /** Who was erased, so that a backup from before brings nobody back. */
  readonly erasures: string;
  /** Which copies of people's words left the database, so that a backup from before knows of them. */
  readonly copies: string;
}

export function dataFolderAt(folder: string): DataFolder {
  return {
    folder,
    database: join(folder, 'visavis.db'),
    newDatabase: join(folder, 'visavis.db.new'),
    lock: join(folder, 'visavis.lock'),
    backups: join(folder, 'backups'),
    damaged: join(folder, 'damaged'),
    erasures: join(folder, 'erasures.jsonl'),
    copies: join(folder, 'copies.jsonl'),
  };
}

/** Creates a folder that only its owner can read: it holds what participants said. */
export function createPrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}

/** Creates an empty file that only its owner can read; SQLite gives the same rights to its log files. */
export function createPrivateFile(file: string): void {
  closeSync(openSync(file, 'wx', 0o600));
}

export function flushFile(file: string): void {
  const descriptor = openSync(file, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Makes renames in a folder survive a power cut. Windows offers no such call and does not need it. */
export function flushFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
