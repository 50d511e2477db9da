import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Study } from '../../shared/study/protocol.ts';
import { message } from '../messages/message.ts';

/** A study file that cannot be used. The message names the file and the field. */
export class StudyFileError extends Error {
  constructor(text: string) {
    super(text);
    this.name = 'StudyFileError';
  }
}

/** Reads every `*.study.json` of a folder, in the order of their names. */
export function readStudyFiles(folder: string): readonly Study[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.study.json'))
    .sort()
    .map((name) => readStudyFile(join(folder, name)));
}

function readStudyFile(file: string): Study {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new StudyFileError(message('study-file.not-json', { file, problem: error instanceof Error ? error.message : '' }));
  }
  const parsed = Study.safeParse(content);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') || '/';
  throw new StudyFileError(message('study-file.bad-field', { file, field, problem: issue?.message ?? '' }));
}
