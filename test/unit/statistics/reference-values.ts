import expected from '../../reference/statistics/judgement-fits.json' with { type: 'json' };
import type { Ranking } from '../../../shared/statistics/plackett-luce.ts';

/** Values of `test/reference/statistics/judgement-fits.py`: mpmath, scipy and statsmodels. */
export const reference = expected as unknown as {
  readonly normalCdf: readonly (readonly [z: number, probability: number])[];
  readonly normalQuantile: readonly (readonly [probability: number, z: number])[];
  readonly studentCdf: readonly (readonly [t: number, degrees: number, probability: number])[];
  readonly studentQuantile: readonly (readonly [probability: number, degrees: number, t: number])[];
  readonly adjusted: Record<'p' | 'holm' | 'benjaminiHochberg', readonly number[]>;
  readonly paired: Record<'mean' | 'standardDeviation' | 't' | 'p' | 'low' | 'high', number> & {
    readonly clusters: readonly (readonly number[])[];
    readonly tost: readonly Record<'low' | 'high' | 'pLow' | 'pHigh' | 'p', number>[];
    readonly bootstrap: Record<'standardError' | 'low' | 'high', number>;
  };
  readonly plackettLuce: readonly { rankings: Ranking[]; arms: number; worths: number[]; logLikelihood: number }[];
  readonly pseudoPlackettLuce: readonly { rankings: Ranking[]; arms: number; weight: number; worths: number[] }[];
  readonly davidson: readonly {
    table: (readonly [first: number, second: number, firstWins: number, secondWins: number, ties: number])[];
    arms: number;
    worths: number[];
    nu: number;
    logLikelihood: number;
  }[];
  readonly wilson: readonly (readonly [successes: number, trials: number, low: number, high: number])[];
  readonly power: readonly (readonly [participants: number, chance: number, power: number])[];
};
