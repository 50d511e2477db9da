import type { SurveyQuestion } from '../questionnaire/questions.ts';
import type { Answers } from '../session/events.ts';

type Value = Answers[string];

/** One thing that was answered: a whole question, or a part of it that an analysis wants by itself. */
export interface AnswerPart {
  readonly kind: 'whole' | 'row' | 'choice' | 'rank' | 'field' | 'comment';
  /** Name of the part, joined by dots where it lies deeper; null for a whole question. */
  readonly part: string | null;
  readonly label: string | null;
  /** As it is stored; undefined when there is none. */
  readonly value: Value | undefined;
  /** Its words where it is one of the question's choices. */
  readonly words: string | null;
}

type Part = AnswerPart;

/** Types whose answer is a list of what was ticked. */
const tickedTypes = new Set(['checkbox', 'tagbox']);

/**
 * The parts of an answer: rows of a matrix or battery, each choice ticked or not, each choice's rank, each
 * field of what is nested, and the text of "other". The whole itself is not among them; a question of one
 * part has none. Parts that the question names are there also when nothing was answered.
 */
export function partsOf(question: SurveyQuestion, answers: Answers): readonly AnswerPart[] {
  const value = answers[question.name];
  const comment = answers[commentNameOf(question.name)];
  return [
    ...innerParts(question, value),
    ...(comment === undefined ? [] : [{ kind: 'comment' as const, part: null, label: null, value: comment, words: null }]),
  ];
}

/** Under which name the form library stores the text of "other" or a comment. */
export function commentNameOf(question: string): string {
  return `${question}-Comment`;
}

function innerParts(question: SurveyQuestion, value: Value | undefined): readonly Part[] {
  if (question.type === 'ranking') return rankParts(question, value);
  if (tickedTypes.has(question.type) || isListOfScalars(value)) return choiceParts(question, value);
  if (question.rows.length > 0) return rowParts(question, value);
  return fieldParts(question, value, '');
}

function rankParts({ choices }: SurveyQuestion, value: Value | undefined): Part[] {
  const order = listOf(value).map(String);
  return choices.map(({ value: name, text }) => {
    const place = order.indexOf(name);
    return { kind: 'rank', part: name, label: text, value: place < 0 ? undefined : place + 1, words: null };
  });
}

/** What was ticked without being among the choices ("other") is a part as well. */
function choiceParts({ choices }: SurveyQuestion, value: Value | undefined): Part[] {
  const ticked = listOf(value).map(String);
  const known = choices.map((choice) => choice.value);
  const all = [...choices, ...ticked.filter((name) => !known.includes(name)).map((name) => ({ value: name, text: name }))];
  return all.map(({ value: name, text }) => ({
    kind: 'choice',
    part: name,
    label: text,
    value: value === undefined ? undefined : ticked.includes(name),
    words: null,
  }));
}

function rowParts(question: SurveyQuestion, value: Value | undefined): Part[] {
  const given = isObject(value) ? value : {};
  const known = question.rows.map((row) => row.value);
  const unknown = Object.keys(given).filter((name) => !known.includes(name));
  const rows = [...question.rows, ...unknown.map((name) => ({ value: name, text: name }))];
  return rows.flatMap(({ value: name, text }): readonly Part[] => {
    const cell = given[name];
    if (isObject(cell)) return fieldParts(question, cell, `${name}.`);
    return [{ kind: 'row', part: name, label: text, value: cell, words: wordsOf(question, cell) }];
  });
}

/** Everything nested, down to what is not: `1.name` for the first of several panels. */
function fieldParts(question: SurveyQuestion, value: Value | undefined, prefix: string): readonly Part[] {
  const entries: [string, Value][] = Array.isArray(value)
    ? value.map((each, index) => [String(index + 1), each])
    : Object.entries(isObject(value) ? value : {});
  return entries.flatMap(([name, each]): readonly Part[] => {
    const path = `${prefix}${name}`;
    if (isObject(each) || (Array.isArray(each) && !isListOfScalars(each))) return fieldParts(question, each, `${path}.`);
    return [{ kind: 'field', part: path, label: null, value: each, words: wordsOf(question, each) }];
  });
}

function wordsOf({ choices }: SurveyQuestion, value: Value | undefined): string | null {
  return typeof value === 'object' ? null : (choices.find((choice) => choice.value === String(value))?.text ?? null);
}

function listOf(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value : [];
}

function isListOfScalars(value: Value | undefined): boolean {
  return Array.isArray(value) && value.every((each) => typeof each !== 'object');
}

function isObject(value: Value | undefined): value is Record<string, Value> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
