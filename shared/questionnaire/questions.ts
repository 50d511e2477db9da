import type { ItemValue, Question, SurveyModel } from 'survey-core';
import { createForm, type Survey } from './form.ts';
import type { Answers } from './problems-of-answers.ts';
import { notApplicable, SliderBattery, type BatteryValue } from './slider-battery.ts';

/** One question of a questionnaire, as transcript, tables and codebook name it. */
export interface SurveyQuestion {
  /** The key under which the answer is stored. */
  readonly name: string;
  /** The question as it is asked, in the survey's language. */
  readonly title: string;
  /** Type of the form library, such as `radiogroup`; `sliderbattery` is our own. */
  readonly type: string;
  readonly required: boolean;
  /** Shown only under a condition. */
  readonly conditional: boolean;
  /** What may be chosen, ranked, rated or, in a matrix, answered for each row; none for a text. */
  readonly choices: readonly { readonly value: string; readonly text: string }[];
  /** The lines of a matrix, of several texts or of a slider battery; none otherwise. */
  readonly rows: readonly { readonly value: string; readonly text: string }[];
}

interface Read {
  readonly form: SurveyModel;
  readonly questions: readonly SurveyQuestion[];
}
const readSurveys = new WeakMap<Survey, Read>();

/**
 * Every question that stores an answer, in the order of the file, those in panels included.
 * @param survey kept by identity, so hand in the same object each time
 */
export function questionsOf(survey: Survey): readonly SurveyQuestion[] {
  return readSurvey(survey).questions;
}

/**
 * An answer in words: choices by their texts, sliders and matrix rows line by line. Empty when there is none.
 * @param answers the whole questionnaire's, for an "other" text stands beside its question
 */
export function readableAnswer(survey: Survey, name: string, answers: Answers): string {
  const question = readSurvey(survey).questions.find((each) => each.name === name);
  const value = answers[name];
  if (value === undefined || value === null) return '';
  const comment = answers[`${name}-Comment`];
  if (question === undefined) return wordsOf(value, []);
  const words = readableValue(question, value);
  return typeof comment === 'string' && comment !== '' ? `${words} (${comment})` : words;
}

function readableValue(question: SurveyQuestion, value: unknown): string {
  if (question.rows.length === 0 || typeof value !== 'object' || value === null || Array.isArray(value)) {
    return wordsOf(value, question.choices);
  }
  const given = value as BatteryValue;
  return question.rows
    .filter((row) => given[row.value] !== undefined)
    .map((row) => `${row.text}: ${wordsOf(given[row.value], question.choices)}`)
    .join('\n');
}

function wordsOf(value: unknown, choices: SurveyQuestion['choices']): string {
  if (value === null || value === notApplicable) return '–';
  if (Array.isArray(value)) return value.map((each) => wordsOf(each, choices)).join(', ');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return choices.find((choice) => choice.value === text)?.text ?? text;
}

function readSurvey(survey: Survey): Read {
  let read = readSurveys.get(survey);
  if (read === undefined) {
    const form = createForm(survey, { seed: '', language: null });
    const questions = form
      .getAllQuestions()
      .filter((question) => question.hasInput)
      .map(describe);
    read = { form, questions };
    readSurveys.set(survey, read);
  }
  return read;
}

interface WithLists {
  readonly choices?: readonly ItemValue[];
  readonly columns?: readonly ItemValue[];
  readonly rows?: readonly ItemValue[] | number;
  readonly items?: readonly { readonly name: string; readonly title: string }[];
  readonly visibleRateValues?: readonly ItemValue[];
}

function describe(question: Question): SurveyQuestion {
  const lists: WithLists = question as unknown as WithLists;
  return {
    name: question.getValueName(),
    title: question.locTitle.renderedHtml,
    type: question.getType(),
    required: question.isRequired,
    conditional: isConditional(question),
    choices: choicesOf(question, lists),
    rows:
      question instanceof SliderBattery
        ? question.sliders.map((slider) => ({ value: slider.id, text: slider.label }))
        : (lists.items?.map((item) => ({ value: item.name, text: item.title })) ?? namesOf(lists.rows)),
  };
}

function choicesOf(question: Question, lists: WithLists): SurveyQuestion['choices'] {
  if (question.getType() === 'boolean') {
    const { labelTrue, labelFalse } = question as unknown as { readonly labelTrue: string; readonly labelFalse: string };
    return [
      { value: 'true', text: labelTrue },
      { value: 'false', text: labelFalse },
    ];
  }
  return namesOf(lists.visibleRateValues ?? lists.choices ?? (question.getType() === 'matrix' ? lists.columns : undefined));
}

/** A text's `rows` is the height of its box, so a list is one only if it is. */
function namesOf(items: readonly ItemValue[] | number | undefined): SurveyQuestion['choices'] {
  if (!isList(items)) return [];
  return items.map((item) => ({ value: String(item.value), text: item.locText.renderedHtml || String(item.value) }));
}

function isList(items: readonly ItemValue[] | number | undefined): items is readonly ItemValue[] {
  return Array.isArray(items);
}

function isConditional(question: Question): boolean {
  for (let part: unknown = question; typeof part === 'object' && part !== null; ) {
    const { visibleIf, parent } = part as { readonly visibleIf?: string; readonly parent?: unknown };
    if (visibleIf !== undefined && visibleIf !== '') return true;
    part = parent;
  }
  return false;
}
