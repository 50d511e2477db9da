import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  binomialProbabilities,
  binomialTest,
  clopperPearson,
  exactTwoSidedP,
  poissonBinomialProbabilities,
} from '../../../shared/statistics/binomial.ts';
import reference from '../../reference/statistics/reference.json' with { type: 'json' };

const seed = Number(process.env.VISAVIS_TEST_SEED ?? Date.now() % 2 ** 31);
console.info(`binomial: VISAVIS_TEST_SEED=${seed}`);

describe('guesses against chance', () => {
  it.each(reference.binomialTests)('$right of $n right at a chance of $chance, as scipy has it', (expected) => {
    expect(binomialTest(expected.right, expected.n, expected.chance)).toBeCloseTo(expected.pValue, 10);
    const interval = clopperPearson(expected.right, expected.n);
    expect(interval?.low).toBeCloseTo(expected.low, 10);
    expect(interval?.high).toBeCloseTo(expected.high, 10);
  });

  it("is R's own example: Mendel's 682 of 925 at three in four", () => {
    // ?binom.test in R: p-value = 0.3825, 95 percent confidence interval 0.7076683 0.7654066.
    expect(binomialTest(682, 925, 0.75)).toBeCloseTo(0.3825, 4);
    const interval = clopperPearson(682, 925);
    expect(interval?.low).toBeCloseTo(0.7076683, 7);
    expect(interval?.high).toBeCloseTo(0.7654066, 7);
  });

  it('adds conversations with different numbers of slots exactly', () => {
    const probabilities = poissonBinomialProbabilities(reference.poissonBinomial.chances);
    probabilities.forEach((probability, right) => {
      expect(probability).toBeCloseTo(reference.poissonBinomial.probabilities[right] ?? NaN, 12);
    });
  });

  it('is the plain binomial when all conversations have as many slots', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.constantFrom(0, 0.2, 0.25, 1 / 3, 0.5, 1), (n, chance) => {
        const mixed = poissonBinomialProbabilities(Array.from({ length: n }, () => chance));
        const plain = binomialProbabilities(n, chance);
        mixed.forEach((probability, right) => expect(probability).toBeCloseTo(plain[right] ?? NaN, 12));
      }),
      { seed },
    );
  });

  it('never calls the likeliest outcome a surprise', () => {
    expect(binomialTest(1, 4, 0.25)).toBeCloseTo(1, 12);
    expect(exactTwoSidedP(0, [1])).toBe(1);
    expect(binomialTest(0, 0, 0.25)).toBe(1);
    expect(clopperPearson(0, 0)).toBeNull();
  });

  it('refuses more right guesses than guesses', () => {
    expect(() => binomialTest(5, 4, 0.25)).toThrow('5 of 4');
    expect(() => clopperPearson(0.5, 4)).toThrow('0.5 of 4');
    expect(() => binomialTest(1, 4, 1.5)).toThrow('not at 1.5');
    expect(() => exactTwoSidedP(3, [0.5, 0.5])).toThrow('3 right answers');
  });
});
