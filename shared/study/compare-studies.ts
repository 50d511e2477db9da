import type { ProblemPath } from './problem.ts';

export interface Difference {
  /** In the study after; of what was removed, in the study before. */
  readonly path: ProblemPath;
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  /** Values; of a move the places in the list, 0 first. Undefined where there is none. */
  readonly before: unknown;
  readonly after: unknown;
}

/**
 * What it takes to come from one study to another, in the order of the study after. Members of lists (stages,
 * arms, sheets, questions, choices) are recognised by their id, name or value, so that a stage put in front
 * is one addition and not a change of everything behind it. Lists of plain values change as a whole.
 * @param before any JSON; so is `after`. The result is empty when they say the same, whatever the order of keys.
 */
export function differencesOf(before: unknown, after: unknown): readonly Difference[] {
  return compare(before, after, [], []);
}

/** @param path in the study after @param pathBefore the same thing in the study before */
function compare(before: unknown, after: unknown, path: ProblemPath, pathBefore: ProblemPath): readonly Difference[] {
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(before, after, path, pathBefore);
  if (isGroup(before) && isGroup(after)) {
    const keys = [...Object.keys(after), ...Object.keys(before).filter((key) => !Object.hasOwn(after, key))];
    return keys.flatMap((key) => {
      if (!Object.hasOwn(after, key)) return [{ path: [...pathBefore, key], kind: 'removed', before: before[key], after: undefined }];
      if (!Object.hasOwn(before, key)) return [{ path: [...path, key], kind: 'added', before: undefined, after: after[key] }];
      return compare(before[key], after[key], [...path, key], [...pathBefore, key]);
    });
  }
  return before === after ? [] : [{ path, kind: 'changed', before, after }];
}

function compareLists(
  before: readonly unknown[],
  after: readonly unknown[],
  path: ProblemPath,
  pathBefore: ProblemPath,
): readonly Difference[] {
  const namesBefore = namesOf(before);
  const namesAfter = namesOf(after);
  if (namesBefore === null || namesAfter === null) return compareUnnamed(before, after, path, pathBefore);
  const stayed = new Set(longestRise([...namesAfter.keys()].flatMap((name) => namesBefore.get(name) ?? [])));
  const removed = [...namesBefore].flatMap(([name, index]): Difference[] =>
    namesAfter.has(name) ? [] : [{ path: [...pathBefore, index], kind: 'removed', before: before[index], after: undefined }],
  );
  const rest = [...namesAfter].flatMap(([name, index]): readonly Difference[] => {
    const from = namesBefore.get(name);
    const at = [...path, index];
    if (from === undefined) return [{ path: at, kind: 'added', before: undefined, after: after[index] }];
    const moved: readonly Difference[] = stayed.has(from) ? [] : [{ path: at, kind: 'moved', before: from, after: index }];
    return [...moved, ...compare(before[from], after[index], at, [...pathBefore, from])];
  });
  return [...removed, ...rest];
}

/** Members that have no name are told apart by their place, where each is a group; other lists are one value. */
function compareUnnamed(
  before: readonly unknown[],
  after: readonly unknown[],
  path: ProblemPath,
  pathBefore: ProblemPath,
): readonly Difference[] {
  if (before.length !== after.length || ![...before, ...after].every(isGroup)) {
    return isSame(before, after) ? [] : [{ path, kind: 'changed', before, after }];
  }
  return after.flatMap((member, index) => compare(before[index], member, [...path, index], [...pathBefore, index]));
}

function isSame(before: readonly unknown[], after: readonly unknown[]): boolean {
  return before.length === after.length && before.every((member, index) => compare(member, after[index], [], []).length === 0);
}

/** Where each member stands, by what it is recognised by; null when some member has no name, or two have the same. */
function namesOf(list: readonly unknown[]): Map<string, number> | null {
  const names = new Map<string, number>();
  for (const [index, member] of list.entries()) {
    const name = isGroup(member) ? (member['id'] ?? member['name'] ?? member['value']) : undefined;
    if (typeof name !== 'string' || names.has(name)) return null;
    names.set(name, index);
  }
  return names;
}

/** The longest rising sequence within a list of different numbers: what kept its order while the rest was moved. */
function longestRise(numbers: readonly number[]): readonly number[] {
  const best: (readonly number[])[] = [];
  numbers.forEach((number, index) => {
    const longest = best
      .slice(0, index)
      .filter((rise) => (rise.at(-1) ?? -1) < number)
      .reduce<readonly number[]>((one, other) => (other.length > one.length ? other : one), []);
    best.push([...longest, number]);
  });
  return best.reduce<readonly number[]>((one, other) => (other.length > one.length ? other : one), []);
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
