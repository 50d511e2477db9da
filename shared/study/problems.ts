import { hasErrors, type Problem } from './problem.ts';
import { problemsOfArms } from './problems/arms.ts';
import { problemsOfCourse } from './problems/course.ts';
import { problemsOfDuplicates } from './problems/duplicates.ts';
import { problemsOfPlans } from './problems/plans.ts';
import { problemsOfQuestionnaires } from './problems/questions.ts';
import { problemsOfSheets } from './problems/sheets.ts';
import { problemsOfTrials } from './problems/trials.ts';
import type { Study } from './protocol.ts';
import { readStudy } from './read-study.ts';

/**
 * What does not make sense together in a study whose fields are all in order, in the order of the file's
 * areas. The one home of these rules: the editor, the lock, the import and the command line all ask it.
 */
export function problemsOfStudy(study: Study): readonly Problem[] {
  return [
    ...problemsOfDuplicates(study),
    ...problemsOfArms(study),
    ...problemsOfCourse(study),
    ...problemsOfTrials(study),
    ...problemsOfSheets(study),
    ...problemsOfQuestionnaires(study),
    ...problemsOfPlans(study),
  ];
}

/** The whole verdict on the content of a study file: its fields first, and if they are in order, what they say. */
export function checkStudy(content: unknown): readonly Problem[] {
  const reading = readStudy(content);
  return reading.ok ? problemsOfStudy(reading.study) : reading.problems;
}

/** Whether a study may be locked: warnings are for the researcher to weigh, errors are not. */
export function canBeLocked(problems: readonly Problem[]): boolean {
  return !hasErrors(problems);
}
