import { refuseSeparation, SeparationError } from './separation.ts';
import { geometricMeanOne } from './strengths.ts';

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

const tolerance = 1e-11;
const largestIterationCount = 200_000;

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
  let strengths = scores.map(() => 1);
  let nu = ties > 0 ? 1 : 0;
  for (let iterations = 1; iterations <= largestIterationCount; iterations += 1) {
    const denominators = scores.map(() => 0);
    for (const pair of pairs) {
      const first = strengths[pair.first] as number;
      const second = strengths[pair.second] as number;
      const rate = countOf(pair) / (first + second + nu * Math.sqrt(first * second));
      const halfTied = (nu / 2) * Math.sqrt(second / first);
      const halfTiedBack = (nu / 2) * Math.sqrt(first / second);
      denominators[pair.first] = (denominators[pair.first] as number) + rate * (1 + halfTied);
      denominators[pair.second] = (denominators[pair.second] as number) + rate * (1 + halfTiedBack);
    }
    const next = geometricMeanOne(scores.map((score, arm) => score / (denominators[arm] as number)));
    let tieRate = 0;
    for (const pair of pairs) {
      const first = next[pair.first] as number;
      const second = next[pair.second] as number;
      const middle = Math.sqrt(first * second);
      tieRate += (countOf(pair) * middle) / (first + second + nu * middle);
    }
    const nextNu = ties === 0 ? 0 : ties / tieRate;
    const changes = next.map((strength, arm) => Math.abs(Math.log(strength / (strengths[arm] as number))));
    if (ties > 0) changes.push(Math.abs(Math.log(nextNu / nu)));
    strengths = next;
    nu = nextNu;
    if (Math.max(...changes) < tolerance) {
      return {
        worths: geometricMeanOne(strengths.slice(0, armCount)).map((strength) => Math.log(strength)),
        nu,
        logLikelihood: logLikelihood(pairs, strengths, nu),
        iterations,
      };
    }
  }
  throw new Error(`Worths did not settle in ${largestIterationCount} steps. Raise the weight of pseudo-rankings.`);
}

function countOf(pair: Pair): number {
  return pair.firstWins + pair.secondWins + pair.ties;
}

function logLikelihood(pairs: readonly Pair[], strengths: readonly number[], nu: number): number {
  return pairs.reduce((sum, pair) => {
    const first = strengths[pair.first] as number;
    const second = strengths[pair.second] as number;
    const middle = nu * Math.sqrt(first * second);
    const tied = pair.ties === 0 ? 0 : pair.ties * Math.log(middle);
    const chosen = pair.firstWins * Math.log(first) + pair.secondWins * Math.log(second) + tied;
    return sum + chosen - countOf(pair) * Math.log(first + second + middle);
  }, 0);
}
