import type { z } from 'zod';
import type en from '../../resources/messages/en.main.json';
import { fieldName } from '../study/problem.ts';

/** Every problem has a sentence in `en.main.json`, under `prism.problem.<code>`. */
type SentenceKey = keyof typeof en;
export type RowProblemCode = SentenceKey extends infer Key ? (Key extends `prism.problem.${infer Code}` ? Code : never) : never;

/** What is wrong with one line of a file. */
export interface RowProblem {
  /** A line with an error would mean nothing and is not taken. With a warning it is taken as it is. */
  readonly severity: 'error' | 'warning';
  /** `conversation_history[3].score`; null for the line as a whole. */
  readonly field: string | null;
  readonly code: RowProblemCode;
  /** What the sentence names. */
  readonly values: Readonly<Record<string, string | number>>;
}

export function rowError(field: string | null, code: RowProblemCode, values: RowProblem['values'] = {}): RowProblem {
  return { severity: 'error', field, code, values };
}

export function rowWarning(field: string | null, code: RowProblemCode, values: RowProblem['values'] = {}): RowProblem {
  return { severity: 'warning', field, code, values };
}

/** What one line of a file gave. */
export interface RowReading<Value> {
  /** Null when the line has an error. */
  readonly value: Value | null;
  readonly problems: readonly RowProblem[];
  /** Fields that the layout does not have; they are kept. */
  readonly unknownFields: readonly string[];
  /** Fields of the layout that the line does not have. */
  readonly missingFields: readonly string[];
}

/** A line that is no row at all. */
export function unreadable(code: 'not-an-object' | 'not-keepable'): RowReading<never> {
  return { value: null, problems: [rowError(null, code)], unknownFields: [], missingFields: [] };
}

/** What a schema found, said for a line. `isFatal` tells by the path whether the line can be taken all the same. */
export function problemsOfIssues(error: z.ZodError, row: unknown, isFatal: (path: readonly PropertyKey[]) => boolean): readonly RowProblem[] {
  return error.issues.map((issue) => {
    const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
    const found = valueAt(row, path);
    const expected = expectedBy(issue);
    const problem = isFatal(path) ? rowError : rowWarning;
    const field = fieldName(path) || null;
    if (found === undefined) return problem(field, 'missing');
    if (expected === null) return problem(field, 'other-value', { found: shown(found) });
    return problem(field, 'wrong-kind', { expected, found: shown(found) });
  });
}

function expectedBy(issue: z.core.$ZodIssue): string | null {
  if (issue.code === 'invalid_type') return issue.expected === 'int' ? 'whole_number' : issue.expected;
  if (issue.code === 'too_small' && issue.origin === 'string') return 'text';
  return null;
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Readonly<Record<string | number, unknown>>)[key] : undefined), value);
}

const longestShown = 40;

/** A value for a sentence: no more of it than is needed to find it. */
function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= longestShown ? text : `${text.slice(0, longestShown)}…`;
}
