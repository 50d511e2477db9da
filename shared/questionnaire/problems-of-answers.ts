import { QuestionBooleanModel, QuestionRatingModel, QuestionSelectBase } from 'survey-core';
import type { Question, SurveyModel } from 'survey-core';
import { createForm, type Survey } from './form.ts';
import { SliderBattery } from './slider-battery.ts';

/** Answers by question name, as the form library stores them; "other" texts under `<name>-Comment`. */
export type Answers = Readonly<Record<string, unknown>>;

export interface AnswerProblem {
  readonly question: string;
  /** In the language of the survey, for the person who answers. */
  readonly message: string;
}

export interface CheckedAnswers {
  /** Empty when the questionnaire can be handed in. */
  readonly problems: readonly AnswerProblem[];
  /** What is to be stored: without answers to questions that are not asked. */
  readonly answers: Answers;
}

interface Checker {
  readonly form: SurveyModel;
  /** What was said of the latest answers: a screen asks often, and simulated people often answer alike. */
  readonly latest: Map<string, CheckedAnswers>;
}

/** By survey and language. Reading a survey costs far more than checking answers to it. */
const checkers = new WeakMap<Survey, Map<string | null, Checker>>();
const mostRemembered = 500;

/**
 * What is wrong with the answers to a questionnaire; nothing when it can be handed in. The one home of the
 * rule: screens ask it while a person writes, the engine asks it again at hand-in.
 * @param survey kept by identity, so hand in the same object each time
 * @param language of the messages; the survey's default when left out
 */
export function problemsOfAnswers(survey: Survey, answers: Answers, language: string | null = null): readonly AnswerProblem[] {
  return checkAnswers(survey, answers, language).problems;
}

/**
 * Checks answers and says what is to be stored of them. Answers to questions that their conditions hide are
 * left out, unless the survey says `"clearInvisibleValues": "none"`; so are "other" texts whose choice was
 * taken back. A value that no question of the survey can have is a problem, never dropped in silence.
 */
export function checkAnswers(survey: Survey, answers: Answers, language: string | null = null): CheckedAnswers {
  const { form, latest } = checkerFor(survey, language);
  const key = JSON.stringify(answers);
  const known = latest.get(key);
  if (known !== undefined) return known;
  form.data = { ...answers };
  const checked = checkForm(form, answers);
  if (latest.size >= mostRemembered) latest.clear();
  latest.set(key, checked);
  return checked;
}

function checkerFor(survey: Survey, language: string | null): Checker {
  const byLanguage = checkers.get(survey) ?? new Map<string | null, Checker>();
  checkers.set(survey, byLanguage);
  let checker = byLanguage.get(language);
  if (checker === undefined) {
    checker = { form: createForm(survey, { seed: '', language }), latest: new Map() };
    byLanguage.set(language, checker);
  }
  return checker;
}

function checkForm(form: SurveyModel, given: Answers): CheckedAnswers {
  const questions = form.getAllQuestions();
  const asked = questions.filter((question) => question.isVisible && question.isParentVisible);
  const problems: AnswerProblem[] = [];
  const before = asked.map((question) => JSON.stringify(question.value));
  const impossible = asked.filter((question) => !isPossible(question, given[question.getValueName()]));
  form.clearIncorrectValues();
  dropUnasked(form, questions);
  asked.forEach((question, index) => {
    if (JSON.stringify(question.value) !== before[index] || impossible.includes(question)) {
      problems.push({ question: question.name, message: `"${question.name}" cannot have this answer.` });
    }
  });
  if (!form.validate(false, false)) {
    form.validate(true, false);
    for (const question of asked) {
      const [error] = question.getAllErrors();
      if (error !== undefined && problems.every((problem) => problem.question !== question.name)) {
        problems.push({ question: question.name, message: error.getText() });
      }
    }
  }
  const known = namesOf(form, questions);
  for (const name of Object.keys(given)) {
    if (!known.has(name)) problems.push({ question: name, message: `The questionnaire has no question "${name}".` });
  }
  return { problems, answers: { ...(form.data as Answers) } };
}

/** Takes out the answers to what is not asked, as the form library does when a form is completed. */
function dropUnasked(form: SurveyModel, questions: readonly Question[]): void {
  const reason = form.clearInvisibleValues === 'none' ? 'none' : 'onComplete';
  for (const question of questions) {
    if (question.isEmpty() && question.comment === '') continue;
    question.clearUnusedValues();
    question.clearValueIfInvisible(reason);
  }
}

/** Every name under which the form may store something. */
function namesOf(form: SurveyModel, questions: readonly Question[]): ReadonlySet<string> {
  const triggered = form.triggers.flatMap((trigger) => {
    const { setToName } = trigger as { readonly setToName?: unknown };
    return typeof setToName === 'string' ? [setToName] : [];
  });
  return new Set([
    ...questions.flatMap((question) => {
      const name = question.getValueName();
      return [name, `${name}-Comment`, `${name}-total`];
    }),
    ...form.calculatedValues.map((value) => value.name),
    ...triggered,
  ]);
}

/** Whether the value is one its question gives; the library itself lets much pass. */
function isPossible(question: Question, value: unknown): boolean {
  if (question.isEmpty()) return true;
  if (question instanceof SliderBattery) return question.isPossible(value);
  if (question instanceof QuestionRatingModel) return question.visibleRateValues.some((each) => each.value === value);
  if (question instanceof QuestionBooleanModel) return value === question.getValueTrue() || value === question.getValueFalse();
  if (question instanceof QuestionSelectBase) return areChoices(question, value);
  switch (question.getType()) {
    case 'text':
      return typeof value === 'string' || typeof value === 'number';
    case 'comment':
      return typeof value === 'string';
    default:
      return true;
  }
}

const severalOfMany = new Set(['checkbox', 'tagbox', 'ranking', 'imagepicker']);

function areChoices(question: QuestionSelectBase, value: unknown): boolean {
  const several = Array.isArray(value);
  if (several !== severalOfMany.has(question.getType()) && question.getType() !== 'imagepicker') return false;
  // Words of one's own stand in the place of the choice itself only where the survey asks for it.
  const { allowCustomChoices } = question as { readonly allowCustomChoices?: boolean };
  if (allowCustomChoices === true || (question.isOtherSelected && !question.getStoreOthersAsComment())) return true;
  const known = new Set(question.visibleChoices.map((choice) => JSON.stringify(choice.value)));
  return (several ? value : [value]).every((each) => known.has(JSON.stringify(each)));
}
