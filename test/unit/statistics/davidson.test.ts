import { describe, expect, it } from 'vitest';
import { fitDavidson, type PairedComparison } from '../../../shared/statistics/davidson.ts';
import { fitPlackettLuce, type Ranking } from '../../../shared/statistics/plackett-luce.ts';
import { SeparationError } from '../../../shared/statistics/separation.ts';
import { reference } from './reference-values.ts';

type Row = readonly [first: number, second: number, firstWins: number, secondWins: number, ties: number];

function comparisons(rows: readonly Row[]): PairedComparison[] {
  const repeat = (count: number, comparison: PairedComparison) => Array.from({ length: count }, () => comparison);
  return rows.flatMap(([first, second, firstWins, secondWins, ties]) => [
    ...repeat(firstWins, { first, second, outcome: 'first' }),
    // Seen from the other side, as half of the trials of a study are.
    ...repeat(secondWins, { first: second, second: first, outcome: 'first' }),
    ...repeat(ties, { first, second, outcome: 'tie' }),
  ]);
}

describe('Davidson worths', () => {
  it('agree with a Poisson log-linear model', () => {
    for (const { table, arms, worths, nu, logLikelihood } of reference.davidson) {
      const fit = fitDavidson(comparisons(table), arms);
      fit.worths.forEach((worth, arm) => {
        expect(worth).toBeCloseTo(worths[arm]!, 6);
      });
      expect(fit.nu).toBeCloseTo(nu, 6);
      expect(fit.logLikelihood).toBeCloseTo(logLikelihood, 6);
    }
  });

  it('of two arms are the shares themselves', () => {
    const { worths, nu } = fitDavidson(comparisons([[0, 1, 30, 20, 50]]), 2);
    expect(worths[0]! - worths[1]!).toBeCloseTo(Math.log(30 / 20), 9);
    expect(nu).toBeCloseTo(50 / Math.sqrt(30 * 20), 9);
  });

  it('without a tie are Plackett–Luce worths', () => {
    const rows: Row[] = [[0, 1, 8, 3, 0], [1, 2, 5, 6, 0], [0, 2, 7, 7, 0]];
    const rankings = comparisons(rows).map(({ first, second }): Ranking => [[first], [second]]);
    const { worths, nu } = fitDavidson(comparisons(rows), 3);
    expect(nu).toBe(0);
    fitPlackettLuce(rankings, 3).worths.forEach((worth, arm) => expect(worths[arm]).toBeCloseTo(worth, 8));
  });

  it('are refused when an arm only won or tied, and had with a pseudo-ranking', () => {
    const rows: Row[] = [[0, 1, 5, 0, 3]];
    expect(() => fitDavidson(comparisons(rows), 2)).toThrow(SeparationError);
    const { worths } = fitDavidson(comparisons(rows), 2, { pseudoRankings: 0.5 });
    expect(worths[0]).toBeGreaterThan(0);
  });

  it('are refused when nobody ever decided', () => {
    expect(() => fitDavidson(comparisons([[0, 1, 0, 0, 9]]), 2)).toThrow(SeparationError);
  });

  it('refuse an arm that is compared with itself', () => {
    expect(() => fitDavidson([{ first: 1, second: 1, outcome: 'tie' }], 2)).toThrow('compared with itself');
  });
});
