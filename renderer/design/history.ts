import type { ProblemPath } from '../../shared/study/problem.ts';
import { samePath } from './editing.ts';

/** What was before a change (in `past`) or after it (in `future`), and where the change was made. */
interface Step<Value> {
  readonly value: Value;
  readonly path: ProblemPath;
}

/** A value, and the way back and forth through what it has been. */
export interface History<Value> {
  readonly present: Value;
  /** Oldest first. */
  readonly past: readonly Step<Value>[];
  /** Next first. */
  readonly future: readonly Step<Value>[];
  /** The field that is being typed in, and when it was last typed in; null after any other change. */
  readonly typing: { readonly path: ProblemPath; readonly at: number } | null;
}

export interface Change<Value> {
  readonly value: Value;
  readonly path: ProblemPath;
  /** True for a text or number that grows keystroke by keystroke. */
  readonly typed: boolean;
  /** Milliseconds on any clock that only goes forward. */
  readonly at: number;
}

/** Keystrokes in one field with less than this between them are one step. */
const pauseBetweenStepsMilliseconds = 1_000;
const mostSteps = 300;

export function beginHistory<Value>(present: Value): History<Value> {
  return { present, past: [], future: [], typing: null };
}

export function changed<Value>(history: History<Value>, { value, path, typed, at }: Change<Value>): History<Value> {
  if (value === history.present) return history;
  const { typing } = history;
  const goesOn =
    typed && typing !== null && samePath(typing.path, path) && at - typing.at < pauseBetweenStepsMilliseconds && history.past.length > 0;
  const past = goesOn ? history.past : [...history.past, { value: history.present, path }].slice(-mostSteps);
  return { present: value, past, future: [], typing: typed ? { path, at } : null };
}

export function undone<Value>(history: History<Value>): History<Value> {
  const step = history.past.at(-1);
  if (step === undefined) return history;
  return {
    present: step.value,
    past: history.past.slice(0, -1),
    future: [{ value: history.present, path: step.path }, ...history.future],
    typing: null,
  };
}

export function redone<Value>(history: History<Value>): History<Value> {
  const [step, ...future] = history.future;
  if (step === undefined) return history;
  return { present: step.value, past: [...history.past, { value: history.present, path: step.path }], future, typing: null };
}
