import { Study } from '../../shared/study/protocol.ts';
import { allocationReaderOf, allocationSaverOf } from './allocation.ts';
import type { Connection } from './binding.ts';
import { studyDigest } from './canonical.ts';
import type { LockedVersion, LockRequest } from './design.ts';
import { StorageError } from './errors.ts';
import { studySaverOf } from './studies.ts';

const columns = `study_id AS studyId, version, digest, list_digest AS listDigest,
  locked_utc_milliseconds AS lockedAtUtcMilliseconds, locked_by AS lockedBy, reason, statement`;

/** Versions that never change again, and the lists that their participants are dealt from. */
export function versionReaderOf(database: Connection) {
  const all = database.prepare<[], LockedVersion>(`SELECT ${columns} FROM study_version ORDER BY study_id, version`);
  const ofStudy = database.prepare<[string], LockedVersion>(
    `SELECT ${columns} FROM study_version WHERE study_id = ? ORDER BY version`,
  );
  const one = database.prepare<[string], LockedVersion>(`SELECT ${columns} FROM study_version WHERE digest = ?`);
  return {
    listVersions: (studyId?: string): readonly LockedVersion[] => (studyId === undefined ? all.all() : ofStudy.all(studyId)),
    readVersion: (digest: string): LockedVersion | null => one.get(digest) ?? null,
    readAllocationList: allocationReaderOf(database),
  };
}

export function studyLockerOf(database: Connection, now: () => number): (request: LockRequest) => LockedVersion {
  const { listVersions, readVersion } = versionReaderOf(database);
  const saveStudy = studySaverOf(database, now);
  const saveList = allocationSaverOf(database, now);
  const add = database.prepare(
    `INSERT INTO study_version (study_id, version, digest, list_digest, locked_utc_milliseconds, locked_by, reason, statement)
     VALUES (@studyId, @version, @digest, @listDigest, @lockedAtUtcMilliseconds, @lockedBy, @reason, @statement)`,
  );

  const lock = database.transaction((request: LockRequest): LockedVersion => {
    const study = Study.parse(request.study);
    const earlier = readVersion(studyDigest(study));
    if (earlier) {
      throw new StorageError(
        'already-locked',
        `This content of the study "${study.title}" is locked already, as version ${earlier.version}. Change something, or run that version.`,
      );
    }
    const number = listVersions(study.id).length + 1;
    const reason = wordsOf(request.reason);
    const statement = wordsOf(request.statement);
    const lockedBy = wordsOf(request.lockedBy);
    if (lockedBy === null) throw invalid('whoever locks a study signs with a name or initials.');
    if (number === 1 && reason !== null) throw invalid('a first version amends nothing, so it has no reason.');
    if (number > 1 && (reason === null || statement === null)) {
      throw invalid(`version ${number} is an amendment and needs a reason, and a statement of which sessions fall under which version.`);
    }
    const version: LockedVersion = {
      studyId: study.id,
      version: number,
      digest: saveStudy(study),
      listDigest: saveList(study, request.rows),
      lockedAtUtcMilliseconds: request.lockedAtUtcMilliseconds ?? now(),
      lockedBy,
      reason,
      statement,
    };
    add.run(version);
    return version;
  });
  return (request) => lock.immediate(request);
}

function wordsOf(text: string | null): string | null {
  return text?.trim() || null;
}

function invalid(problem: string): StorageError {
  return new StorageError('invalid-lock', `The study was not locked: ${problem}`);
}
