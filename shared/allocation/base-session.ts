import { addOne, greatestCommonDivisor, growth, leastCost } from './arithmetic.ts';
import { drawInteger, type Random } from './random.ts';
import { williamsSquare } from './slots.ts';

/** Labels 0 … arms − 1 instead of arms: one array per conversation, index 0 is slot A. */
export type LabelSession = readonly (readonly number[])[];

/** Beside each other, a lexical order of aims: what stands further down never outweighs what stands above. */
const WEIGHTS = { exposure: 1e9, slot: 1e7, pair: 1e5, stay: 2e3, carryOver: 1, neighbour: 1 };

/** How many sessions of incomplete blocks are built before the best of them is taken. */
const ATTEMPTS = 8;

/**
 * Draws one session that is balanced within itself as far as its length allows, over labels that
 * arms are named to later. Every label comes into every slot once before it comes into any twice.
 */
export function drawBaseSession(arms: number, slots: number, count: number, random: Random): LabelSession {
  if (slots === arms) return drawCompleteSession(arms, count, random);
  let best = drawIncompleteSession(arms, slots, count, random);
  for (let attempt = 1; attempt < ATTEMPTS; attempt += 1) {
    const other = drawIncompleteSession(arms, slots, count, random);
    if (other.cost < best.cost) best = other;
  }
  return best.session;
}

/**
 * The orders in which the labels of a Williams square may follow each other: its first row, times
 * every unit, from every start. For even orders the differences of neighbours are all different.
 */
export function williamsOrders(order: number): readonly (readonly number[])[] {
  const first = williamsSquare(order)[0] ?? [];
  const units = first.map((_, unit) => unit).filter((unit) => greatestCommonDivisor(unit, order) === 1);
  return units.flatMap((unit) =>
    first.map((_, start) => first.map((label) => (label * unit + start) % order)),
  );
}

/**
 * All arms in every conversation: one Latin square of Williams rows after the other, its rows in a
 * Williams order themselves. For even numbers of arms each whole square is balanced in both
 * directions, for neighbours and for carry-over. For odd ones that takes the square and its mirror
 * image, which alternate, and at the seam of the two one arm keeps its slot.
 */
function drawCompleteSession(order: number, count: number, random: Random): LabelSession {
  const square = williamsSquare(order);
  const halves = square.length / order;
  const firstHalf = drawInteger(random, halves);
  const orders = williamsOrders(order);
  const session: (readonly number[])[] = [];
  for (let block = 0; session.length < count; block += 1) {
    const half = ((block + firstHalf) % halves) * order;
    const candidates = orders.map((rows) =>
      rows.slice(0, count - session.length).map((row) => square[half + row] as readonly number[]),
    );
    session.push(...leastCost(candidates, (rows) => carryOverCost([...session, ...rows], order), random));
  }
  return session;
}

/**
 * Lower is better balanced. Two arms may keep their slots from one square to the next: were that
 * ruled out, they would change sides every time, and whoever has recognised one knows the rest.
 */
function carryOverCost(session: LabelSession, order: number): number {
  if (order <= 2) return 0;
  const counts = new Array<number>(order * order).fill(0);
  let cost = 0;
  for (let position = 1; position < session.length; position += 1) {
    session[position]?.forEach((label, slot) => {
      const before = session[position - 1]?.[slot] as number;
      cost += before === label ? WEIGHTS.stay : addOne(counts, before * order + label);
    });
  }
  return cost;
}

/**
 * Some of the arms in each conversation: conversation by conversation, of all arrangements one that
 * leaves least imbalance behind; first in how often arms appear, then in slots, then in pairs.
 */
function drawIncompleteSession(
  arms: number,
  slots: number,
  count: number,
  random: Random,
): { session: LabelSession; cost: number } {
  const candidates = arrangements(arms, slots);
  const tally = createTally(arms, slots);
  const session: (readonly number[])[] = [];
  let cost = 0;
  while (session.length < count) {
    const before = session.at(-1);
    const chosen = leastCost(candidates, (row) => tally.cost(row, before), random);
    cost += tally.add(chosen, before);
    session.push(chosen);
  }
  return { session, cost };
}

interface Tally {
  /** What the squares of all counts would grow by, weighted. */
  cost(row: readonly number[], before: readonly number[] | undefined): number;
  add(row: readonly number[], before: readonly number[] | undefined): number;
}

function createTally(arms: number, slots: number): Tally {
  const exposure = new Array<number>(arms).fill(0);
  const slotCounts = new Array<number>(arms * slots).fill(0);
  const pairs = new Array<number>(arms * arms).fill(0);
  const carryOver = new Array<number>(arms * arms).fill(0);
  const neighbours = new Array<number>(arms * arms).fill(0);
  const visit = (
    row: readonly number[],
    before: readonly number[] | undefined,
    see: (counts: number[], cell: number) => number,
  ): number => {
    let cost = 0;
    for (let slot = 0; slot < slots; slot += 1) {
      const label = row[slot] as number;
      cost += WEIGHTS.exposure * see(exposure, label) + WEIGHTS.slot * see(slotCounts, label * slots + slot);
      for (let other = 0; other < slot; other += 1) {
        const met = row[other] as number;
        cost += WEIGHTS.pair * see(pairs, label < met ? label * arms + met : met * arms + label);
      }
      if (slot > 0) cost += WEIGHTS.neighbour * see(neighbours, (row[slot - 1] as number) * arms + label);
      const held = before?.[slot];
      if (held === label) cost += WEIGHTS.stay;
      else if (held !== undefined) cost += WEIGHTS.carryOver * see(carryOver, held * arms + label);
    }
    return cost;
  };
  return {
    cost: (row, before) => visit(row, before, growth),
    add: (row, before) => visit(row, before, addOne),
  };
}

/** Every way to put so many of the labels 0 … labels − 1 into an order. */
export function arrangements(labels: number, length: number): readonly (readonly number[])[] {
  if (length === 0) return [[]];
  return arrangements(labels, length - 1).flatMap((row) =>
    Array.from({ length: labels }, (_, label) => label)
      .filter((label) => !row.includes(label))
      .map((label) => [...row, label]),
  );
}
