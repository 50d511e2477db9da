import { describe, expect, it } from 'vitest';
import { missingJudgements, sentenceForMissing } from '../../../../renderer/judgement/missing.ts';

describe('what a comparison still needs', () => {
  const slots = ['A', 'B', 'C', 'D'] as const;

  it('is said in words next to the button', () => {
    const missing = missingJudgements(slots, { A: 30, B: 60, C: 90 }, ['C', 'A', null, null]);
    expect(missing).toEqual({ unrated: ['D'], unplaced: ['B', 'D'] });
    expect(sentenceForMissing(missing)).toBe('Two assistants still need a place, one a rating.');
  });

  it('names only what is open', () => {
    const rated = { A: 1, B: 2, C: 3, D: 4 };
    expect(sentenceForMissing(missingJudgements(slots, rated, ['C', 'A', 'B', null]))).toBe(
      'One assistant still needs a place in the order.',
    );
    expect(sentenceForMissing(missingJudgements(slots, {}, ['C', 'A', 'B', 'D']))).toBe(
      'Four assistants still need a rating.',
    );
    expect(sentenceForMissing(missingJudgements(slots, rated, ['C', 'A', 'B', 'D']))).toBeNull();
  });
});
