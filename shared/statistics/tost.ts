import { type MeanSummary, summariseParticipants, testOfMean } from './paired.ts';
import { studentQuantile } from './student.ts';

export interface EquivalenceMargins {
  /** The largest difference that does not matter, below and above; in the units of the differences. */
  readonly low: number;
  readonly high: number;
}

export interface EquivalenceResult extends MeanSummary {
  /** One-sided, against a mean at or below the lower margin. */
  readonly pLow: number;
  /** One-sided, against a mean at or above the upper margin. */
  readonly pHigh: number;
  /** The larger of the two: at or below alpha, the difference lies within the margins. */
  readonly p: number;
  /** Confidence interval of level 1 − 2 · alpha, which lies within the margins exactly when p < alpha. */
  readonly low: number;
  readonly high: number;
  readonly equivalent: boolean;
}

/**
 * Equivalence of two arms by two one-sided t tests (Schuirmann 1987, Journal of Pharmacokinetics and
 * Biopharmaceutics 15, 657–680) of participant means, as in the paired test.
 * @param differences one array per participant, as in the paired test
 * @param alpha of each one-sided test, 0.05 by default
 * @throws RangeError with fewer than two participants, or margins that leave no room
 */
export function equivalenceTest(
  differences: readonly (readonly number[])[],
  margins: EquivalenceMargins,
  alpha = 0.05,
): EquivalenceResult {
  const summary = summariseParticipants(differences);
  const { pLow, pHigh, p } = testOfEquivalence(summary, margins);
  const { standardError } = testOfMean(summary);
  const reach = studentQuantile(1 - alpha, summary.participants - 1) * standardError;
  return {
    ...summary,
    pLow,
    pHigh,
    p,
    low: summary.mean - reach,
    high: summary.mean + reach,
    equivalent: p < alpha,
  };
}

/** The two one-sided p values of a mean, and the larger. */
export function testOfEquivalence(
  summary: MeanSummary,
  { low, high }: EquivalenceMargins,
): { readonly pLow: number; readonly pHigh: number; readonly p: number } {
  if (!(low < high)) throw new RangeError(`The lower margin ${low} is not below the upper margin ${high}.`);
  const pLow = oneSided(testOfMean(summary, low), 1);
  const pHigh = oneSided(testOfMean(summary, high), -1);
  return { pLow, pHigh, p: Math.max(pLow, pHigh) };
}

function oneSided({ t, p }: { readonly t: number; readonly p: number }, direction: 1 | -1): number {
  return t * direction > 0 ? p / 2 : 1 - p / 2;
}
