/**
 * Some arm never lost, never won or never met the others, so that no finite worths fit best.
 * Name the arms to the researcher; then fit again with a pseudo-ranking, and say so beside the result.
 */
export class SeparationError extends Error {
  override readonly name = 'SeparationError';
  /** Indexes of arms that stand apart: everything seen puts them ahead of, behind or beside the rest. */
  readonly arms: readonly number[];

  constructor(arms: readonly number[], what: string) {
    super(`${what} Give a pseudo-ranking weight to fit nevertheless.`);
    this.arms = arms;
  }
}

/**
 * Refuses data in which wins do not lead from every arm to every other: the condition for worths to
 * exist (Ford 1957; Hunter 2004, assumption 1).
 * @param wins `wins[a][b]` is true when arm `a` was at least once put before, or level with, arm `b`
 * @throws SeparationError naming the smallest set of arms that cannot reach, or be reached by, the rest
 */
export function refuseSeparation(wins: readonly (readonly boolean[])[]): void {
  const every = wins.map((_, arm) => arm);
  const beats = (winner: number, loser: number): boolean => wins[winner]?.[loser] === true;
  for (const start of every) {
    const below = reachable(start, every, beats);
    const above = reachable(start, every, (from, to) => beats(to, from));
    if (below.length === every.length && above.length === every.length) continue;
    // Wins never lead out of what lies below; nobody outside ever beat what lies above.
    const closed = below.length < every.length ? below : above;
    const rest = every.filter((arm) => !closed.includes(arm));
    const apart = closed.length <= rest.length ? closed : rest;
    throw new SeparationError(apart, `The arms with index ${apart.join(', ')} are separated from the others.`);
  }
}

function reachable(
  start: number,
  every: readonly number[],
  leads: (from: number, to: number) => boolean,
): readonly number[] {
  const found = new Set([start]);
  // A set grows while it is walked.
  for (const from of found) {
    for (const to of every) if (leads(from, to)) found.add(to);
  }
  return [...found].sort((first, second) => first - second);
}
