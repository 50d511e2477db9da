import { existsSync, rmSync, statSync } from 'node:fs';
import { type Connection, loadDatabaseLibrary } from './binding.ts';
import { applicationIds, type Purpose } from './data-folder.ts';
import { codeOf, DamagedDatabaseError, NewerDatabaseError, OtherPurposeError, StorageFailure } from './errors.ts';

interface Setting {
  readonly pragma: string;
  readonly set: string;
  readonly readBack: string | number;
}

const safety: readonly Setting[] = [
  { pragma: 'foreign_keys', set: 'ON', readBack: 1 },
  // Without it INSERT OR REPLACE slips past the triggers that refuse DELETE.
  { pragma: 'recursive_triggers', set: 'ON', readBack: 1 },
  { pragma: 'trusted_schema', set: 'OFF', readBack: 0 },
];

/** 'full': what was acknowledged survives a power cut. 'none': for what is thrown away anyway. */
export type Durability = 'full' | 'none';

const writing: Readonly<Record<Durability, readonly Setting[]>> = {
  full: [
    { pragma: 'journal_mode', set: 'WAL', readBack: 'wal' },
    // Not kept in the file: a database in WAL mode opens as NORMAL, which can lose the last commits.
    { pragma: 'synchronous', set: 'FULL', readBack: 2 },
    { pragma: 'secure_delete', set: 'ON', readBack: 1 },
  ],
  none: [
    // Every page is written once, and what fails half-way can still be taken back.
    { pragma: 'journal_mode', set: 'MEMORY', readBack: 'memory' },
    { pragma: 'synchronous', set: 'OFF', readBack: 0 },
    { pragma: 'cache_size', set: '-65536', readBack: -65536 },
  ],
};

const reading: readonly Setting[] = [{ pragma: 'query_only', set: 'ON', readBack: 1 }];

export function openForWriting(file: string, durability: Durability = 'full'): Connection {
  return open(file, { readonly: false, settings: [...writing[durability], ...safety] });
}

export function openForReading(file: string): Connection {
  return open(file, { readonly: true, settings: [...safety, ...reading] });
}

/** A database in memory that has the same rules, to replay events in. */
export function openInMemory(): Connection {
  return open(':memory:', { readonly: false, settings: safety });
}

function open(
  file: string,
  { readonly, settings }: { readonly readonly: boolean; readonly settings: readonly Setting[] },
): Connection {
  const Database = loadDatabaseLibrary();
  const database = new Database(file, { readonly, fileMustExist: file !== ':memory:' });
  try {
    for (const setting of settings) {
      database.pragma(`${setting.pragma} = ${setting.set}`);
      const found = database.pragma(setting.pragma, { simple: true });
      if (found !== setting.readBack) {
        throw new StorageFailure(
          'storage-failed',
          `The database ${file} could not be opened safely: "${setting.pragma}" is ${String(found)} instead of ${setting.readBack}. ` +
            'Keep the data folder on a local disk, not on a network drive.',
        );
      }
    }
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

interface Examination {
  readonly thorough: boolean;
  readonly purpose?: Purpose;
}

/**
 * Looks at a database without changing it, its write-ahead log included, and returns its format
 * version. Throws when it is damaged, newer than `knownVersion`, or for another purpose.
 */
export function examineDatabase(file: string, knownVersion: number, examination: Examination): number {
  const companions = [`${file}-wal`, `${file}-shm`].filter((each) => !existsSync(each));
  let unsound = true;
  try {
    const version = examine(file, knownVersion, examination);
    unsound = false;
    return version;
  } catch (error) {
    const code = codeOf(error) ?? '';
    if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT')) {
      throw new DamagedDatabaseError(file, `it is not a whole SQLite database (${(error as Error).message}).`, { cause: error });
    }
    throw error;
  } finally {
    // Reading makes SQLite leave empty companion files; a folder that is refused must stay as it was.
    if (unsound) companions.forEach((each) => rmSync(each, { force: true }));
  }
}

function examine(file: string, knownVersion: number, { thorough, purpose = 'study' }: Examination): number {
  if (statSync(file).size === 0) throw new DamagedDatabaseError(file, 'the file is empty.');
  const database = openForReading(file);
  try {
    const found = database.pragma('application_id', { simple: true });
    const other: Purpose = purpose === 'study' ? 'rehearsal' : 'study';
    if (found === applicationIds[other]) throw new OtherPurposeError(file, other);
    if (found !== applicationIds[purpose]) throw new DamagedDatabaseError(file, 'it is not a database of Visavis.');
    const version = Number(database.pragma('user_version', { simple: true }));
    if (version > knownVersion) throw new NewerDatabaseError(file, version, knownVersion);
    if (thorough) {
      const check = database.pragma('quick_check(1)', { simple: true });
      if (check !== 'ok') throw new DamagedDatabaseError(file, `the check of the file found: ${String(check)}.`);
    }
    return version;
  } finally {
    database.close();
  }
}
