import { betaQuantile } from './incomplete-beta.ts';
import type { Interval } from './interval.ts';
import { logGamma } from './log-gamma.ts';

/**
 * Probabilities of 0 … n right answers out of n, each right with the same chance, independently.
 * @param chance 0 … 1
 */
export function binomialProbabilities(n: number, chance: number): number[] {
  return Array.from({ length: n + 1 }, (_, right) => {
    if (chance === 0) return right === 0 ? 1 : 0;
    if (chance === 1) return right === n ? 1 : 0;
    const ways = logGamma(n + 1) - logGamma(right + 1) - logGamma(n - right + 1);
    return Math.exp(ways + right * Math.log(chance) + (n - right) * Math.log1p(-chance));
  });
}

/**
 * Probabilities of 0 … n right answers, each with a chance of its own, independently (Poisson-binomial),
 * by adding one answer after the other. Time grows with n².
 * @param chances each 0 … 1
 */
export function poissonBinomialProbabilities(chances: readonly number[]): number[] {
  const probabilities = [1, ...chances.map(() => 0)];
  chances.forEach((chance, answered) => {
    for (let right = answered + 1; right > 0; right -= 1) {
      probabilities[right] = (probabilities[right] ?? 0) * (1 - chance) + (probabilities[right - 1] ?? 0) * chance;
    }
    probabilities[0] = (probabilities[0] ?? 0) * (1 - chance);
  });
  return probabilities;
}

/**
 * Exact two-sided p-value by the method of small p-values, as R's `binom.test`: the probability of all
 * outcomes that are no likelier than the one that was seen.
 * @param observed the outcome, an index of `probabilities`
 */
export function exactTwoSidedP(observed: number, probabilities: readonly number[]): number {
  const seen = probabilities[observed];
  if (seen === undefined) {
    throw new RangeError(`${observed} right answers cannot be had from ${probabilities.length - 1}.`);
  }
  // As R does: outcomes that are equally likely but for rounding count as equally likely.
  const limit = seen * (1 + 1e-7);
  return Math.min(1, probabilities.reduce((sum, probability) => (probability <= limit ? sum + probability : sum), 0));
}

/**
 * Exact binomial test, two-sided by the method of small p-values (R: `binom.test(right, n, chance)`).
 * @param right number of right answers, 0 … n
 * @param chance chance of a right answer under the hypothesis, 0 … 1
 * @returns the p-value; 1 when n is 0
 */
export function binomialTest(right: number, n: number, chance: number): number {
  refuseImpossible(right, n);
  if (!(chance >= 0 && chance <= 1)) throw new RangeError(`A chance lies between 0 and 1, not at ${chance}.`);
  return exactTwoSidedP(right, binomialProbabilities(n, chance));
}

/**
 * Exact 95% confidence interval of a share (Clopper & Pearson 1934).
 * @returns limits between 0 and 1; null when n is 0
 */
export function clopperPearson(right: number, n: number): Interval | null {
  refuseImpossible(right, n);
  if (n === 0) return null;
  return {
    low: right === 0 ? 0 : betaQuantile(0.025, right, n - right + 1),
    high: right === n ? 1 : betaQuantile(0.975, right + 1, n - right),
  };
}

function refuseImpossible(right: number, n: number): void {
  if (!(Number.isInteger(right) && Number.isInteger(n) && right >= 0 && right <= n)) {
    throw new RangeError(`A binomial test needs whole counts, right ≤ n; not ${right} of ${n}.`);
  }
}
