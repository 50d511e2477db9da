import type { ProblemPath } from '../../shared/study/problem.ts';
import { message, messageIfAny } from '../ui/messages.ts';

/** Fields that name what they stand in, the best first. */
const naming = ['title', 'name', 'label', 'question', 'text', 'description', 'id'];

/** Sessions and stages are known by their titles. */
const listsWithoutWord: ReadonlySet<string> = new Set(['sessions', 'stages']);

/**
 * A field as a person would say it: `First session › Conversations › Turns › Minimum`. What stands in a list
 * is called by its own name. Empty for the study as a whole.
 * @param study any JSON; where the path leads to what is not there, its numbers stand for it
 */
export function wordsOfPath(study: unknown, path: ProblemPath): string {
  const words: string[] = [];
  let value: unknown = study;
  path.forEach((key, index) => {
    value = typeof value === 'object' && value !== null ? (value as Readonly<Record<string | number, unknown>>)[key] : undefined;
    if (typeof key === 'number') words.push(nameOfMember(value) ?? message('design.value.numbered', { number: key + 1 }));
    else if (typeof path[index + 1] !== 'number' || !listsWithoutWord.has(key)) words.push(wordOfField(key));
  });
  return words.join(' › ');
}

/** What something in a list is called; null when it doesn't say. */
export function nameOfMember(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  const group = value as Readonly<Record<string, unknown>>;
  const name = naming.map((field) => group[field]).find((each): each is string => typeof each === 'string' && each.trim() !== '');
  return name === undefined ? null : inShort(name, 60);
}

/** A value of a study as a person would read it. */
export function wordsOfValue(value: unknown): string {
  if (value === undefined) return message('design.value.nothing');
  if (value === null) return message('design.value.none');
  if (value === '') return message('design.value.empty');
  if (typeof value === 'boolean') return message(value ? 'design.value.yes' : 'design.value.no');
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    if (list.length === 0) return message('design.value.empty-list');
    return list.map((each) => nameOfMember(each) ?? wordsOfValue(each)).join('; ');
  }
  const fields = Object.entries(value).map(([field, each]) => `${wordOfField(field)}: ${wordsOfValue(each)}`);
  return nameOfMember(value) ?? fields.join('; ');
}

/** The beginning of a text, cut between words. */
export function inShort(text: string, most: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line.length <= most) return line;
  return `${line.slice(0, most).replace(/\s+\S*$/, '')}…`;
}

/** Fields of questionnaires are named as their library names them. */
function wordOfField(key: string): string {
  return messageIfAny(`design.field.${key}`) ?? key;
}
