import { drawInteger, type Random } from '../allocation/random.ts';
import { quantile } from './quantile.ts';

export interface BootstrapEstimate {
  /** The statistic of the data themselves. */
  readonly estimate: number;
  /** Standard deviation over the resamples. */
  readonly standardError: number;
  /** Ends of the percentile interval. */
  readonly low: number;
  readonly high: number;
}

export interface BootstrapResult {
  /** One per number of the statistic, in its order and units. */
  readonly estimates: readonly BootstrapEstimate[];
  readonly resamples: number;
  /** Resamples in which the statistic could not be had; left out of the intervals. To be reported. */
  readonly failed: number;
}

export interface BootstrapOptions {
  readonly random: Random;
  /** 2,000 by default, the least for percentile intervals that are reported. */
  readonly resamples?: number;
  /** 0.95 by default. */
  readonly confidence?: number;
}

/**
 * Participant-cluster bootstrap with percentile intervals (Efron & Tibshirani 1993, chapter 13; clusters:
 * Davison & Hinkley 1997, section 3.8). Whole participants are drawn with replacement, with all they
 * judged; single judgements never are, for those of one person are not independent.
 *
 * @param clusters what each participant gave, one item per participant
 * @param statistic one or several numbers of a sample of participants, or undefined where it has none,
 *   such as worths that are separated in a resample
 * @returns estimates with intervals; the same source of randomness gives the same result
 * @throws RangeError with fewer than two participants, or when the statistic cannot be had of the data
 */
export function clusterBootstrap<Cluster>(
  clusters: readonly Cluster[],
  statistic: (sample: readonly Cluster[]) => readonly number[] | undefined,
  { random, resamples = 2000, confidence = 0.95 }: BootstrapOptions,
): BootstrapResult {
  if (clusters.length < 2) throw new RangeError(`A bootstrap needs 2 participants or more, not ${clusters.length}.`);
  const estimates = statistic(clusters);
  if (estimates === undefined) throw new RangeError('The statistic cannot be had of these data.');
  const drawn: (readonly number[])[] = [];
  for (let round = 0; round < resamples; round += 1) {
    const sample = clusters.map(() => clusters[drawInteger(random, clusters.length)] as Cluster);
    const values = statistic(sample);
    if (values !== undefined) drawn.push(values);
  }
  const tail = (1 - confidence) / 2;
  return {
    estimates: estimates.map((estimate, index) => {
      const values = drawn.map((draw) => draw[index] as number);
      return {
        estimate,
        standardError: standardDeviation(values),
        low: quantile(values, tail) ?? Number.NaN,
        high: quantile(values, 1 - tail) ?? Number.NaN,
      };
    }),
    resamples,
    failed: resamples - drawn.length,
  };
}

function standardDeviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
