import { fixedPoint } from './fixed-point.ts';
import { refuseSeparation, SeparationError } from './separation.ts';
import { sumZero } from './sum-zero.ts';

/** One paired comparison of two arms, by index. */
export interface PairedComparison {
  readonly first: number;
  readonly second: number;
  readonly outcome: 'first' | 'second' | 'tie';
}

export interface DavidsonFit {
  /** Natural-log worths, sum zero, one per arm. A difference is the log-odds of winning, ties apart. */
  readonly worths: readonly number[];
  /** How common ties are: two equally good arms tie with probability ν / (2 + ν). 0 without any tie. */
  readonly nu: number;
  readonly logLikelihood: number;
  readonly iterations: number;
}

export interface DavidsonOptions {
  /**
   * Weight of made-up comparisons: every arm wins and loses so many against a made-up arm, whose worth
   * is fitted and dropped. 0, the default, adds none. Must be said wherever the worths are shown.
   */
  readonly pseudoRankings?: number;
}

interface Pair {
  readonly first: number;
  readonly second: number;
  firstWins: number;
  secondWins: number;
  ties: number;
}

/**
 * Bradley–Terry worths with ties (Davidson 1970, JASA 65, 317–328): with strengths π,
 * P(i) : P(j) : P(tie) = πᵢ : πⱼ : ν√(πᵢπⱼ). Maximum likelihood by an MM algorithm in the manner of
 * Hunter (2004): the geometric mean of two strengths is majorised by a weighted arithmetic one.
 *
 * No standard errors: comparisons of one participant are not independent. Use the participant-cluster
 * bootstrap.
 *
 * @param comparisons of arm indexes 0 … armCount − 1
 * @returns natural-log worths, sum zero, and ν
 * @throws SeparationError when no finite worths and ν fit best, and no pseudo-ranking is given
 * @throws RangeError for an arm index out of range or an arm compared with itself
 */
export function fitDavidson(
  comparisons: readonly PairedComparison[],
  armCount: number,
  options: DavidsonOptions = {},
): DavidsonFit {
  if (!Number.isInteger(armCount) || armCount < 2) throw new RangeError(`Worths need 2 arms or more, not ${armCount}.`);
  const weight = options.pseudoRankings ?? 0;
  if (!(weight >= 0)) throw new RangeError('The weight of pseudo-rankings cannot be negative.');
  const pairs = countPairs(comparisons, armCount);
  for (let arm = 0; weight > 0 && arm < armCount; arm += 1) {
    pairs.push({ first: arm, second: armCount, firstWins: weight, secondWins: weight, ties: 0 });
  }
  const size = armCount + (weight > 0 ? 1 : 0);
  refuseUnbounded(pairs, size);
  return maximise(pairs, size, armCount);
}

function countPairs(comparisons: readonly PairedComparison[], armCount: number): Pair[] {
  const pairs = new Map<number, Pair>();
  for (const { first, second, outcome } of comparisons) {
    for (const arm of [first, second]) {
      if (!Number.isInteger(arm) || arm < 0 || arm >= armCount) {
        throw new RangeError(`A comparison names arm ${arm}; there are arms 0 to ${armCount - 1}.`);
      }
    }
    if (first === second) throw new RangeError(`Arm ${first} is compared with itself.`);
    const low = Math.min(first, second);
    const high = Math.max(first, second);
    const pair = pairs.get(low * armCount + high) ?? { first: low, second: high, firstWins: 0, secondWins: 0, ties: 0 };
    if (outcome === 'tie') pair.ties += 1;
    else if ((outcome === 'first') === (first === low)) pair.firstWins += 1;
    else pair.secondWins += 1;
    pairs.set(low * armCount + high, pair);
  }
  return [...pairs.values()];
}

/**
 * The likelihood rises for ever along a direction (d, e) of worths and log ν when every outcome seen is
 * the likeliest of its comparison along it: winners ahead by 2e or more, tied arms apart by at most 2e.
 * e = 0 is the usual separation; e > 0 is a set of differences that can be met unless some cycle
 * of them is negative (Bellman–Ford).
 */
