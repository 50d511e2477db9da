import { describe, expect, it } from 'vitest';
import { leastNeighbourSpread, leastPairSpread, leastTypeArmSpread } from '../../../shared/allocation/least-spread.ts';

/** All ways to choose `size` of the arms 0 … arms − 1. */
function choices(arms: number, size: number, from = 0): number[][] {
  if (size === 0) return [[]];
  return Array.from({ length: arms - from }, (_, index) => from + index).flatMap((first) =>
    choices(arms, size - 1, first + 1).map((rest) => [first, ...rest]),
  );
}

/** All orders of the arms. */
function orders(arms: number): number[][] {
  if (arms === 0) return [[]];
  return orders(arms - 1).flatMap((order) =>
    Array.from({ length: arms }, (_, place) => [...order.slice(0, place), arms - 1, ...order.slice(place)]),
  );
}

/** Whether any collection of so many blocks keeps all counts within `spread` of each other. */
function canBeWithin(spread: number, cellsOfBlocks: readonly (readonly number[])[], blocks: number, cells: number): boolean {
  const counts = new Array<number>(cells).fill(0);
  const perBlock = cellsOfBlocks[0]?.length ?? 0;
  const average = (blocks * perBlock) / cells;
  const lowest = Math.max(0, Math.ceil(average) - spread);
  const highest = Math.floor(average) + spread;
  const go = (from: number, left: number): boolean => {
    const missing = counts.reduce((sum, count) => sum + Math.max(0, lowest - count), 0);
    if (missing > left * perBlock) return false;
    if (left === 0) return Math.max(...counts) - Math.min(...counts) <= spread;
    for (let block = from; block < cellsOfBlocks.length; block += 1) {
      const taken = cellsOfBlocks[block] as readonly number[];
      if (taken.some((cell) => (counts[cell] as number) >= highest)) continue;
      for (const cell of taken) counts[cell] = (counts[cell] as number) + 1;
      const found = go(block, left - 1);
      for (const cell of taken) counts[cell] = (counts[cell] as number) - 1;
      if (found) return true;
    }
    return false;
  };
  return go(0, blocks);
}

function pairCells(arms: number, shown: number): number[][] {
  const all = choices(arms, 2).map((pair) => pair.join());
  return choices(arms, shown).map((block) => choices(shown, 2).map(([a, b]) => all.indexOf([block[a!], block[b!]].join())));
}

describe('what the numbers allow at all, by trying everything', () => {
  it.each([
    [3, 2, 6],
    [4, 2, 7],
    [4, 3, 9],
    [5, 2, 10],
    [5, 3, 10],
    [5, 4, 11],
    [6, 3, 7],
    [6, 4, 8],
    [6, 5, 13],
  ])('pairs among %i arms of which %i are shown, up to %i conversations', (arms, shown, most) => {
    const cells = pairCells(arms, shown);
    const total = (arms * (arms - 1)) / 2;
    for (let blocks = 1; blocks <= most; blocks += 1) {
      const least = [0, 1, 2, 3].find((spread) => canBeWithin(spread, cells, blocks, total));
      expect([blocks, leastPairSpread(arms, shown, blocks)]).toEqual([blocks, least]);
    }
  });

  it('neighbours among three arms, up to nine conversations', () => {
    const all = [0, 1, 2].flatMap((left) => [0, 1, 2].filter((right) => right !== left).map((right) => `${left}${right}`));
    const cells = orders(3).map((order) => order.slice(1).map((right, index) => all.indexOf(`${order[index]}${right}`)));
    for (let blocks = 1; blocks <= 9; blocks += 1) {
      const least = [0, 1, 2].find((spread) => canBeWithin(spread, cells, blocks, 6));
      expect([blocks, leastNeighbourSpread(3, 3, blocks)]).toEqual([blocks, least]);
    }
  });

  it('arms within types: one conversation more of a type is half an appearance more for each of four arms', () => {
    expect(leastTypeArmSpread(3, 4, 4, 12)).toBe(0);
    expect(leastTypeArmSpread(3, 4, 4, 13)).toBe(1);
    expect(leastTypeArmSpread(2, 4, 2, 4)).toBe(0);
    expect(leastTypeArmSpread(2, 4, 2, 5)).toBe(1);
    expect(leastTypeArmSpread(2, 3, 2, 3)).toBe(2);
  });
});
