import { canonicalJson } from '../../shared/study/canonical-json.ts';
import type { Connection } from './binding.ts';
import { wellFormed } from './canonical.ts';
import type { TuningRow } from './people.ts';

/** Training jobs, newest first. What a job says is known to those who run it. */
export function tuningReaderOf(database: Connection): () => readonly TuningRow[] {
  const all = database.prepare<[], Omit<TuningRow, 'content'> & { readonly content: string }>(
    `SELECT id, content, created_utc_milliseconds AS createdAtUtcMilliseconds, updated_utc_milliseconds AS updatedAtUtcMilliseconds
     FROM tuning_job ORDER BY id DESC`,
  );
  return () => all.all().map((row) => ({ ...row, content: JSON.parse(row.content) as unknown }));
}

export function tuningWriterOf(database: Connection, now: () => number) {
  const add = database.prepare(
    'INSERT INTO tuning_job (content, created_utc_milliseconds, updated_utc_milliseconds) VALUES (@content, @at, @at)',
  );
  const update = database.prepare('UPDATE tuning_job SET content = ?, updated_utc_milliseconds = ? WHERE id = ?');
  return {
    addTuningRow: (content: unknown): number =>
      Number(add.run({ content: canonicalJson(wellFormed(content)), at: now() }).lastInsertRowid),
    updateTuningRow: (id: number, content: unknown): void => {
      const { changes } = update.run(canonicalJson(wellFormed(content)), now(), id);
      if (changes !== 1) throw new RangeError(`There is no training job ${id}.`);
    },
  };
}
