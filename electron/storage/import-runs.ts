import type { Connection } from './binding.ts';
import { wellFormed } from './canonical.ts';
import type { ImportRun } from './people.ts';

/** Which imports there were, newest first. */
export function importRunReaderOf(database: Connection): (studyId: string) => readonly ImportRun[] {
  const all = database.prepare<[string], ImportRun>(
    `SELECT id, study_id AS studyId, kind, source AS "from", summary, run_utc_milliseconds AS atUtcMilliseconds
     FROM import_run WHERE study_id = ? ORDER BY id DESC`,
  );
  return (studyId) => all.all(studyId);
}

export function importRunWriterOf(database: Connection, now: () => number) {
  const add = database.prepare('INSERT INTO import_run (study_id, kind, source, summary, run_utc_milliseconds) VALUES (?, ?, ?, ?, ?)');
  return (studyId: string, { kind, from, summary }: Pick<ImportRun, 'kind' | 'from' | 'summary'>): void => {
    add.run(studyId, kind, wellFormed(from), wellFormed(summary), now());
  };
}
