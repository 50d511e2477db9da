// The least that counts can differ, whatever the list: what the numbers allow at all. `blocks` is how
// many conversations are counted, `slots` how many of the `arms` stand in each.

/** Of anything that can be dealt freely to cells. */
export function leastSpread(total: number, cells: number): number {
  return total % Math.max(1, cells) === 0 ? 0 : 1;
}

/** Of arms within conversation types, when the conversations go as equally to the types as they can. */
export function leastTypeArmSpread(types: number, arms: number, slots: number, blocks: number): number {
  const fewest = Math.floor(blocks / types);
  const most = Math.ceil(blocks / types);
  return Math.ceil((most * slots) / arms) - Math.floor((fewest * slots) / arms);
}

/**
 * Least spread of pairs for `blocks` modulo the length of the row; found by exhaustive search over all
 * collections of blocks, which `test/unit/allocation/least-spread.test.ts` does again.
 */
const PAIR_SPREADS: Readonly<Record<string, string>> = {
  '4 by 3': '0121',
  '5 by 3': '0112212211',
  '5 by 4': '01221',
  '6 by 3': '0111121111',
  '6 by 4': '012122122122121',
  '6 by 5': '012221',
};

/** Of the pairs of arms that stand in one conversation (balanced incomplete block designs where 0). */
export function leastPairSpread(arms: number, slots: number, blocks: number): number {
  if (slots === arms || slots < 2) return 0;
  if (slots === 2) return leastSpread(blocks, (arms * (arms - 1)) / 2);
  const spreads = PAIR_SPREADS[`${arms} by ${slots}`] ?? '';
  return Number(spreads[blocks % spreads.length]);
}

/** Of the ordered pairs of arms that stand immediately beside each other. */
export function leastNeighbourSpread(arms: number, slots: number, blocks: number): number {
  if (slots < 2) return 0;
  if (leastSpread(blocks * (slots - 1), arms * (arms - 1)) > 0) return 1;
  // Three arms in a row go round one way or the other, so an odd number of times each pair cannot be had;
  // nor are there five rows of five in which each pair meets once (no row-complete Latin square of order 5).
  const isImpossible = slots === arms && ((arms === 3 && blocks % 6 !== 0) || (arms === 5 && blocks === 5));
  return isImpossible ? 2 : 0;
}
