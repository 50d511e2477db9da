import { drawInteger, type Random } from './random.ts';

export function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestCommonDivisor(other, one % other);
}

export function leastCommonMultiple(one: number, other: number): number {
  return (one * other) / greatestCommonDivisor(one, other);
}

/** What the square of a count grows by when one is added. */
export function growth(counts: readonly number[], cell: number): number {
  return 2 * (counts[cell] ?? 0) + 1;
}

/** Adds one and returns what the square of the count has grown by. */
export function addOne(counts: number[], cell: number): number {
  const grown = growth(counts, cell);
  counts[cell] = (counts[cell] ?? 0) + 1;
  return grown;
}

/** One of the cheapest, drawn at random. */
export function leastCost<Item>(items: readonly Item[], cost: (item: Item) => number, random: Random): Item {
  let least = Infinity;
  let cheapest: Item[] = [];
  for (const item of items) {
    const price = cost(item);
    if (price > least) continue;
    if (price < least) cheapest = [];
    least = price;
    cheapest.push(item);
  }
  return cheapest[drawInteger(random, cheapest.length)] as Item;
}
