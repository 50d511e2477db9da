import type { Connection } from './binding.ts';
import type { MadeFrom, StudyDraft, StudyDraftEntry } from './design.ts';

interface Row {
  readonly study_id: string;
  readonly title: string;
  readonly made_from_template: string | null;
  readonly made_from_digest: string | null;
  readonly updated_utc_milliseconds: number;
}

const columns = 'study_id, title, made_from_template, made_from_digest, updated_utc_milliseconds';

/** Studies that are being written. */
export function studyDraftReaderOf(database: Connection) {
  const one = database.prepare<[string], Row & { readonly content: string }>(
    `SELECT ${columns}, content FROM study_draft WHERE study_id = ?`,
  );
  const all = database.prepare<[], Row>(`SELECT ${columns} FROM study_draft ORDER BY updated_utc_milliseconds DESC, study_id`);
  return {
    readStudyDraft: (studyId: string): StudyDraft | null => {
      const row = one.get(studyId);
      return row ? { ...entryOf(row), content: JSON.parse(row.content) as unknown } : null;
    },
    listStudyDrafts: (): readonly StudyDraftEntry[] => all.all().map(entryOf),
  };
}

export function studyDraftWriterOf(database: Connection, now: () => number) {
  const save = database.prepare(
    `INSERT INTO study_draft (${columns}, content) VALUES (@studyId, @title, @template, @digest, @now, @content)
     ON CONFLICT (study_id) DO UPDATE SET title = excluded.title, made_from_template = excluded.made_from_template,
       made_from_digest = excluded.made_from_digest, updated_utc_milliseconds = excluded.updated_utc_milliseconds,
       content = excluded.content`,
  );
  const remove = database.prepare('DELETE FROM study_draft WHERE study_id = ?');
  return {
    saveStudyDraft: ({ studyId, title, madeFrom, content }: Omit<StudyDraft, 'updatedAtUtcMilliseconds'>): void => {
      save.run({
        studyId,
        title,
        template: madeFrom && 'template' in madeFrom ? madeFrom.template : null,
        digest: madeFrom && 'digest' in madeFrom ? madeFrom.digest : null,
        now: now(),
        // Not canonical: the order in which a researcher wrote things is kept.
        content: JSON.stringify(content ?? null),
      });
    },
    deleteStudyDraft: (studyId: string): boolean => remove.run(studyId).changes === 1,
  };
}

function entryOf(row: Row): StudyDraftEntry {
  return {
    studyId: row.study_id,
    title: row.title,
    madeFrom: madeFromOf(row),
    updatedAtUtcMilliseconds: row.updated_utc_milliseconds,
  };
}

function madeFromOf(row: Row): MadeFrom | null {
  if (row.made_from_template !== null) return { template: row.made_from_template };
  return row.made_from_digest === null ? null : { digest: row.made_from_digest };
}
