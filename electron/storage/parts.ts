import type { Connection } from './binding.ts';
import type { StudyPart } from './design.ts';
import { StorageError } from './errors.ts';

const mostParts = 100;

/** Which part of a study's allocation list this laptop deals. */
export function partReaderOf(database: Connection): (studyId: string) => StudyPart | null {
  const one = database.prepare<[string], StudyPart>('SELECT part, parts AS "of" FROM study_part WHERE study_id = ?');
  return (studyId) => one.get(studyId) ?? null;
}

export function partWriterOf(database: Connection): (studyId: string, part: StudyPart | null) => void {
  const set = database.prepare(
    `INSERT INTO study_part (study_id, part, parts) VALUES (?, ?, ?)
     ON CONFLICT (study_id) DO UPDATE SET part = excluded.part, parts = excluded.parts`,
  );
  const remove = database.prepare('DELETE FROM study_part WHERE study_id = ?');
  return (studyId, part) => {
    if (part === null) {
      remove.run(studyId);
      return;
    }
    const whole = Number.isInteger(part.part) && Number.isInteger(part.of);
    if (!whole || part.part < 1 || part.part > part.of || part.of > mostParts) {
      throw new StorageError(
        'invalid-part',
        `An allocation list has no part ${part.part} of ${part.of}. Choose a part from 1 up to the number of laptops, at most ${mostParts}.`,
      );
    }
    set.run(studyId, part.part, part.of);
  };
}
