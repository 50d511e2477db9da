import type { Slot } from '../../shared/session/events.ts';

/** The better slot, null for no difference, and how much better, 1 weakest. */
export interface Choice {
  readonly slot: Slot | null;
  readonly strength: number | null;
}

/**
 * The options of a choice in the order in which they stand in a row. Between two slots the row is
 * symmetric: strongest for the first at one end, strongest for the second at the other, the tie between.
 */
export function optionsBetween(slots: readonly Slot[], strengths: number, tie: boolean): readonly Choice[] {
  const middle: readonly Choice[] = tie ? [{ slot: null, strength: null }] : [];
  const [first, second, ...more] = slots;
  if (first === undefined || second === undefined || more.length > 0 || strengths === 0) {
    const plain = slots.map((slot): Choice => ({ slot, strength: null }));
    return slots.length === 2 ? [...plain.slice(0, 1), ...middle, ...plain.slice(1)] : [...plain, ...middle];
  }
  const weakestFirst = Array.from({ length: strengths }, (_, index) => index + 1);
  return [
    ...weakestFirst.toReversed().map((strength): Choice => ({ slot: first, strength })),
    ...middle,
    ...weakestFirst.map((strength): Choice => ({ slot: second, strength })),
  ];
}

export function sameChoice(one: Choice, other: Choice): boolean {
  return one.slot === other.slot && one.strength === other.strength;
}
