import { dirname } from 'node:path';
import { z } from 'zod';
import type { Connection } from './binding.ts';
import { dataFolderAt } from './data-folder.ts';
import { appendLines, linesIn } from './line-file.ts';

/**
 * A line of `erasures.jsonl`, the list of erased people beside the database: a backup from before knows nothing
 * of them. It says what a tombstone says, and no more.
 */
const ListedErasure = z.object({
  studyId: z.string().min(1),
  code: z.string().min(1),
  /** Tells somebody of the same code in another database apart. */
  registeredAtUtcMilliseconds: z.number().int(),
  atUtcMilliseconds: z.number().int(),
  reason: z.string(),
  by: z.string(),
  originSalt: z.string().length(32).nullable(),
  originDigest: z.string().length(64).nullable(),
});
export type ListedErasure = z.infer<typeof ListedErasure>;

/** Erased people whom the database has with all their words, because it was restored. */
export function broughtBackIn(database: Connection): readonly ListedErasure[] {
  const unerased = database.prepare(
    `SELECT 1 FROM participant WHERE study_id = @studyId AND code = @code AND added_utc_milliseconds = @registeredAtUtcMilliseconds
       AND erased_utc_milliseconds IS NULL`,
  );
  return listBeside(database).filter((listed) => unerased.get(listed) !== undefined);
}

/** Leaves the tombstones of people who were registered, and erased, after the database was copied: their code is nobody else's. */
export function leaveMissingTombstones(database: Connection): void {
  const add = database.prepare(
    `INSERT INTO participant (study_id, code, added_utc_milliseconds, origin, profile,
       erased_utc_milliseconds, erased_reason, erased_by, erased_origin_salt, erased_origin_digest)
     SELECT @studyId, @code, @registeredAtUtcMilliseconds, 'app', '{}', @atUtcMilliseconds, @reason, @by, @originSalt, @originDigest
     WHERE NOT EXISTS (SELECT 1 FROM participant WHERE study_id = @studyId AND code = @code)`,
  );
  database.transaction(() => { listBeside(database).forEach((listed) => add.run(listed)); }).immediate();
}

/** Adds to the list whom the database knows as erased and the list does not. What cannot be written is written at the next start. */
export function keepErasures(database: Connection): void {
  const known = new Set(listBeside(database).map(keyOf));
  const missing = tombstonesOf(database).filter((tombstone) => !known.has(keyOf(tombstone)));
  if (missing.length === 0) return;
  try {
    appendLines(fileBeside(database), missing);
  } catch {
    // The tombstones themselves are stored, so nothing is lost by it.
  }
}

function keyOf({ studyId, code, registeredAtUtcMilliseconds }: ListedErasure): string {
  return JSON.stringify([studyId, code, registeredAtUtcMilliseconds]);
}

function tombstonesOf(database: Connection): readonly ListedErasure[] {
  return database
    .prepare<[], ListedErasure>(
      `SELECT study_id AS studyId, code, added_utc_milliseconds AS registeredAtUtcMilliseconds, erased_utc_milliseconds AS atUtcMilliseconds,
         erased_reason AS reason, erased_by AS by, erased_origin_salt AS originSalt, erased_origin_digest AS originDigest
       FROM participant WHERE erased_utc_milliseconds IS NOT NULL ORDER BY erased_utc_milliseconds, number`,
    )
    .all();
}

function fileBeside(database: Connection): string {
  return dataFolderAt(dirname(database.name)).erasures;
}

function listBeside(database: Connection): readonly ListedErasure[] {
  // What a power cut left unfinished still has its tombstone in the database, which adds it once more.
  return linesIn(fileBeside(database), ListedErasure);
}
