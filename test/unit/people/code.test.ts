import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, drawInteger } from '../../../shared/allocation/random.ts';
import { ParticipantCode } from '../../../shared/contract/participant-code.ts';
import { codeFits, drawCode } from '../../../shared/people/code.ts';

function drawFrom(seed: string): (bound: number) => number {
  const random = createRandom(seed);
  return (bound) => drawInteger(random, bound);
}

describe('drawn participant codes', () => {
  it('are codes that the app accepts, without letters and digits that look alike', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const code = drawCode([], drawFrom(seed));
        expect(ParticipantCode.parse(code)).toBe(code);
        expect(code).toMatch(/^[A-Z]\d-\d{3}-[A-Z\d]$/);
        expect(code).not.toMatch(/[BGIOQSZ018]/);
        expect(codeFits(code)).toBe(true);
        expect(codeFits(code.toLowerCase())).toBe(true);
      }),
    );
  });

  it('never name a code that the study already has', () => {
    const draw = drawFrom('field week 12');
    const given: string[] = [];
    for (let participant = 0; participant < 400; participant += 1) {
      const code = drawCode(given, draw);
      expect(given).not.toContain(code);
      given.push(code);
    }
  });

  it('grow longer when the same one is drawn again and again', () => {
    const always = (): number => 0;
    const first = drawCode([], always);
    const second = drawCode([first.toLowerCase()], always);
    expect([first.length, second.length]).toEqual([8, 9]);
    expect([first, second]).not.toContain(drawCode(new Set([first, second]), always));
  });

  it('no longer fit when any one character was misread', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.nat(), (seed, place, other) => {
        const code = drawCode([], drawFrom(seed));
        const index = [0, 1, 3, 4, 5, 7][place % 6] ?? 0;
        const others = (/\d/.test(code.charAt(index)) ? '2345679' : 'ACDEFHJKLMNPRTUVWXY').replace(code.charAt(index), '');
        const misread = code.slice(0, index) + others.charAt(other % others.length) + code.slice(index + 1);
        expect(codeFits(misread)).toBe(false);
      }),
    );
  });

  it('hardly ever fit when two neighbours changed places', () => {
    const draw = drawFrom('changed places');
    const slips = Array.from({ length: 500 }, () => drawCode([], draw)).flatMap((code) =>
      [3, 4].flatMap((place) => {
        const [one = '', other = ''] = code.slice(place, place + 2);
        return one === other ? [] : [`${code.slice(0, place)}${other}${one}${code.slice(place + 2)}`];
      }),
    );
    expect(slips.length).toBeGreaterThan(800);
    expect(slips.filter(codeFits).length / slips.length).toBeLessThan(0.02);
  });

  it('leave codes of other forms alone', () => {
    expect(['P-001', 'K7-264', 'user0', 'A1'].map(codeFits)).toEqual([true, true, true, true]);
  });
});
