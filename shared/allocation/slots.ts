import { createRandom, shuffled } from './random.ts';

/**
 * The rows of a Williams square of the given order: a Latin square balanced for first-order
 * carry-over (Williams 1949). Even orders give `order` rows; odd orders need the square and its
 * mirror image, `2 × order` rows, for every pair of neighbours to meet equally often.
 * @returns rows of treatment indexes 0 … order − 1
 */
export function williamsSquare(order: number): readonly (readonly number[])[] {
  if (!Number.isInteger(order) || order < 1) {
    throw new RangeError(`A Williams square needs a whole order of at least 1, not ${order}.`);
  }
  const first: number[] = [];
  for (let column = 0; column < order; column += 1) {
    first.push(column % 2 === 0 ? (order - column / 2) % order : (column + 1) / 2);
  }
  const square = first.map((_, shift) => first.map((treatment) => (treatment + shift) % order));
  if (order % 2 === 0 || order === 1) return square;
  return [...square, ...square.map((row) => [...row].reverse())];
}

/**
 * Slot orders for one session: for every conversation, which arm stands in which slot.
 *
 * Arms are named to the treatments of a Williams square at random, and its rows are dealt in random
 * order without repeating until all are used. So no arm stands twice in a slot before it has stood
 * in every other (counts per arm and slot differ by at most one).
 *
 * @param armIds the arms that appear, at least one, all different
 * @param conversationCount how many conversations are allocated
 * @param seed text; the same seed always gives the same list
 * @returns one array of arm ids per conversation; index 0 is slot A
 */
export function allocateSlots(
  armIds: readonly string[],
  conversationCount: number,
  seed: string,
): readonly (readonly string[])[] {
  if (armIds.length === 0) throw new RangeError('Slots cannot be allocated without an arm.');
  if (new Set(armIds).size !== armIds.length) {
    throw new RangeError(`Slots cannot be allocated: an arm is named twice in ${armIds.join(', ')}.`);
  }
  const random = createRandom(seed);
  const named = shuffled(armIds, random);
  const rows: string[][] = [];
  while (rows.length < conversationCount) {
    // One Latin block after the other: the first square, then (odd orders) its mirror image.
    const square = williamsSquare(armIds.length);
    for (let start = 0; start < square.length; start += armIds.length) {
      const block = shuffled(square.slice(start, start + armIds.length), random);
      rows.push(...block.map((row) => row.map((treatment) => named[treatment] as string)));
    }
  }
  return rows.slice(0, conversationCount);
}