function refuseUnbounded(pairs: readonly Pair[], armCount: number): void {
  const level = Array.from({ length: armCount }, () => Array.from({ length: armCount }, () => false));
  const limits: { readonly from: number; readonly to: number; readonly atMost: number }[] = [];
  for (const { first, second, firstWins, secondWins, ties } of pairs) {
    if (firstWins + ties > 0) (level[first] as boolean[])[second] = true;
    if (secondWins + ties > 0) (level[second] as boolean[])[first] = true;
    if (firstWins > 0) limits.push({ from: first, to: second, atMost: -1 });
    if (secondWins > 0) limits.push({ from: second, to: first, atMost: -1 });
    if (ties > 0) limits.push({ from: first, to: second, atMost: 1 }, { from: second, to: first, atMost: 1 });
  }
  refuseSeparation(level);
  if (pairs.every((pair) => pair.ties === 0)) return;
  const distances = level.map(() => 0);
  for (let round = 0; round <= armCount; round += 1) {
    const shorter = limits.filter(({ from, to, atMost }) => {
      const distance = (distances[from] as number) + atMost;
      if (distance >= (distances[to] as number)) return false;
      distances[to] = distance;
      return true;
    });
    if (shorter.length > 0) continue;
    const every = level.map((_, arm) => arm);
    throw new SeparationError(every, 'Only ties speak for some arm, so that worths and ties cannot be told apart.');
  }
}

function maximise(pairs: readonly Pair[], size: number, armCount: number): DavidsonFit {
  const scores = Array.from({ length: size }, () => 0);
  let ties = 0;
  for (const pair of pairs) {
    scores[pair.first] = (scores[pair.first] as number) + pair.firstWins + pair.ties / 2;
    scores[pair.second] = (scores[pair.second] as number) + pair.secondWins + pair.ties / 2;
    ties += pair.ties;
  }
  // A point is the worths, and then ln ν where there are ties.
  const nuOf = (at: readonly number[]): number => (ties === 0 ? 0 : Math.exp(at[size] as number));
  const step = (at: readonly number[]): readonly number[] => {
    const nu = nuOf(at);
    const worths = sumZero(stepOfWorths(pairs, scores, at.slice(0, size).map(Math.exp), nu));
    if (ties === 0) return worths;
    const strengths = worths.map(Math.exp);
    const tieShares = pairs.map((pair) => (countOf(pair) * middleOf(pair, strengths)) / spanOf(pair, strengths, nu));
    return [...worths, Math.log(ties / tieShares.reduce((sum, share) => sum + share, 0))];
  };
  const value = (at: readonly number[]): number => logLikelihood(pairs, at.map(Math.exp), nuOf(at));
  const { at, iterations } = fixedPoint(scores.map(() => 0).concat(ties === 0 ? [] : [0]), step, value);
  return { worths: sumZero(at.slice(0, armCount)), nu: nuOf(at), logLikelihood: value(at), iterations };
}

function stepOfWorths(
  pairs: readonly Pair[],
  scores: readonly number[],
  strengths: readonly number[],
  nu: number,
): readonly number[] {
  const denominators = scores.map(() => 0);
  for (const pair of pairs) {
    const rate = countOf(pair) / spanOf(pair, strengths, nu);
    const ratio = Math.sqrt((strengths[pair.second] as number) / (strengths[pair.first] as number));
    denominators[pair.first] = (denominators[pair.first] as number) + rate * (1 + (nu / 2) * ratio);
    denominators[pair.second] = (denominators[pair.second] as number) + rate * (1 + nu / 2 / ratio);
  }
  return scores.map((score, arm) => Math.log(score / (denominators[arm] as number)));
}

/** √(πᵢπⱼ) */
function middleOf({ first, second }: Pair, strengths: readonly number[]): number {
  return Math.sqrt((strengths[first] as number) * (strengths[second] as number));
}

/** πᵢ + πⱼ + ν√(πᵢπⱼ) */
function spanOf(pair: Pair, strengths: readonly number[], nu: number): number {
  return (strengths[pair.first] as number) + (strengths[pair.second] as number) + nu * middleOf(pair, strengths);
}

function countOf(pair: Pair): number {
  return pair.firstWins + pair.secondWins + pair.ties;
}

function logLikelihood(pairs: readonly Pair[], strengths: readonly number[], nu: number): number {
  return pairs.reduce((sum, pair) => {
    const tied = pair.ties === 0 ? 0 : pair.ties * Math.log(nu * middleOf(pair, strengths));
    const firstWon = pair.firstWins * Math.log(strengths[pair.first] as number);
    const secondWon = pair.secondWins * Math.log(strengths[pair.second] as number);
    return sum + firstWon + secondWon + tied - countOf(pair) * Math.log(spanOf(pair, strengths, nu));
  }, 0);
}
