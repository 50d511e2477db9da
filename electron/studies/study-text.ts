import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorAt, fieldName, type Problem, type ProblemPath } from '../../shared/study/problem.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { readStudy } from '../../shared/study/read-study.ts';
import { message } from '../messages/message.ts';
import { lineFinder, lineOfJsonError } from './line-in-json.ts';

/** A study file that cannot be used. The message names the file, the line and the field. */
export class StudyFileError extends Error {
  constructor(text: string) {
    super(text);
    this.name = 'StudyFileError';
  }
}

/** What a file holds, with everything there is to say about it. */
export type ReadStudyFile = {
  readonly problems: readonly Problem[];
  /** Line of the text, from 1, where a field stands; of what holds it, where the field itself is missing. */
  readonly lineOf: (path: ProblemPath) => number;
} & (
  | { readonly ok: true; readonly study: Study }
  /** Malformed, foreign, newer, or with a field out of order: there is no study to work with. */
  | { readonly ok: false; readonly study: null }
);

/** Says what does not make sense together in a study whose every field is in order. */
export type SenseCheck = (study: Study) => readonly Problem[];

/**
 * Reads the text of a study file of any version.
 * @returns ok with the study as soon as every field is in order; `problems` then holds what the check found
 */
export function readStudyTextWith(check: SenseCheck, text: string): ReadStudyFile {
  // Some editors put a byte order mark before the first character.
  const json = text.replace(/^\uFEFF/, '');
  let content: unknown;
  try {
    content = JSON.parse(json);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { ok: false, study: null, problems: [errorAt([], 'not-json', { detail })], lineOf: () => lineOfJsonError(json) };
  }
  const lineOf = lineFinder(json);
  const reading = readStudy(content);
  return reading.ok
    ? { ok: true, study: reading.study, problems: check(reading.study), lineOf }
    : { ok: false, study: null, problems: reading.problems, lineOf };
}

/** @throws StudyFileError when the file is not there or may not be read */
export function readStudyFileWith(check: SenseCheck, file: string): ReadStudyFile {
  try {
    return readStudyTextWith(check, readFileSync(file, 'utf8'));
  } catch (error) {
    throw new StudyFileError(message('study-file.unreadable', { file, detail: error instanceof Error ? error.message : String(error) }));
  }
}

/**
 * Reads every `*.study.json` of a folder, in the order of their names.
 * @throws StudyFileError at the first file with an error
 */
export function readStudyFilesWith(check: SenseCheck, folder: string): readonly Study[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.study.json'))
    .sort()
    .map((name) => usableStudy(check, join(folder, name)));
}

function usableStudy(check: SenseCheck, file: string): Study {
  const reading = readStudyFileWith(check, file);
  const error = reading.problems.find(({ severity }) => severity === 'error');
  if (reading.ok && error === undefined) return reading.study;
  const { path, code, values } = error ?? errorAt([], 'not-a-study');
  if (code === 'not-json') throw new StudyFileError(message('study-file.not-json', { file, problem: String(values['detail']) }));
  const problem = message(`problem.${code}`, values);
  throw new StudyFileError(message('study-file.bad-field', { file, line: reading.lineOf(path), field: fieldName(path) || '/', problem }));
}
