import { describe, expect, it } from 'vitest';
import { optionsBetween, sameChoice } from '../../../../renderer/sheet/choices.ts';

const shown = (options: ReturnType<typeof optionsBetween>) =>
  options.map(({ slot, strength }) => `${slot ?? 'tie'}${strength ?? ''}`).join(' ');

describe('the options of a choice', () => {
  it('are symmetric between two: strongest outside, the tie in the middle', () => {
    expect(shown(optionsBetween(['A', 'B'], 3, true))).toBe('A3 A2 A1 tie B1 B2 B3');
    expect(shown(optionsBetween(['A', 'B'], 2, false))).toBe('A2 A1 B1 B2');
    expect(shown(optionsBetween(['A', 'B'], 0, true))).toBe('A tie B');
  });

  it('stand in the order of the screen among more, the tie last', () => {
    expect(shown(optionsBetween(['A', 'B', 'C', 'D'], 0, true))).toBe('A B C D tie');
  });

  it('are the same only when slot and strength are', () => {
    expect(sameChoice({ slot: 'A', strength: 2 }, { slot: 'A', strength: 2 })).toBe(true);
    expect(sameChoice({ slot: 'A', strength: 2 }, { slot: 'A', strength: 1 })).toBe(false);
    expect(sameChoice({ slot: null, strength: null }, { slot: 'A', strength: null })).toBe(false);
  });
});
