import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isEasyPin, suggestParticipantCode, suggestPin } from '../../../renderer/start/suggestions.ts';
import { createRandom, drawInteger } from '../../../shared/allocation/random.ts';
import { Pin } from '../../../shared/contract/moderator.ts';
import { ParticipantCode } from '../../../shared/contract/participant-code.ts';

function drawFrom(seed: string): (bound: number) => number {
  const random = createRandom(seed);
  return (bound) => drawInteger(random, bound);
}

describe('suggested participant codes', () => {
  it('are codes that the app accepts, without letters and digits that look alike', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const code = suggestParticipantCode([], drawFrom(seed));
        expect(ParticipantCode.parse(code)).toBe(code);
        expect(code).toMatch(/^[A-Z]\d-\d{3}$/);
        expect(code).not.toMatch(/[BGIOQSZ018]/);
      }),
    );
  });

  it('never name a code that a session of the study already has', () => {
    const draw = drawFrom('field week 12');
    const given: string[] = [];
    for (let participant = 0; participant < 400; participant += 1) {
      const code = suggestParticipantCode(given, draw);
      expect(given).not.toContain(code);
      given.push(code);
    }
  });

  it('find a code even when the same one is drawn again and again', () => {
    const always = (): number => 0;
    const first = suggestParticipantCode([], always);
    expect(suggestParticipantCode([first], always)).not.toBe(first);
    const taken = [first, 'A2-2222', 'A2-22222'];
    expect(taken).not.toContain(suggestParticipantCode(taken, always));
  });
});

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
