import { canonicalJson } from '../../shared/study/canonical-json.ts';
import type { Connection } from './binding.ts';
import type { RehearsalEntry, RehearsalRecord } from './design.ts';

interface Row extends Omit<RehearsalEntry, 'parameters'> {
  readonly parameters: string;
}

const columns = 'id, study_id AS studyId, study_digest AS studyDigest, created_utc_milliseconds AS createdAtUtcMilliseconds, parameters';

/** What rehearsals found. Their sessions are never here: they live in databases of their own. */
export function rehearsalReaderOf(database: Connection) {
  const all = database.prepare<[string], Row>(`SELECT ${columns} FROM rehearsal WHERE study_id = ? ORDER BY id DESC`);
  const one = database.prepare<[number], Row & { readonly result: string }>(`SELECT ${columns}, result FROM rehearsal WHERE id = ?`);
  return {
    listRehearsals: (studyId: string): readonly RehearsalEntry[] => all.all(studyId).map(entryOf),
    readRehearsal: (id: number): RehearsalRecord | null => {
      const row = one.get(id);
      return row ? { ...entryOf(row), result: JSON.parse(row.result) as unknown } : null;
    },
  };
}

export function rehearsalSaverOf(database: Connection, now: () => number) {
  const add = database.prepare(
    `INSERT INTO rehearsal (study_id, study_digest, created_utc_milliseconds, parameters, result)
     VALUES (@studyId, @studyDigest, @now, @parameters, @result)`,
  );
  return ({ studyId, studyDigest, parameters, result }: Omit<RehearsalRecord, 'id' | 'createdAtUtcMilliseconds'>): number =>
    Number(
      add.run({
        studyId,
        studyDigest,
        now: now(),
        parameters: canonicalJson(parameters),
        result: canonicalJson(result),
      }).lastInsertRowid,
    );
}

function entryOf({ id, studyId, studyDigest, createdAtUtcMilliseconds, parameters }: Row): RehearsalEntry {
  return { id, studyId, studyDigest, createdAtUtcMilliseconds, parameters: JSON.parse(parameters) as unknown };
}
