import type { Connection } from './binding.ts';
import { wellFormed } from './canonical.ts';
import type { OwnModelRow } from './people.ts';

/** Which model stands for an arm with a participant who has one of their own. */
export function ownModelReaderOf(database: Connection): (studyId: string, armId?: string) => readonly OwnModelRow[] {
  const all = database.prepare<[{ studyId: string; armId: string | null }], OwnModelRow>(
    `SELECT own_model.study_id AS studyId, arm_id AS armId, participant_code AS participantCode, provider_id AS providerId,
       model, own_model.origin, set_utc_milliseconds AS setAtUtcMilliseconds
     FROM own_model JOIN participant ON participant.study_id = own_model.study_id AND participant.code = participant_code
     WHERE own_model.study_id = @studyId AND (@armId IS NULL OR arm_id = @armId) ORDER BY arm_id, number`,
  );
  return (studyId, armId) => all.all({ studyId, armId: armId ?? null });
}

export function ownModelWriterOf(database: Connection, check: (studyId: string, code: string) => void, now: () => number) {
  const set = database.prepare(
    `INSERT OR REPLACE INTO own_model (study_id, arm_id, participant_code, provider_id, model, origin, set_utc_milliseconds)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const remove = database.prepare('DELETE FROM own_model WHERE study_id = ? AND arm_id = ? AND participant_code = ?');
  const setAll = database.transaction((rows: readonly Omit<OwnModelRow, 'setAtUtcMilliseconds'>[]): void => {
    for (const { studyId, armId, participantCode, providerId, model, origin } of rows) {
      check(studyId, participantCode);
      set.run(studyId, armId, participantCode, providerId, wellFormed(model), origin, now());
    }
  });
  return {
    setOwnModels: (rows: readonly Omit<OwnModelRow, 'setAtUtcMilliseconds'>[]): void => { setAll.immediate(rows); },
    removeOwnModel: (studyId: string, armId: string, code: string): void => {
      remove.run(studyId, armId, code);
    },
  };
}
