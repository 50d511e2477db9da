import type { ParticipantOrigin, Profile, RegisteredParticipant } from '../../shared/people/participant.ts';
import { canonicalJson } from '../../shared/study/canonical-json.ts';
import type { Connection } from './binding.ts';
import { sha256, wellFormed } from './canonical.ts';
import { erasedOriginsOf } from './erased-origins.ts';
import { codeOf, StorageError } from './errors.ts';
import { importRunWriterOf } from './import-runs.ts';
import type { PeopleChange } from './people.ts';
import { noteWriterOf } from './person-notes.ts';

type Signed = RegisteredParticipant['excluded'];

interface Row {
  readonly study_id: string;
  readonly code: string;
  readonly added_utc_milliseconds: number;
  readonly origin: ParticipantOrigin;
  readonly origin_id: string | null;
  readonly profile: string;
  readonly excluded_utc_milliseconds: number | null;
  readonly excluded_reason: string | null;
  readonly excluded_by: string | null;
  readonly withdrawn_utc_milliseconds: number | null;
  readonly withdrawn_reason: string | null;
  readonly withdrawn_by: string | null;
  readonly erased_utc_milliseconds: number | null;
  readonly erased_reason: string | null;
  readonly erased_by: string | null;
}

/** Who takes part in a study, and what is known of them. */
export function participantReaderOf(database: Connection) {
  const all = database.prepare<[string], Row>('SELECT * FROM participant WHERE study_id = ? ORDER BY number');
  const one = database.prepare<[string, string], Row>('SELECT * FROM participant WHERE study_id = ? AND code = ?');
  return {
    listParticipants: (studyId: string): readonly RegisteredParticipant[] => all.all(studyId).map(participantOf),
    readParticipant: (studyId: string, code: string): RegisteredParticipant | null => {
      const row = one.get(studyId, code);
      return row ? participantOf(row) : null;
    },
  };
}

function participantOf(row: Row): RegisteredParticipant {
  return {
    studyId: row.study_id,
    code: row.code,
    addedAtUtcMilliseconds: row.added_utc_milliseconds,
    origin: row.origin,
    originId: row.origin_id,
    profile: JSON.parse(row.profile) as Profile,
    excluded: signedOf(row.excluded_utc_milliseconds, row.excluded_reason, row.excluded_by),
    withdrawn: signedOf(row.withdrawn_utc_milliseconds, row.withdrawn_reason, row.withdrawn_by),
    erased: signedOf(row.erased_utc_milliseconds, row.erased_reason, row.erased_by),
  };
}

function signedOf(atUtcMilliseconds: number | null, reason: string | null, by: string | null): Signed {
  return atUtcMilliseconds === null ? null : { atUtcMilliseconds, reason: reason ?? '', by: by ?? '' };
}

/**
 * The function that makes sure that something can still be kept about a participant.
 * @throws StorageError 'unknown-participant' for one who is not in the register, or was erased
 */
export function participantCheckOf(database: Connection): (studyId: string, code: string) => void {
  const find = database
    .prepare<[string, string], number>('SELECT erased_utc_milliseconds IS NOT NULL FROM participant WHERE study_id = ? AND code = ?')
    .pluck();
  return (studyId, code) => {
    const erased = find.get(studyId, code);
    if (erased === undefined) {
      throw new StorageError('unknown-participant', `Nobody with the code ${code} is registered for the study ${studyId}. Check the code, or register them first.`);
    }
    if (erased === 1) {
      throw new StorageError('unknown-participant', `What the participant ${code} gave was erased, and nothing more is kept of them. Choose another participant.`);
    }
  };
}

/** The function that keeps a session's participant in the register, if they are not in it yet. */
export function sessionRegistrarOf(database: Connection): (studyId: string, code: string, atUtcMilliseconds: number) => void {
  const add = database.prepare(
    `INSERT INTO participant (study_id, code, added_utc_milliseconds, origin, profile) VALUES (?, ?, ?, 'session', '{}')
     ON CONFLICT (study_id, code) DO NOTHING`,
  );
  return (studyId, code, atUtcMilliseconds) => {
    add.run(studyId, code, atUtcMilliseconds);
  };
}

