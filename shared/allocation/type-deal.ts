import { addOne, growth, leastCost } from './arithmetic.ts';
import type { LabelSession } from './base-session.ts';
import { drawInteger, type Random } from './random.ts';
import type { TypeOrders } from './type-order.ts';

/** How many exchanges are tried with incomplete blocks before a deal is left as it is. */
const EXCHANGES = 500;

/** How much worse an exchange may make things at the beginning; at the end it must not. */
const FIRST_THRESHOLD = 8;

export interface TypeDeal {
  /** One order of types per participant. */
  readonly orders: TypeOrders;
  /** How often arms have come with types so far; the next deal goes on from here. */
  readonly counts: readonly number[];
}

/**
 * Deals the orders of each square to the participants it is for, such that types and arms do not go
 * together. When all arms are shown they come with every type anyway; then each participant gets the
 * order that leaves slots most even within types. With incomplete blocks the participants of a square
 * exchange orders for as long as arms come with some types more often than with others (threshold
 * accepting, Dueck and Scheuer 1990, in whole numbers). Seldom can all counts be made equal, but what
 * is left over from one deal is made up for in the next.
 *
 * @param sessions what stands where, one per participant, as many as there are orders
 * @param before counts of the deal before; empty for the first
 */
export function dealTypes(
  squares: readonly TypeOrders[],
  sessions: readonly LabelSession[],
  arms: number,
  before: readonly number[],
  random: Random,
): TypeDeal {
  const isComplete = sessions.every((session) => session.every((row) => row.length === arms));
  const cellsOf = (order: readonly number[], session: LabelSession): readonly number[] => {
    const cells: number[] = [];
    session.forEach((row, position) => {
      const type = order[position] as number;
      row.forEach((arm, slot) => cells.push(isComplete ? (type * arms + slot) * arms + arm : type * arms + arm));
    });
    return cells;
  };
  const types = squares[0]?.length ?? 0;
  const counts = Array.from({ length: types * arms * (isComplete ? arms : 1) }, (_, cell) => before[cell] ?? 0);
  const orders = dealOneByOne(squares, sessions, cellsOf, counts, random);
  if (!isComplete && types > 1) exchangeOrders(orders, types, sessions, cellsOf, counts, random);
  return { orders, counts };
}

type CellsOf = (order: readonly number[], session: LabelSession) => readonly number[];

function dealOneByOne(
  squares: readonly TypeOrders[],
  sessions: readonly LabelSession[],
  cellsOf: CellsOf,
  counts: number[],
  random: Random,
): (readonly number[])[] {
  const orders: (readonly number[])[] = [];
  for (const square of squares) {
    let rest = square;
    while (rest.length > 0) {
      const session = sessions[orders.length] as LabelSession;
      const price = (order: readonly number[]): number => sumOfGrowth(cellsOf(order, session), counts);
      const chosen = leastCost(rest, price, random);
      for (const cell of cellsOf(chosen, session)) addOne(counts, cell);
      rest = rest.filter((other) => other !== chosen);
      orders.push(chosen);
    }
  }
  return orders;
}

function sumOfGrowth(cells: readonly number[], counts: readonly number[]): number {
  let sum = 0;
  for (const cell of cells) sum += growth(counts, cell);
  return sum;
}

function exchangeOrders(
  orders: (readonly number[])[],
  types: number,
  sessions: readonly LabelSession[],
  cellsOf: CellsOf,
  counts: number[],
  random: Random,
): void {
  /** Adds or takes away what one participant counts for; returns what the squares of the counts grow by. */
  const change = (place: number, order: readonly number[], by: number): number => {
    let cost = 0;
    for (const cell of cellsOf(order, sessions[place] as LabelSession)) {
      const count = counts[cell] as number;
      counts[cell] = count + by;
      cost += 2 * by * count + 1;
    }
    return cost;
  };
  for (let tried = 0; tried < EXCHANGES && counts.some((count) => count !== counts[0]); tried += 1) {
    const one = drawInteger(random, orders.length);
    const first = one - (one % types);
    const other = first + ((one - first + 1 + drawInteger(random, types - 1)) % types);
    const held = orders[one] as readonly number[];
    const wanted = orders[other] as readonly number[];
    const cost = change(one, held, -1) + change(other, wanted, -1) + change(one, wanted, 1) + change(other, held, 1);
    if (cost <= Math.max(0, FIRST_THRESHOLD - Math.floor(tried / 40))) {
      orders[one] = wanted;
      orders[other] = held;
    } else {
      change(one, wanted, -1);
      change(other, held, -1);
      change(one, held, 1);
      change(other, wanted, 1);
    }
  }
}
