import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../shared/allocation/random.ts';
import { drawTypeBlock, squaresPerTypeBlock } from '../../../shared/allocation/type-order.ts';

const seed = Number(process.env.VISAVIS_TEST_SEED ?? Date.now() % 2 ** 31);
console.info(`type orders: VISAVIS_TEST_SEED=${seed}`);

/** How often each type follows each other one. */
function followUps(orders: readonly (readonly number[])[]): number[] {
  const counts = new Map<string, number>();
  for (const order of orders) {
    order.slice(1).forEach((type, index) => {
      const key = `${order[index]}>${type}`;
      if (order[index] !== type) counts.set(key, (counts.get(key) ?? 0) + 1);
    });
  }
  return [...counts.values()];
}

describe('orders of conversation types', () => {
  it.each([2, 4, 6, 8, 10])('%i types over as many participants are a Williams square', (types) => {
    expect(squaresPerTypeBlock(types, types)).toBe(1);
    const [square] = drawTypeBlock(types, types, createRandom(`even ${seed}`));
    const counts = followUps(square ?? []);
    expect(counts).toEqual(new Array(types * (types - 1)).fill(1));
  });

  it.each([3, 5, 7])('an odd number, %i, takes a pair of squares', (types) => {
    expect(squaresPerTypeBlock(types, types)).toBe(2);
    const block = drawTypeBlock(types, types, createRandom(`odd ${seed}`));
    expect(followUps(block.flat())).toEqual(new Array(types * (types - 1)).fill(2));
  });

  it.each([
    [3, 6],
    [3, 2],
    [4, 6],
    [5, 3],
    [5, 8],
    [6, 4],
    [6, 8],
    [6, 2],
    [4, 3],
    [5, 12],
    [8, 4],
    [10, 3],
    [2, 6],
  ])('%i types in %i conversations: whole blocks are even in positions and in what follows what', (types, count) => {
    const block = drawTypeBlock(types, count, createRandom(`other ${seed}`));
    expect(block).toHaveLength(squaresPerTypeBlock(types, count));
    for (const square of block) {
      for (let position = 0; position < count; position += 1) {
        expect(new Set(square.map((order) => order[position])).size).toBe(types);
      }
    }
    const counts = followUps(block.flat());
    expect(counts).toHaveLength(types * (types - 1));
    expect(new Set(counts).size).toBe(1);
  });
});
