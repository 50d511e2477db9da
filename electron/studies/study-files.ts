import { problemsOfStudy } from '../../shared/study/problems.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { readStudyFilesWith, readStudyFileWith, readStudyTextWith, type ReadStudyFile } from './study-text.ts';

export { StudyFileError } from './study-text.ts';

/**
 * Reads the text of a study file of any version, and checks that it makes sense.
 * @returns ok with the study as soon as every field is in order; `problems` may then still hold errors of
 * what does not make sense together, with which a study can be kept as a draft
 */
export function readStudyText(text: string): ReadStudyFile {
  return readStudyTextWith(problemsOfStudy, text);
}

/** @throws StudyFileError when the file is not there or may not be read */
export function readStudyFile(file: string): ReadStudyFile {
  return readStudyFileWith(problemsOfStudy, file);
}

/**
 * Reads every `*.study.json` of a folder, in the order of their names.
 * @throws StudyFileError at the first file with an error: a study that is played must make sense
 */
export function readStudyFiles(folder: string): readonly Study[] {
  return readStudyFilesWith(problemsOfStudy, folder);
}
