import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { listBackups, listSetAside, makeBackup, removeUnfinishedCopies, restoreBackup as restoreInto, rotateBackups } from './backups.ts';
import type { Connection } from './binding.ts';
import { compact, compactionIsPending } from './compaction.ts';
import { type Durability, examineDatabase, openForReading, openForWriting } from './connection.ts';
import {
  createPrivateFile,
  createPrivateFolder,
  type DataFolder,
  dataFolderAt,
  flushFolder,
  type Purpose,
} from './data-folder.ts';
import { bringCopiesBack, keepCopies } from './copy-list.ts';
import { broughtBackIn, keepErasures, leaveMissingTombstones } from './erasure-list.ts';
import { rowEraserOf } from './erasure.ts';
import { draftReaderOf, draftWriterOf } from './drafts.ts';
import { DamagedDatabaseError, MissingDatabaseError, OlderDatabaseError, StorageError, storageErrorOf, StorageFailure } from './errors.ts';
import { appenderOf, eventReaderOf, recordedEventsOf, storedEventOf } from './event-log.ts';
import { type FolderLock, lockDataFolder } from './lock.ts';
import { bringUpToDate, type Migration, migrations } from './migrations/migrations.ts';
import { sessionRegistrarOf } from './participants.ts';
import { partReaderOf, partWriterOf } from './parts.ts';
import { peopleReaderOf, peopleWriterOf } from './people-storage.ts';
import { projectorOf } from './projections/projections.ts';
import { rebuildProjections } from './rebuild.ts';
import { rehearsalReaderOf, rehearsalSaverOf } from './rehearsals.ts';
import { sessionReaderOf } from './sessions.ts';
import { removeLeftStaging } from './staging.ts';
import type { BackupEntry, ReadableStorage, SqlValue, Storage } from './storage.ts';
import { studyReaderOf, studySaverOf } from './studies.ts';
import { studyDraftReaderOf, studyDraftWriterOf } from './study-drafts.ts';
import { verifyDatabase } from './verify.ts';
import { studyLockerOf, versionReaderOf } from './versions.ts';

export interface OpenOptions {
  /** UTC milliseconds. */
  readonly now?: () => number;
  /** A database made for one purpose can never be opened for the other. */
  readonly purpose?: Purpose;
  /** 'none' writes faster and can lose everything in a power cut; for rehearsals alone. */
  readonly durability?: Durability;
  /** Other than the app's own only in tests of the migrating itself. */
  readonly migrations?: readonly Migration[];
}

/**
 * Opens the database of a data folder for the one process that may write to it, creating or
 * migrating it first. Throws a StorageError and leaves all files as they are when that is not safe.
 */
export async function openStorage(folder: string, options: OpenOptions = {}): Promise<Storage> {
  const now = options.now ?? Date.now;
  const { purpose = 'study', durability = 'full', migrations: steps = migrations } = options;
  if (durability === 'none' && purpose === 'study') throw new TypeError('Sessions of a study are stored with full durability.');
  const place = dataFolderAt(folder);
  try {
    createPrivateFolder(folder);
  } catch (error) {
    throw storageErrorOf(error, place.database);
  }
  const lock = lockDataFolder(place);
  try {
    if (existsSync(place.database)) await migrateExisting(place, steps, purpose, now);
    else createDatabase(place, steps, purpose);
    removeLeftStaging(folder);
    removeUnfinishedCopies(place);
    const database = openForWriting(place.database, durability);
    if (purpose === 'study') {
      bringCopiesBack(database);
      eraseAgain(database, now);
      keepCopies(database);
    }
    finishErasing(database);
    return writableStorage(place, database, lock, now);
  } catch (error) {
    lock.release();
    throw storageErrorOf(error, place.database);
  }
}

/** A backup from before an erasing brings nobody back: whoever was erased is erased again before anybody reads. */
function eraseAgain(database: Connection, now: () => number): void {
  keepErasures(database);
  const erase = rowEraserOf(database, now);
  for (const listed of broughtBackIn(database)) {
    try {
      // Now, because backups may have been made since the other one was put back.
      erase({ ...listed, atUtcMilliseconds: now() });
    } catch (error) {
      // A session in the backup is still open: it has to be ended first, and verify says so.
      if (!(error instanceof StorageError) || error.code !== 'session-running') throw error;
    }
  }
  leaveMissingTombstones(database);
}

