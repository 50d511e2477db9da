import { migrateFrom1, Study1 } from './migrations/from-1.ts';
import { errorAt, type Problem } from './problem.ts';
import { Study, studyFormat, studyFormatVersion } from './protocol.ts';
import { problemsOfSchema } from './schema-problems.ts';

export type StudyReading =
  | { readonly ok: true; readonly study: Study }
  /** All of severity error, at the fields of the content that was handed in. */
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Far deeper than any study; a file nested deeper than this would exhaust whatever walks it. */
const deepest = 200;

/**
 * Reads the content of a study file, whatever its version: an older one is brought to the present format, a
 * newer one and the file of another program are refused by name. Says nothing of what makes sense together;
 * that is for `checkStudy`.
 */
export function readStudy(content: unknown): StudyReading {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return refused(errorAt([], 'not-a-study'));
  if (isDeeperThan(content, deepest)) return refused(errorAt([], 'too-deep', { deepest }));
  const { format, formatVersion } = content as Record<string, unknown>;
  if (format !== studyFormat) {
    return refused(
      typeof format === 'string'
        ? errorAt(['format'], 'foreign-file', { found: format.slice(0, 60), expected: studyFormat })
        : errorAt(Object.hasOwn(content, 'format') ? ['format'] : [], 'not-a-study'),
    );
  }
  if (typeof formatVersion !== 'number' || !Number.isInteger(formatVersion) || formatVersion < 1) {
    return refused(errorAt(['formatVersion'], 'no-version', { known: studyFormatVersion }));
  }
  if (formatVersion > studyFormatVersion) {
    return refused(errorAt(['formatVersion'], 'newer-version', { found: formatVersion, known: studyFormatVersion }));
  }
  if (formatVersion === studyFormatVersion) return parsed(content);
  const older = Study1.safeParse(content);
  if (!older.success) return { ok: false, problems: problemsOfSchema(older.error.issues, content) };
  return parsed(migrateFrom1(older.data));
}

function parsed(content: unknown): StudyReading {
  const result = Study.safeParse(content);
  if (result.success) return { ok: true, study: result.data };
  return { ok: false, problems: problemsOfSchema(result.error.issues, content) };
}

function refused(problem: Problem): StudyReading {
  return { ok: false, problems: [problem] };
}

/** Level by level, so that depth itself costs no stack. */
function isDeeperThan(content: object, limit: number): boolean {
  let level: readonly object[] = [content];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    level = level.flatMap((value) => Object.values(value).filter((each): each is object => typeof each === 'object' && each !== null));
  }
  return false;
}
