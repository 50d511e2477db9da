import { problemsOfSurvey, type SurveyProblem } from '../../questionnaire/problems-of-survey.ts';
import { questionsOf } from '../../questionnaire/questions.ts';
import { placesOfKind } from '../places.ts';
import { errorAt, warningAt, type Problem, type ProblemPath } from '../problem.ts';
import type { Study } from '../protocol.ts';

interface QuestionPlace {
  readonly name: string;
  readonly path: ProblemPath;
  /** Place of its stage among all stages. */
  readonly order: number;
}

/** Every question of every questionnaire, as the participant meets them. */
export function questionPlacesOf(study: Study): readonly QuestionPlace[] {
  return placesOfKind(study, 'questionnaire').flatMap(({ stage, path, order }) =>
    readSurvey(stage.survey).questions.map((name) => ({ name, path: [...path, 'survey'], order })),
  );
}

/** What is wrong inside the questionnaires, and names that two of them share. */
export function problemsOfQuestionnaires(study: Study): readonly Problem[] {
  const within = placesOfKind(study, 'questionnaire').flatMap(({ stage, path }) =>
    readSurvey(stage.survey).problems.map((problem) => errorAt([...path, 'survey', ...keysOf(problem.path)], 'survey', { detail: problem.message })),
  );
  return [...within, ...sharedNames(questionPlacesOf(study))];
}

/** Within one questionnaire the form library has its own word on names; this is about two of them. */
function sharedNames(places: readonly QuestionPlace[]): readonly Problem[] {
  const stageOf = new Map<string, number>();
  return places.flatMap(({ name, path, order }) => {
    const first = stageOf.get(name);
    if (first === undefined) stageOf.set(name, order);
    return first === undefined || first === order ? [] : [warningAt(path, 'question-asked-twice', { question: name })];
  });
}

/** `pages[0].elements[2].visibleIf` as keys. */
function keysOf(path: string): ProblemPath {
  return [...path.matchAll(/[^.[\]]+/g)].map(([key]) => (/^\d+$/.test(key) ? Number(key) : key));
}

interface ReadSurvey {
  readonly problems: readonly SurveyProblem[];
  /** Names under which answers are stored. */
  readonly questions: readonly string[];
}

/** Reading a form costs far more than everything else, and between two checks of a study most forms are the same. */
const readSurveys = new Map<string, ReadSurvey>();
const keptSurveys = 40;

function readSurvey(survey: Readonly<Record<string, unknown>>): ReadSurvey {
  const text = JSON.stringify(survey);
  let read = readSurveys.get(text);
  if (read === undefined) {
    const problems = problemsOfSurvey(survey);
    // A form with a problem may not be readable at all, so its questions are only looked for.
    read = { problems, questions: problems.length === 0 ? questionsOf(survey).map(({ name }) => name) : [...namesWithin(survey)] };
    if (readSurveys.size >= keptSurveys) readSurveys.clear();
    readSurveys.set(text, read);
  }
  return read;
}

function namesWithin(value: unknown): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return new Set();
  const { name, type } = value as Readonly<Record<string, unknown>>;
  const own = typeof name === 'string' && typeof type === 'string' ? [name] : [];
  return new Set([...own, ...Object.values(value).flatMap((each) => [...namesWithin(each)])]);
}
