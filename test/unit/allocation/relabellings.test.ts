import { describe, expect, it } from 'vitest';
import { relabellingSets } from '../../../shared/allocation/relabellings.ts';

function timesOf(keys: readonly string[]): ReadonlySet<number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return new Set(counts.values());
}

describe.each([1, 2, 3, 4, 5, 6])('relabellings of %i arms', (arms) => {
  const sets = relabellingSets(arms);
  const labels = Array.from({ length: arms }, (_, label) => label);

  it('name each arm once', () => {
    for (const relabelling of sets.flat()) expect([...relabelling].sort()).toEqual(labels);
  });

  it('take each arm to every other once in each set', () => {
    for (const set of sets) {
      for (const label of labels) expect(set.map((relabelling) => relabelling[label]).sort()).toEqual(labels);
    }
  });

  it('take every ordered pair to every ordered pair equally often over all sets', () => {
    const pairs = labels.flatMap((left) => labels.filter((right) => right !== left).map((right) => [left, right] as const));
    const moves = sets.flat().flatMap((to) => pairs.map(([left, right]) => `${left}${right}>${to[left]}${to[right]}`));
    expect(new Set(moves).size).toBe(pairs.length ** 2);
    if (arms > 1) expect(timesOf(moves).size).toBe(1);
  });
});
