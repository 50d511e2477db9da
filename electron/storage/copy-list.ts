import { dirname } from 'node:path';
import { z } from 'zod';
import type { Connection } from './binding.ts';
import { dataFolderAt } from './data-folder.ts';
import { appendLines, linesIn } from './line-file.ts';
import { copyKinds, type CopyMade } from './people.ts';

/**
 * A line of `copies.jsonl`, the list of copies beside the database: a backup from before knows nothing of those
 * that were made after it. It holds codes and places, and nobody's words.
 */
const ListedCopy = z.object({
  kind: z.enum(copyKinds),
  where: z.string(),
  atUtcMilliseconds: z.number().int(),
  /** Null when all copies that were made there until then are known to be gone. */
  people: z.array(z.object({ studyId: z.string(), participantCode: z.string() })).nullable(),
});
type ListedCopy = z.infer<typeof ListedCopy>;

/** Adds a line. What cannot be written now is written at the next start, from the database. */
export function keepCopy(database: Connection, { kind, where, people }: Omit<CopyMade, 'id' | 'madeAtUtcMilliseconds' | 'people'> & Pick<ListedCopy, 'people'>, at: number): void {
  keep(database, [{ kind, where, atUtcMilliseconds: at, people }]);
}

/** Adds to the list what the database knows and the list does not. */
export function keepCopies(database: Connection): void {
  const { present, gone } = listBeside(database);
  keep(database, copiesIn(database).filter((copy) => !present.has(keyOf(copy)) && !gone.has(keyOf(copy))).map(({ id: _, ...line }) => line));
}

/** Gives a restored backup the copies that were made after it, and takes those out that are known to be gone. */
export function bringCopiesBack(database: Connection): void {
  const { present, gone } = listBeside(database);
  const stored = new Map(copiesIn(database).map((copy) => [keyOf(copy), copy.id]));
  const add = database.prepare('INSERT INTO copy_made (kind, place, made_utc_milliseconds) VALUES (?, ?, ?)');
  const addPerson = database.prepare('INSERT INTO copy_made_person (study_id, participant_code, copy_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  const removePeople = database.prepare('DELETE FROM copy_made_person WHERE copy_id = ?');
  const remove = database.prepare('DELETE FROM copy_made WHERE id = ?');
  const bring = database.transaction(() => {
    for (const [key, { kind, where, atUtcMilliseconds, people }] of present) {
      if (stored.has(key)) continue;
      const id = add.run(kind, where, atUtcMilliseconds).lastInsertRowid;
      for (const { studyId, participantCode } of people ?? []) addPerson.run(studyId, participantCode, id);
    }
    for (const [key, id] of stored) {
      if (!gone.has(key)) continue;
      removePeople.run(id);
      remove.run(id);
    }
  });
  bring.immediate();
}

/** What the list says at its end, by key. */
function listBeside(database: Connection): { readonly present: ReadonlyMap<string, ListedCopy>; readonly gone: ReadonlySet<string> } {
  const present = new Map<string, ListedCopy>();
  const gone = new Set<string>();
  for (const line of linesIn(fileBeside(database), ListedCopy)) {
    if (line.people !== null) {
      present.set(keyOf(line), line);
      gone.delete(keyOf(line));
      continue;
    }
    for (const [key, { kind, where }] of present) {
      if (kind !== line.kind || where !== line.where) continue;
      present.delete(key);
      gone.add(key);
    }
  }
  return { present, gone };
}

function keep(database: Connection, lines: readonly ListedCopy[]): void {
  if (lines.length === 0) return;
  try {
    appendLines(fileBeside(database), lines);
  } catch {
    // The copies themselves are stored, so nothing is lost by it.
  }
}

/** Two copies of the same moment at the same place are one, unless they hold words of others. */
function keyOf({ kind, where, atUtcMilliseconds, people }: ListedCopy): string {
  const names = people?.map(({ studyId, participantCode }) => JSON.stringify([studyId, participantCode])).toSorted();
  return JSON.stringify([kind, where, atUtcMilliseconds, names]);
}

interface StoredCopy extends ListedCopy {
  readonly id: number;
}

function copiesIn(database: Connection): readonly StoredCopy[] {
  const copies = database
    .prepare<[], Omit<StoredCopy, 'people'>>('SELECT id, kind, place AS "where", made_utc_milliseconds AS atUtcMilliseconds FROM copy_made ORDER BY id')
    .all();
  const people = database.prepare<[number], { readonly studyId: string; readonly participantCode: string }>(
    'SELECT study_id AS studyId, participant_code AS participantCode FROM copy_made_person WHERE copy_id = ?',
  );
  return copies.map((copy) => ({ ...copy, people: people.all(copy.id) }));
}

function fileBeside(database: Connection): string {
  return dataFolderAt(dirname(database.name)).copies;
}
