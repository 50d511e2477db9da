import type { ProblemCode } from '../../../shared/study/problem.ts';
import { templateFile } from './templates-at-hand.ts';

/** The content of a file that cannot be read as a study, and what is to be said about it. */
export interface BrokenFile {
  readonly code: ProblemCode;
  readonly story: string;
  /** The field at fault; empty for the file as a whole. */
  readonly at: string;
  readonly content: () => unknown;
}

type Loose = Record<string | number, unknown>;

/** PRISM-X with one field changed, or taken out when the value is undefined. */
function withField(path: readonly (string | number)[], value: unknown): () => unknown {
  return () => {
    const file = templateFile('prism-x');
    const last = path.at(-1)!;
    const holder = path.slice(0, -1).reduce<Loose>((at, key) => at[key] as Loose, file as Loose);
    if (value === undefined) Reflect.deleteProperty(holder, last);
    else holder[last] = value;
    return file;
  };
}

function nested(levels: number): unknown {
  let value: unknown = 'bottom';
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}

const talk = ['sessions', 0, 'stages', 4] as const;

export const brokenFiles: readonly BrokenFile[] = [
  { code: 'not-a-study', story: 'a list', at: '', content: () => [] },
  { code: 'not-a-study', story: 'nothing', at: '', content: () => null },
  { code: 'not-a-study', story: 'an object of another kind', at: '', content: () => ({ pages: [] }) },
  { code: 'not-a-study', story: 'a format that is no text', at: 'format', content: () => ({ format: 2 }) },
  { code: 'too-deep', story: 'a hundred thousand brackets', at: '', content: () => ({ format: 'visavis-study', arms: nested(100_000) }) },
  { code: 'foreign-file', story: 'the export of another tool', at: 'format', content: () => ({ format: 'deliberate-lab', formatVersion: 2 }) },
  { code: 'no-version', story: 'no version', at: 'formatVersion', content: withField(['formatVersion'], undefined) },
  { code: 'no-version', story: 'a version in words', at: 'formatVersion', content: withField(['formatVersion'], '2') },
  { code: 'newer-version', story: 'a file of tomorrow', at: 'formatVersion', content: withField(['formatVersion'], 3) },
  { code: 'missing', story: 'no title', at: 'title', content: withField(['title'], undefined) },
  { code: 'missing-choice', story: 'a stage of no kind', at: 'sessions[0].stages[4].kind', content: withField([...talk, 'kind'], undefined) },
  { code: 'wrong-type', story: 'a number in quotes', at: 'sessions[0].expectedMinutes', content: withField(['sessions', 0, 'expectedMinutes'], '90') },
  { code: 'wrong-type', story: 'half a turn', at: 'sessions[0].stages[4].turns.minimum', content: withField([...talk, 'turns', 'minimum'], 1.5) },
  { code: 'wrong-type', story: 'arms that are no list', at: 'arms', content: withField(['arms'], {}) },
  { code: 'unknown-value', story: 'an order that nobody knows', at: 'sessions[0].stages[4].conversations.order', content: withField([...talk, 'conversations', 'order'], 'random') },
  { code: 'unknown-value', story: 'a stage of an unknown kind', at: 'sessions[0].stages[4].kind', content: withField([...talk, 'kind'], 'chat') },
  { code: 'unknown-field', story: 'a field with a slip of the pen', at: 'sessions[0].stages[4].titel', content: withField([...talk, 'titel'], 'Talk') },
  { code: 'text-empty', story: 'a title of blanks', at: 'title', content: withField(['title'], '  ') },
  { code: 'list-too-short', story: 'no arms', at: 'arms', content: withField(['arms'], []) },
  { code: 'list-too-long', story: 'seven arms', at: 'arms', content: () => ({ ...(templateFile('prism-x') as { arms: unknown[] }), arms: Array.from({ length: 7 }, () => (templateFile('prism-x') as { arms: unknown[] }).arms[0]) }) },
  { code: 'number-too-small', story: 'no minutes', at: 'sessions[0].expectedMinutes', content: withField(['sessions', 0, 'expectedMinutes'], 0) },
  { code: 'number-too-small', story: 'a level of nothing', at: 'analysis.significance', content: withField(['analysis', 'significance'], 0) },
  { code: 'number-too-large', story: 'too hot', at: 'arms[0].model.parameters.temperature', content: withField(['arms', 0, 'model', 'parameters', 'temperature'], 2.5) },
  { code: 'not-an-identifier', story: 'an id with blanks', at: 'id', content: withField(['id'], 'My Study') },
  { code: 'turns-reversed', story: 'at least five, at most two', at: 'sessions[0].stages[4].turns', content: withField([...talk, 'turns'], { minimum: 5, maximum: 2 }) },
  { code: 'own-model-without-participant', story: 'one model for each, the same for all', at: 'arms[3].personalisation.model', content: withField(['arms', 3, 'personalisation'], { kind: 'own-model', model: 'tuned' }) },
  { code: 'unusable', story: 'something in a form that no file can hold', at: 'sessions[0].stages[1].survey.title', content: withField(['sessions', 0, 'stages', 1, 'survey', 'title'], () => 'function') },
];
