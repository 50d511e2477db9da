import { studentQuantile, studentTwoSided } from './student.ts';

/** What a test of a mean needs to know of the participants' means. */
export interface MeanSummary {
  /** How many participants gave at least one difference. */
  readonly participants: number;
  readonly mean: number;
  /** Between participants, n − 1 in the denominator. */
  readonly standardDeviation: number;
}

export interface PairedResult extends MeanSummary {
  readonly standardError: number;
  readonly t: number;
  readonly degreesOfFreedom: number;
  /** Two-sided. */
  readonly p: number;
  /** Confidence interval for the mean, in its units. */
  readonly low: number;
  readonly high: number;
  /** Cohen's d_z: the mean over the standard deviation of participant means. NaN when all are equal and 0. */
  readonly effectSize: number;
  /** Hedges' g_z: d_z times 1 − 3 / (4 · degrees of freedom − 1), less biased in small samples. */
  readonly effectSizeCorrected: number;
}

/**
 * Within-participant paired differences. The participant is the unit: the differences of one person are
 * averaged first, and a one-sample t test is made of the averages (a summary-measures analysis, Matthews
 * et al. 1990, BMJ 300, 230–235). Judgements of one person may depend on each other; persons may not.
 *
 * @param differences one array per participant: value of the first arm minus value of the second, once
 *   per conversation in which both were judged. Participants without any are left out and not counted.
 * @param confidence of the interval, 0.95 by default
 * @throws RangeError with fewer than two participants
 */
export function pairedTest(differences: readonly (readonly number[])[], confidence = 0.95): PairedResult {
  const summary = summariseParticipants(differences);
  const { mean, standardDeviation, participants } = summary;
  const { t, p, standardError } = testOfMean(summary);
  const degreesOfFreedom = participants - 1;
  const reach = studentQuantile((1 + confidence) / 2, degreesOfFreedom) * standardError;
  const effectSize = mean / standardDeviation;
  return {
    ...summary,
    standardError,
    t,
    degreesOfFreedom,
    p,
    low: mean - reach,
    high: mean + reach,
    effectSize,
    effectSizeCorrected: effectSize * (1 - 3 / (4 * degreesOfFreedom - 1)),
  };
}

/** The participants' means, summarised. @throws RangeError with fewer than two participants */
export function summariseParticipants(differences: readonly (readonly number[])[]): MeanSummary {
  const means = differences
    .filter((own) => own.length > 0)
    .map((own) => own.reduce((sum, difference) => sum + difference, 0) / own.length);
  const participants = means.length;
  if (participants < 2) throw new RangeError(`A paired test needs 2 participants or more, not ${participants}.`);
  const mean = means.reduce((sum, own) => sum + own, 0) / participants;
  const squares = means.reduce((sum, own) => sum + (own - mean) ** 2, 0);
  return { participants, mean, standardDeviation: Math.sqrt(squares / (participants - 1)) };
}

/**
 * The one-sample t test of a mean against a value. Where all participants agree to the last figure the
 * statistic is infinite, and p is 0, or 1 when they agree on the value itself.
 */
export function testOfMean(
  { participants, mean, standardDeviation }: MeanSummary,
  against = 0,
): { readonly t: number; readonly p: number; readonly standardError: number } {
  const standardError = standardDeviation / Math.sqrt(participants);
  if (standardError === 0) {
    return mean === against
      ? { t: 0, p: 1, standardError }
      : { t: mean > against ? Infinity : -Infinity, p: 0, standardError };
  }
  const t = (mean - against) / standardError;
  return { t, p: studentTwoSided(t, participants - 1), standardError };
}
