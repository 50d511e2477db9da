import { greatestCommonDivisor } from './arithmetic.ts';
import { createRandom, shuffled } from './random.ts';

/**
 * Which conversations come again for participant `index`, as positions 0 … count − 1.
 *
 * Participants are dealt hands from a ring of positions, each hand beginning where the last one ended.
 * So after every participant the counts of positions differ by at most one, and after each `count`
 * participants every place of the hand has held every position once. The ring is drawn anew then.
 *
 * @param size how many are repeated, at most `count`
 * @param seed text of the stage's own
 */
export function drawRepeatedPositions(count: number, size: number, index: number, seed: string): readonly number[] {
  if (size === 0) return [];
  const block = Math.floor(index / count);
  const place = index % count;
  const ring = shuffled(
    Array.from({ length: count }, (_, position) => position),
    createRandom(JSON.stringify([seed, block])),
  );
  const lap = count / greatestCommonDivisor(count, size);
  const start = place * size + Math.floor(place / lap);
  return Array.from({ length: size }, (_, step) => ring[(start + step) % count] as number);
}

/**
 * To which slot the arm of each slot goes when a conversation comes again: no arm keeps its slot,
 * unless there is only one. Over any `slots − 1` repeats that follow each other in a block, each arm
 * of a slot goes to each other slot once.
 * @param index number of the repeat, counted over all participants
 * @returns for each slot of the repeat, the slot of the original whose arm stands there
 */
export function drawSlotChange(slots: number, index: number, seed: string): readonly number[] {
  const kept = Array.from({ length: slots }, (_, slot) => slot);
  if (slots < 2) return kept;
  const random = createRandom(JSON.stringify([seed, Math.floor(index / (slots - 1))]));
  const ring = shuffled(kept, random);
  const steps = shuffled(kept.slice(1), random);
  const step = steps[index % (slots - 1)] as number;
  return kept.map((slot) => ring[(ring.indexOf(slot) + step) % slots] as number);
}
