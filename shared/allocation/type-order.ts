import { addOne, greatestCommonDivisor, leastCost } from './arithmetic.ts';
import { arrangements, williamsOrders } from './base-session.ts';
import type { Random } from './random.ts';

/** How often a block of orders is drawn anew for one that is balanced without remainder. */
const ATTEMPTS = 24;

/** A round that is cut short may be any order, unless there are more than this: beginnings of squares are too alike. */
const MOST_CUT_ORDERS = 2000;

/** One array of type indexes per participant, in the order of conversations. */
export type TypeOrders = readonly (readonly number[])[];

/**
 * How many Williams squares (each for as many participants as there are types) it takes at least until
 * every type can have followed every other equally often; two or more when their number is odd. With up
 * to six types it takes no more; with more types, and a round cut short, a block can stay off by a few.
 */
export function squaresPerTypeBlock(types: number, count: number): number {
  if (types <= 1 || count <= 1) return 1;
  const squares = (types - 1) / greatestCommonDivisor(types - 1, count - 1);
  return types % 2 === 1 && squares % 2 === 1 ? 2 * squares : squares;
}

/**
 * Draws the orders of conversation types for a block of participants. Each square is one order of
 * types, turned so that each type begins once: so every type stands at every position equally often.
 * Within an order, no type comes again before every other has been, and with three types or more
 * none directly after itself. The squares of a block are chosen such that every type follows every
 * other equally often. With as many conversations as types they are Williams squares as published.
 *
 * @returns one square after the other, each with one order per participant
 */
export function drawTypeBlock(types: number, count: number, random: Random): readonly TypeOrders[] {
  const squares = squaresPerTypeBlock(types, count);
  const whole = williamsOrders(types);
  const cutLength = count % types;
  const cutOrders = Array.from({ length: cutLength }, (_, place) => types - place).reduce((all, left) => all * left, 1);
  const candidates = { whole, cut: cutOrders <= MOST_CUT_ORDERS ? arrangements(types, cutLength) : whole };
  let best = drawOrders(types, count, squares, candidates, random);
  for (let attempt = 1; attempt < ATTEMPTS && !best.isExact; attempt += 1) {
    const other = drawOrders(types, count, squares, candidates, random);
    if (other.cost < best.cost) best = other;
  }
  return best.orders.map((order) =>
    Array.from({ length: types }, (_, turn) => order.map((type) => (type + turn) % types)),
  );
}

interface DrawnOrders {
  readonly orders: TypeOrders;
  readonly cost: number;
  readonly isExact: boolean;
}

/**
 * When an order is turned, only the steps between neighbours stay as they are. So follow-ups are
 * balanced exactly when every step from one type to another is taken equally often.
 */
function drawOrders(
  types: number,
  count: number,
  squares: number,
  candidates: { readonly whole: TypeOrders; readonly cut: TypeOrders },
  random: Random,
): DrawnOrders {
  const steps = new Array<number>(types).fill(0);
  const orders: number[][] = [];
  for (let square = 0; square < squares; square += 1) {
    const order: number[] = [];
    while (order.length < count) {
      const missing = count - order.length;
      const trial = (next: readonly number[]): number =>
        takeSteps([...order.slice(-1), ...next.slice(0, missing)], [...steps]);
      const next = leastCost(missing < types ? candidates.cut : candidates.whole, trial, random);
      const chosen = next.slice(0, missing);
      takeSteps([...order.slice(-1), ...chosen], steps);
      order.push(...chosen);
    }
    orders.push(order);
  }
  const taken = steps.slice(1);
  return {
    orders,
    cost: taken.reduce((sum, often) => sum + often ** 2, 0),
    isExact: new Set(taken).size <= 1,
  };
}

/** Counts the steps and returns what their squares grow by. Staying is dearest, save with two types. */
function takeSteps(order: readonly number[], steps: number[]): number {
  const types = steps.length;
  let cost = 0;
  for (let position = 1; position < order.length; position += 1) {
    const step = ((order[position] as number) - (order[position - 1] as number) + types) % types;
    if (step !== 0) cost += addOne(steps, step);
    else if (types > 2) cost += 1e6;
  }
  return cost;
}
