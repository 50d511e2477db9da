import type en from '../../resources/messages/en.study.json';

/** Every problem has a sentence in `en.study.json`, under `problem.<code>`: what is wrong, and what to do. */
type SentenceKey = keyof typeof en;
export type ProblemCode = SentenceKey extends infer Key ? (Key extends `problem.${infer Code}` ? Code : never) : never;

/** Keys and indexes from the top of a study file to a field. */
export type ProblemPath = readonly (string | number)[];

export interface Problem {
  /** With an error a study can be kept but not locked; a warning is for the researcher to weigh. */
  readonly severity: 'error' | 'warning';
  /** The field at fault. Where something is missing in a list, the list. */
  readonly path: ProblemPath;
  readonly code: ProblemCode;
  /** What the sentence names. */
  readonly values: Readonly<Record<string, string | number>>;
}

export function errorAt(path: ProblemPath, code: ProblemCode, values: Problem['values'] = {}): Problem {
  return { severity: 'error', path, code, values };
}

export function warningAt(path: ProblemPath, code: ProblemCode, values: Problem['values'] = {}): Problem {
  return { severity: 'warning', path, code, values };
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}

/** A field as it is written for people: `sessions[0].stages[2].turns.minimum`; empty for the file as a whole. */
export function fieldName(path: ProblemPath): string {
  return path.reduce<string>((name, key) => {
    if (typeof key === 'number') return `${name}[${key}]`;
    if (!/^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(key)) return `${name}[${JSON.stringify(key)}]`;
    return name === '' ? key : `${name}.${key}`;
  }, '');
}
