import { addOne, leastCost } from './arithmetic.ts';
import { drawBaseSession, type LabelSession } from './base-session.ts';
import { shuffled, type Random } from './random.ts';
import { relabellingSets } from './relabellings.ts';

/** How many participants a block of arm orders has, after which everything has happened equally often. */
export function armBlockLength(arms: number): number {
  return relabellingSets(arms).reduce((sum, set) => sum + set.length, 0);
}

/**
 * Draws the sessions of one block: a base session that is balanced in itself, under every relabelling
 * of a doubly transitive group. So over the block these are equal without remainder, whatever the counts:
 * every arm in every slot of every conversation, every pair of arms in a conversation, every arm
 * immediately left of every other, and every arm after every other in the same slot.
 *
 * The block is dealt in sets of as many sessions as there are arms; every arm comes into every slot of
 * every conversation once per set. Within these bounds, what comes next is what leaves least imbalance.
 *
 * @returns one session of arm indexes per participant
 */
export function drawArmBlock(
  run: { readonly arms: number; readonly slots: number; readonly count: number },
  random: Random,
): readonly LabelSession[] {
  const base = drawBaseSession(run.arms, run.slots, run.count, random);
  const names = shuffled(
    Array.from({ length: run.arms }, (_, arm) => arm),
    random,
  );
  let waiting: readonly (readonly Candidate[])[] = relabellingSets(run.arms).map((set) =>
    set.map((relabelling) => {
      const session = base.map((row) => row.map((label) => names[relabelling[label] as number] as number));
      return { session, cells: countedCells(session, run.arms) };
    }),
  );
  const counts = new Array<number>(4 * run.arms ** 2).fill(0);
  const pairsFrom = 3 * run.arms ** 2;
  const dealt: LabelSession[] = [];
  while (waiting.length > 0) {
    const set = leastCost(waiting, (candidates) => growthOf(candidates, counts, pairsFrom), random);
    waiting = waiting.filter((other) => other !== set);
    let rest = set;
    while (rest.length > 0) {
      const next = leastCost(rest, (candidate) => growthOf([candidate], counts, pairsFrom), random);
      rest = rest.filter((other) => other !== next);
      for (const cell of next.cells) addOne(counts, cell);
      dealt.push(next.session);
    }
  }
  return dealt;
}

interface Candidate {
  readonly session: LabelSession;
  readonly cells: readonly number[];
}

/** With incomplete blocks, who meets whom matters more than who stands beside or after whom. */
const PAIR_WEIGHT = 4;

/** What the squares of the counts would grow by if the sessions were added. Leaves the counts as they were. */
function growthOf(candidates: readonly Candidate[], counts: number[], pairsFrom: number): number {
  let cost = 0;
  for (const { cells } of candidates) {
    for (const cell of cells) cost += addOne(counts, cell) * (cell < pairsFrom ? 1 : PAIR_WEIGHT);
  }
  for (const { cells } of candidates) {
    for (const cell of cells) counts[cell] = (counts[cell] as number) - 1;
  }
  return cost;
}

/** A number for everything counted in a session: arms in slots, pairs, neighbours, carry-over. */
function countedCells(session: LabelSession, arms: number): readonly number[] {
  const area = arms * arms;
  const cells: number[] = [];
  session.forEach((row, position) => {
    const before = session[position - 1];
    row.forEach((label, slot) => {
      cells.push(slot * arms + label);
      const held = before?.[slot];
      if (held !== undefined && held !== label) cells.push(area + held * arms + label);
      if (slot > 0) cells.push(2 * area + (row[slot - 1] as number) * arms + label);
      if (row.length === arms) return; // All pairs meet in every conversation.
      for (const met of row.slice(0, slot)) {
        cells.push(3 * area + Math.min(label, met) * arms + Math.max(label, met));
      }
    });
  });
  return cells;
}
