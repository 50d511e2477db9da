import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEasyPin, suggestPin } from '../../../renderer/start/suggestions.ts';
import { createRandom, drawInteger } from '../../../shared/allocation/random.ts';
import { Pin } from '../../../shared/contract/moderator.ts';

function drawFrom(seed: string): (bound: number) => number {
  const random = createRandom(seed);
  return (bound) => drawInteger(random, bound);
}

describe('suggested PINs', () => {
  it('are four digits that nobody guesses first', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const pin = suggestPin(drawFrom(seed));
        expect(Pin.parse(pin)).toHaveLength(4);
        expect(isEasyPin(pin)).toBe(false);
      }),
    );
  });

  it('know runs, repeats and years as easy', () => {
    expect(['1234', '9876', '7777', '1212', '1987', '2026'].map(isEasyPin)).toEqual(Array(6).fill(true));
    expect(['4961', '2080', '7305'].map(isEasyPin)).toEqual([false, true, false]);
  });
});
