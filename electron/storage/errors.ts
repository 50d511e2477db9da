import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';

export type StorageErrorCode =
  | 'newer-database'
  | 'older-database'
  | 'damaged-database'
  | 'missing-database'
  | 'other-purpose'
  | 'data-folder-in-use'
  | 'runtime-too-old'
  | 'disk-full'
  | 'storage-failed'
  | 'invalid-event'
  | 'unknown-session'
  | 'payload-erased'
  | 'unknown-backup'
  | 'damaged-backup'
  | 'unreadable-study'
  | 'already-locked'
  | 'invalid-lock'
  | 'invalid-part'
  | 'participant-exists'
  | 'unknown-participant'
  | 'session-running';

/** What went wrong in storage. The message says what happened, to which file, and what to do next. */
export class StorageError extends Error {
  readonly code: StorageErrorCode;

  constructor(code: StorageErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

export class NewerDatabaseError extends StorageError {
  declare readonly code: 'newer-database';

  constructor(file: string, found: number, known: number) {
    super(
      'newer-database',
      `The database ${file} was written by a newer version of Visavis (format ${found}; this version reads up to ${known}). ` +
        'It was left untouched. Install the newer version, or choose another data folder.',
    );
  }
}

export class OlderDatabaseError extends StorageError {
  constructor(file: string, found: number, known: number) {
    super(
      'older-database',
      `The database ${file} has the older format ${found}, and only reading was asked for (this version reads ${known}). ` +
        'Start Visavis once with this data folder; it makes a backup and brings the database up to date.',
    );
  }
}

export class DamagedDatabaseError extends StorageError {
  declare readonly code: 'damaged-database';
  readonly file: string;

  constructor(file: string, problem: string, options?: ErrorOptions) {
    super(
      'damaged-database',
      `The database ${file} cannot be used: ${problem} Nothing was changed or deleted. ` +
        'Keep a copy of the data folder, then restore a backup or choose another data folder.',
      options,
    );
    this.file = file;
  }
}

export class MissingDatabaseError extends StorageError {
  constructor(file: string) {
    super('missing-database', `There is no database ${file}. Check the data folder, or start Visavis once to create it.`);
  }
}

/** A rehearsal was taken for data, or data for a rehearsal. */
export class OtherPurposeError extends StorageError {
  declare readonly code: 'other-purpose';

  constructor(file: string, found: 'study' | 'rehearsal') {
    super(
      'other-purpose',
      found === 'rehearsal'
        ? `The database ${file} belongs to a rehearsal: nobody in it is a person. It was left untouched. Choose another data folder.`
        : `The database ${file} holds the sessions of a study, so no rehearsal can be written into it. It was left untouched. Rehearse in a folder of its own.`,
    );
  }
}

export class DataFolderInUseError extends StorageError {
  constructor(folder: string) {
    super(
      'data-folder-in-use',
      `The data folder ${folder} is in use by another Visavis. Go on in the one that is open, close it first, or choose another data folder.`,
    );
  }
}

export class UnsupportedRuntimeError extends StorageError {
  constructor(found: string, nodeVersion: string) {
    super(
      'runtime-too-old',
      `The database library needs Node-API 10 or a binding built for this runtime; this one is Node ${nodeVersion} with Node-API ${found}. ` +
        'Run "npm run setup", which builds the binding, or use Node 22.14 or newer.',
    );
  }
}

/** Nothing more can be stored. Whatever was acknowledged before is safe; the last write is not in the file. */
export class StorageFailure extends StorageError {
  declare readonly code: 'disk-full' | 'storage-failed';
}

/** An event that does not fit its schema or does not fit what was stored before. Nothing was stored. */
export class InvalidEventError extends StorageError {
  constructor(sessionId: string, kind: string, problem: string, options?: ErrorOptions) {
    super(
      'invalid-event',
      `The event "${kind}" of session ${sessionId} was not stored: ${problem} This is a fault in the program; please report it.`,
      options,
    );
  }
}

const almostFull = 1024 * 1024;
const fullCodes = new Set(['SQLITE_FULL', 'ENOSPC', 'EDQUOT']);

/** The storage error for whatever a write to `file` threw; what is not about storing comes back as it was. */
export function storageErrorOf(error: unknown, file: string): unknown {
  if (error instanceof StorageError) return error;
  const code = codeOf(error);
  const detail = error instanceof Error ? error.message : String(error);
  if (code === null) return error;
  if (fullCodes.has(code) || (isWriteTrouble(code) && diskIsFull(file))) {
    return new StorageFailure(
      'disk-full',
      `The disk that holds ${file} is full (${detail}). What was confirmed before is safe, the last step was not stored. ` +
        'Free some space, then go on with the session.',
      { cause: error },
    );
  }
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB')) {
    return new DamagedDatabaseError(file, `${detail}.`, { cause: error });
  }
  if (isWriteTrouble(code)) {
    return new StorageFailure(
      'storage-failed',
      `The database ${file} could not be written (${detail}). What was confirmed before is safe, the last step was not stored. ` +
        'Check the disk and the rights on the data folder, then start Visavis again.',
      { cause: error },
    );
  }
  return error;
}

export function codeOf(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

function isWriteTrouble(code: string): boolean {
  return /^(SQLITE_(IOERR|CANTOPEN|READONLY|BUSY|LOCKED|PERM|AUTH|NOLFS|PROTOCOL)|EIO|EROFS|EACCES|EPERM|ENOTDIR|ENOENT)/.test(code);
}

function diskIsFull(file: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(file));
    return bavail * bsize < almostFull;
  } catch {
    return false;
  }
}
