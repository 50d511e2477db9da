import type { Problem, ProblemPath } from '../../shared/study/problem.ts';
import type { Study } from '../../shared/study/protocol.ts';

/**
 * What the outline can choose: [] for the study itself, ['arms'], ['arms', 1], ['sessions', 0],
 * ['sessions', 0, 'stages', 3], ['allocation'], ['analysis'], ['blinding'].
 */
export type Selection = ProblemPath;

/** A study being edited: a value, and the one way to change it. Every change can be undone. */
export interface Editing {
  /** Of the right shape throughout; single values may be out of order, which the problems say. */
  readonly study: Study;
  /** All verdicts of `checkStudy`, in its order. */
  readonly problems: readonly Problem[];
  /** Puts a value at a path; undefined removes the field or the member of a list. One step of undo. */
  readonly change: (path: ProblemPath, value: unknown) => void;
  /** True for a locked version that is only looked at. */
  readonly readOnly: boolean;
}

/** The problems of one field, those of what it holds left out. */
export function problemsAt({ problems }: Pick<Editing, 'problems'>, path: ProblemPath): readonly Problem[] {
  return problems.filter((problem) => samePath(problem.path, path));
}

/** The problems of a field and of everything in it. */
export function problemsWithin({ problems }: Pick<Editing, 'problems'>, path: ProblemPath): readonly Problem[] {
  return problems.filter((problem) => path.every((key, index) => problem.path[index] === key));
}

export function samePath(a: ProblemPath, b: ProblemPath): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index]);
}