/** What was erased before a crash, or on a full disk, may still lie in the file. */
function finishErasing(database: Connection): void {
  try {
    if (compactionIsPending(database)) compact(database);
  } catch (error) {
    // Everything else can go on meanwhile; the mark stays for the next start.
    if (!(error instanceof StorageFailure)) throw error;
  }
}

/** Opens a database to read it, also while another process writes to it. */
export function openStorageForReading(folder: string, { purpose = 'study' }: Pick<OpenOptions, 'purpose'> = {}): ReadableStorage {
  const place = dataFolderAt(folder);
  if (!existsSync(place.database)) throw new MissingDatabaseError(place.database);
  try {
    const version = examineDatabase(place.database, migrations.length, { thorough: false, purpose });
    if (version < migrations.length) throw new OlderDatabaseError(place.database, version, migrations.length);
    const database = openForReading(place.database);
    return { ...readableStorage(place, database), close: () => void database.close() };
  } catch (error) {
    throw storageErrorOf(error, place.database);
  }
}

/** The backups of a folder, newest first; needs no open database, because that may be damaged. */
export function listBackupsOf(folder: string): readonly BackupEntry[] {
  return listBackups(dataFolderAt(folder));
}

/** Puts a backup in the place of the database; returns the folder to which the old files were moved, if there were any. */
export function restoreBackup(folder: string, name: string, { now = Date.now }: OpenOptions = {}): Promise<string | null> {
  return restoreInto(dataFolderAt(folder), name, now());
}

/** A new database gets its name only when it is whole, so a crash here leaves nothing that looks damaged. */
function createDatabase(place: DataFolder, steps: readonly Migration[], purpose: Purpose): void {
  const log = `${place.database}-wal`;
  if (existsSync(log) && statSync(log).size > 0) {
    throw new DamagedDatabaseError(place.database, `the file is missing, but its log ${basename(log)} is there.`);
  }
  if (listBackups(place).length > 0) {
    throw new DamagedDatabaseError(place.database, 'the file is missing, although there are backups of it.');
  }
  ['', '-wal', '-shm', '-journal'].forEach((suffix) => rmSync(`${place.newDatabase}${suffix}`, { force: true }));
  createPrivateFile(place.newDatabase);
  const database = openForWriting(place.newDatabase);
  try {
    bringUpToDate(database, { steps, purpose });
  } finally {
    database.close();
  }
  renameSync(place.newDatabase, place.database);
  flushFolder(place.folder);
}

async function migrateExisting(
  place: DataFolder,
  steps: readonly Migration[],
  purpose: Purpose,
  now: () => number,
): Promise<void> {
  const version = examineDatabase(place.database, steps.length, { thorough: true, purpose });
  if (version === steps.length) return;
  const database = openForWriting(place.database);
  try {
    await makeBackup(database, place, now(), `-before-format-${steps.length}`);
    bringUpToDate(database, { steps, purpose, thenInTheSameTransaction: rebuildProjections });
  } finally {
    database.close();
  }
}

function readableStorage(place: DataFolder, database: Connection): Omit<ReadableStorage, 'close'> {
  const readRows = eventReaderOf(database);
  return {
    folder: place.folder,
    file: place.database,
    readEvents: (sessionId) => recordedEventsOf(readRows(sessionId)),
    readStoredEvents: (sessionId) => readRows(sessionId).map(storedEventOf),
    ...sessionReaderOf(database),
    ...studyReaderOf(database),
    ...studyDraftReaderOf(database),
    ...versionReaderOf(database),
    ...rehearsalReaderOf(database),
    ...peopleReaderOf(database),
    readPart: partReaderOf(database),
    readDrafts: draftReaderOf(database),
    select: (sql, parameters = []) => {
      const statement = database.prepare<unknown[], Readonly<Record<string, SqlValue>>>(sql);
      if (!/^\s*(SELECT|WITH)\b/i.test(sql) || !statement.readonly || !statement.reader) throw new TypeError('Only a SELECT can be read from the storage.');
      return statement.all(...parameters);
    },
    verify: () => verifyDatabase(database),
    listBackups: () => listBackups(place),
    erasingIsUnfinished: () => compactionIsPending(database) || broughtBackIn(database).length > 0,
    listSetAside: () => listSetAside(place),
  };
}

