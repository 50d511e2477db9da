import type { Connection } from './binding.ts';
import { wellFormed } from './canonical.ts';
import { keepCopy } from './copy-list.ts';
import type { CopyMade } from './people.ts';

interface PersonRow {
  readonly copyId: number;
  readonly studyId: string;
  readonly participantCode: string;
}

/** Copies that hold words of a participant, newest first: where somebody who erases has to look as well. */
export function copyReaderOf(database: Connection): (studyId: string, code: string) => readonly CopyMade[] {
  const ofOne = 'SELECT copy_id FROM copy_made_person WHERE study_id = ? AND participant_code = ?';
  const copies = database.prepare<[string, string], Omit<CopyMade, 'people'>>(
    `SELECT id, kind, made_utc_milliseconds AS madeAtUtcMilliseconds, place AS "where" FROM copy_made WHERE id IN (${ofOne}) ORDER BY id DESC`,
  );
  const people = database.prepare<[string, string], PersonRow>(
    `SELECT copy_id AS copyId, study_id AS studyId, participant_code AS participantCode FROM copy_made_person
     WHERE copy_id IN (${ofOne}) ORDER BY study_id, participant_code`,
  );
  return (studyId, code) => {
    const everybody = people.all(studyId, code);
    return copies.all(studyId, code).map((copy) => ({
      ...copy,
      people: everybody.filter(({ copyId }) => copyId === copy.id).map((person) => ({ studyId: person.studyId, participantCode: person.participantCode })),
    }));
  };
}

export function copyWriterOf(database: Connection, now: () => number) {
  const add = database.prepare('INSERT INTO copy_made (kind, place, made_utc_milliseconds) VALUES (?, ?, ?)');
  const addPerson = database.prepare(
    'INSERT INTO copy_made_person (study_id, participant_code, copy_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const record = database.transaction(({ kind, where, people }: Omit<CopyMade, 'id' | 'madeAtUtcMilliseconds'>, at: number): void => {
    const id = Number(add.run(kind, where, at).lastInsertRowid);
    for (const { studyId, participantCode } of people) addPerson.run(studyId, participantCode, id);
  });
  return (copy: Omit<CopyMade, 'id' | 'madeAtUtcMilliseconds'>): void => {
    const mended = { ...copy, where: wellFormed(copy.where) as string };
    const at = now();
    record.immediate(mended, at);
    keepCopy(database, { ...mended, people: [...copy.people] }, at);
  };
}

export function copyForgetterOf(database: Connection, now: () => number) {
  const found = 'SELECT id FROM copy_made WHERE kind = @kind AND place = @where';
  const removePeople = database.prepare(`DELETE FROM copy_made_person WHERE copy_id IN (${found})`);
  const remove = database.prepare('DELETE FROM copy_made WHERE kind = @kind AND place = @where');
  const forget = database.transaction(({ kind, where }: Pick<CopyMade, 'kind' | 'where'>): void => {
    removePeople.run({ kind, where });
    remove.run({ kind, where });
  });
  return ({ kind, where: place }: Pick<CopyMade, 'kind' | 'where'>): void => {
    const where = wellFormed(place) as string;
    forget.immediate({ kind, where });
    keepCopy(database, { kind, where, people: null }, now());
  };
}
