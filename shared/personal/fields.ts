import { questionsOf, readableAnswer } from '../questionnaire/questions.ts';
import type { AnsweredStage, PromptContext } from './prompt-context.ts';
import { isObject, readableField } from './readable.ts';

/** Where a text of a prompt comes from. */
export type FilledSource =
  | { readonly kind: 'answer'; readonly stageId: string; readonly sessionNumber: number }
  | { readonly kind: 'profile' }
  | { readonly kind: 'exchanges'; readonly conversationIds: readonly string[] }
  | { readonly kind: 'summary' };

interface FoundField {
  /** As a model reads it. */
  readonly text: string;
  readonly value: unknown;
  /** What the members of the value are called, by key. */
  readonly names: ReadonlyMap<string, string>;
  readonly source: Extract<FilledSource, { kind: 'answer' | 'profile' }>;
}

/**
 * What is known under the name of a field: the first answer, else the profile's. Parts are named after a dot
 * (`location.reside_country`), unless a field of just that name exists. Null when there is nothing to say.
 */
export function findField({ answers, personal }: Pick<PromptContext, 'answers' | 'personal'>, field: string): FoundField | null {
  for (const stage of answers) {
    const found = answerIn(stage, field);
    if (found !== null) return { ...found, source: { kind: 'answer', stageId: stage.stageId, sessionNumber: stage.sessionNumber } };
  }
  const value = valueAt(personal?.profile ?? {}, field);
  const text = readableField(field, value);
  return text === null ? null : { text, value, names: new Map(), source: { kind: 'profile' } };
}

function answerIn({ survey, answers }: AnsweredStage, field: string): Omit<FoundField, 'source'> | null {
  const [name, part] = Object.hasOwn(answers, field) ? [field, null] : partsOf(field);
  const question = questionsOf(survey).find((each) => each.name === name);
  const value = answers[name];
  if (part === null) {
    const nothing = readableField(field, value) === null;
    const text = nothing ? '' : readableAnswer(survey, name, answers);
    return text.trim() === '' ? null : { text, value, names: new Map(question?.rows.map((row) => [row.value, row.text])) };
  }
  if (!isObject(value) || !Object.hasOwn(value, part)) return null;
  const given = value[part];
  const text = readableField(field, given);
  const label = question?.choices.find((choice) => choice.value === text)?.text;
  return text === null ? null : { text: label ?? text, value: given, names: new Map() };
}

function valueAt(profile: Readonly<Record<string, unknown>>, field: string): unknown {
  if (Object.hasOwn(profile, field)) return profile[field];
  const [name, part] = partsOf(field);
  const whole = Object.hasOwn(profile, name) ? profile[name] : undefined;
  if (part === null || !isObject(whole)) return undefined;
  return Object.hasOwn(whole, part) ? whole[part] : undefined;
}

/** The field and its part; null for a whole field. */
export function partsOf(field: string): readonly [name: string, part: string | null] {
  const dot = field.indexOf('.');
  return dot < 0 ? [field, null] : [field.slice(0, dot), field.slice(dot + 1)];
}