export function participantWriterOf(database: Connection, now: () => number) {
  const check = participantCheckOf(database);
  const addNote = noteWriterOf(database, now);
  const addRun = importRunWriterOf(database, now);
  const erasedOrigins = erasedOriginsOf(database);
  const add = database.prepare(
    `INSERT INTO participant (study_id, code, added_utc_milliseconds, origin, origin_id, origin_digest, profile)
     VALUES (@studyId, @code, @now, @origin, @originId, @originDigest, @profile)`,
  );
  const setProfile = database.prepare('UPDATE participant SET profile = ? WHERE study_id = ? AND code = ?');
  const setOriginId = database.prepare('UPDATE participant SET origin_id = ? WHERE study_id = ? AND code = ?');
  const setters = {
    excluded: database.prepare(setterOf('excluded')),
    withdrawn: database.prepare(setterOf('withdrawn')),
  };

  function addOne(studyId: string, { code, origin, originId, profile }: PeopleChange['add'][number]): void {
    const json = profileJson(profile);
    const originDigest = origin === 'csv' || origin === 'prism' ? sha256(json) : null;
    refusingTaken(code, originId, () => add.run({ studyId, code, now: now(), origin, originId, originDigest, profile: json }));
  }

  function refuseErased(studyId: string, originIds: readonly (string | null | undefined)[]): void {
    const erasedCodeOf = erasedOrigins(studyId);
    const [code] = originIds.flatMap((originId) => (originId === null || originId === undefined ? [] : (erasedCodeOf(originId) ?? [])));
    if (code === undefined) return;
    throw new StorageError('participant-exists', `What the participant ${code} gave was erased, and they are not taken in once more. Nothing was written; leave that row out.`);
  }

  function mark(kind: keyof typeof setters, studyId: string, code: string, why: { readonly reason: string; readonly by: string } | null): void {
    check(studyId, code);
    setters[kind].run({ studyId, code, at: why && now(), reason: why && wellFormed(why.reason), by: why && wellFormed(why.by) });
  }

  const changePeople = database.transaction((studyId: string, change: PeopleChange): void => {
    refuseErased(studyId, [...change.add, ...change.profiles].map(({ originId }) => originId));
    for (const each of change.add) addOne(studyId, each);
    for (const { code, profile, originId } of change.profiles) {
      check(studyId, code);
      setProfile.run(profileJson(profile), studyId, code);
      if (originId !== undefined) refusingTaken(code, originId, () => setOriginId.run(originId, studyId, code));
    }
    for (const { code, ...note } of change.notes) {
      check(studyId, code);
      addNote(studyId, code, note);
    }
    if (change.run) addRun(studyId, change.run);
  });

  return {
    changePeople: (studyId: string, change: PeopleChange): void => { changePeople.immediate(studyId, change); },
    setProfile: (studyId: string, code: string, profile: Profile): void => {
      check(studyId, code);
      setProfile.run(profileJson(profile), studyId, code);
    },
    addNote: (studyId: string, code: string, note: { readonly text: string; readonly by: string }): void => {
      check(studyId, code);
      addNote(studyId, code, note);
    },
    setExcluded: (studyId: string, code: string, why: { readonly reason: string; readonly by: string } | null): void => {
      mark('excluded', studyId, code, why);
    },
    setWithdrawn: (studyId: string, code: string, why: { readonly reason: string; readonly by: string }): void => {
      mark('withdrawn', studyId, code, why);
    },
  };
}

function setterOf(kind: 'excluded' | 'withdrawn'): string {
  return `UPDATE participant SET ${kind}_utc_milliseconds = @at, ${kind}_reason = @reason, ${kind}_by = @by
    WHERE study_id = @studyId AND code = @code`;
}

function profileJson(profile: Profile): string {
  return canonicalJson(wellFormed(profile));
}

function refusingTaken(code: string, originId: string | null, write: () => unknown): void {
  try {
    write();
  } catch (error) {
    if (codeOf(error) !== 'SQLITE_CONSTRAINT_UNIQUE') throw error;
    const name = (error as Error).message.includes('origin_id') ? `from elsewhere called ${originId ?? ''}` : `with the code ${code}`;
    throw new StorageError('participant-exists', `There is a participant ${name} already. Nothing was written; choose another, or change the one who is there.`, {
      cause: error,
    });
  }
}