function writableStorage(place: DataFolder, database: Connection, lock: FolderLock, now: () => number): Storage {
  const append = appenderOf(database, projectorOf(database));
  const drafts = draftWriterOf(database, now);
  const save = studySaverOf(database, now);
  const studyDrafts = studyDraftWriterOf(database, now);
  const lockStudy = studyLockerOf(database, now);
  const setPart = partWriterOf(database);
  const saveRehearsal = rehearsalSaverOf(database, now);
  const register = sessionRegistrarOf(database);
  const people = peopleWriterOf(database, now);
  let backups: Promise<unknown> = Promise.resolve();

  const appendAll = database.transaction((...[sessionId, events, options]: Parameters<Storage['appendEvents']>) => {
    const recorded = append(sessionId, events);
    for (const { kind, payload, at } of recorded) {
      if (kind === 'session-created') register(payload.studyId, payload.participantCode, at.utcMilliseconds);
    }
    for (const key of options?.forgetDrafts ?? []) drafts.forgetDraft(sessionId, key);
    drafts.forgetDraftsWhenOver(sessionId);
    return recorded;
  });

  function stored<Value>(write: () => Value): Value {
    try {
      return write();
    } catch (error) {
      throw storageErrorOf(error, place.database);
    }
  }

  return {
    ...readableStorage(place, database),
    appendEvents: (sessionId, events, options) => stored(() => appendAll.immediate(sessionId, events, options)),
    saveStudy: (study) => stored(() => save(study)),
    saveDraft: (sessionId, key, value) => stored(() => drafts.saveDraft(sessionId, key, value)),
    saveStudyDraft: (draft) => stored(() => studyDrafts.saveStudyDraft(draft)),
    deleteStudyDraft: (studyId) => stored(() => studyDrafts.deleteStudyDraft(studyId)),
    lockStudy: (request) => stored(() => lockStudy(request)),
    setPart: (studyId, part) => stored(() => setPart(studyId, part)),
    saveRehearsal: (rehearsal) => stored(() => saveRehearsal(rehearsal)),
    forgetDraft: (sessionId, key) => stored(() => drafts.forgetDraft(sessionId, key)),
    registerFromSession: (studyId, code) => stored(() => people.registerFromSession(studyId, code)),
    changePeople: (studyId, change) => stored(() => people.changePeople(studyId, change)),
    setProfile: (studyId, code, profile) => stored(() => people.setProfile(studyId, code, profile)),
    addNote: (studyId, code, note) => stored(() => people.addNote(studyId, code, note)),
    setExcluded: (studyId, code, why) => stored(() => people.setExcluded(studyId, code, why)),
    setWithdrawn: (studyId, code, why) => stored(() => people.setWithdrawn(studyId, code, why)),
    setSummary: (studyId, code, summary) => stored(() => people.setSummary(studyId, code, summary)),
    takeStaged: (studyId, stagingFile, run) => stored(() => people.takeStaged(studyId, stagingFile, run)),
    setOwnModels: (rows) => stored(() => people.setOwnModels(rows)),
    removeOwnModel: (studyId, armId, code) => stored(() => people.removeOwnModel(studyId, armId, code)),
    addTuningRow: (content) => stored(() => people.addTuningRow(content)),
    updateTuningRow: (id, content) => stored(() => people.updateTuningRow(id, content)),
    recordCopy: (copy) => stored(() => people.recordCopy(copy)),
    forgetCopy: (copy) => stored(() => people.forgetCopy(copy)),
    eraseParticipant: (studyId, code, why) => stored(() => people.eraseParticipant(studyId, code, why)),
    rebuildProjections: () => stored(() => rebuildProjections(database)),
    backup: () => {
      const next = backups.then(async () => {
        const entry = await makeBackup(database, place, now());
        rotateBackups(place, now());
        return entry;
      });
      backups = next.catch(() => undefined);
      return next;
    },
    close: () => {
      database.close();
      lock.release();
    },
  };
}
