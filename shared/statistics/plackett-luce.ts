import { fixedPoint } from './fixed-point.ts';
import { refuseSeparation } from './separation.ts';
import { sumZero } from './sum-zero.ts';

/**
 * One judgement as tiers, best first; arms of one tier are tied. `[[2], [0, 1]]`: arm 2 best, 0 and 1
 * level. Arms that are not named were not judged, and nothing is assumed about them.
 */
export type Ranking = readonly (readonly number[])[];

export interface PlackettLuceFit {
  /** Natural-log worths, sum zero, one per arm. A difference is a log-odds of being put first. */
  readonly worths: readonly number[];
  /** Maximised log-likelihood, pseudo-rankings included. */
  readonly logLikelihood: number;
  readonly iterations: number;
}

export interface PlackettLuceOptions {
  /**
   * Weight of pseudo-rankings (Turner et al. 2020): every arm is taken to have won and lost so many
   * paired comparisons against a made-up arm, whose worth is fitted and then dropped. 0, the default,
   * adds none; 0.5 is usual. Must be said wherever the worths are shown.
   */
  readonly pseudoRankings?: number;
}

/** How often, by weight, something was chosen out of a set of arms; the sets are bit masks. */
interface Choices {
  readonly wins: number[];
  readonly sets: Map<number, number>;
}

const largestArmCount = 24;

/**
 * Plackett–Luce worths by the MM algorithm (Hunter 2004, Annals of Statistics 32, 384–406).
 *
 * Partial rankings count for the arms they name. A tie says that either order would have done: its
 * log-likelihood is the average over all strict orders that agree with it, so that two arms tied in a
 * paired comparison get half a win each. A ranking of all arms in one tier pulls them together.
 *
 * No standard errors: rankings of one participant are not independent. Use the participant-cluster
 * bootstrap.
 *
 * @param rankings tiers of arm indexes 0 … armCount − 1, best first, one ranking per judgement
 * @param armCount how many arms there are, judged or not
 * @returns natural-log worths, sum zero, one per arm
 * @throws SeparationError when some arm never loses, never wins or never meets the others, and no
 *   pseudo-ranking is given
 * @throws RangeError for an arm index out of range or named twice in one ranking
 */
export function fitPlackettLuce(
  rankings: readonly Ranking[],
  armCount: number,
  options: PlackettLuceOptions = {},
): PlackettLuceFit {
  if (!Number.isInteger(armCount) || armCount < 2 || armCount > largestArmCount) {
    throw new RangeError(`Worths are fitted for 2 to ${largestArmCount} arms, not ${armCount}.`);
  }
  const pseudoRankings = options.pseudoRankings ?? 0;
  if (!(pseudoRankings >= 0)) throw new RangeError('The weight of pseudo-rankings cannot be negative.');
  const choices: Choices = { wins: Array.from({ length: armCount + 1 }, () => 0), sets: new Map() };
  const precedes = Array.from({ length: armCount }, () => Array.from({ length: armCount }, () => false));
  for (const ranking of rankings) {
    refuseMalformed(ranking, armCount);
    countChoices(ranking, choices);
    notePrecedence(ranking, precedes);
  }
  if (pseudoRankings === 0) refuseSeparation(precedes);
  else addPseudoRankings(choices, armCount, pseudoRankings);
  return maximise(choices, armCount, pseudoRankings > 0);
}

function refuseMalformed(ranking: Ranking, armCount: number): void {
  const named = ranking.flat();
  for (const arm of named) {
    if (!Number.isInteger(arm) || arm < 0 || arm >= armCount) {
      throw new RangeError(`A ranking names arm ${arm}; there are arms 0 to ${armCount - 1}.`);
    }
  }
  if (new Set(named).size !== named.length) throw new RangeError(`A ranking names an arm twice: ${named.join(', ')}.`);
}

/**
 * A strict ranking is a chain of choices, each out of what is left. Over all orders of a tier of t
 * arms, each subset of size u is what is left of it with probability 1 / C(t, u).
 */
function countChoices(ranking: Ranking, choices: Choices): void {
  let below = 0;
  for (const tier of [...ranking].reverse()) {
    const size = tier.length;
    const last = below === 0;
    for (const arm of tier) {
      // The last arm of all is not chosen out of anything.
      choices.wins[arm] = (choices.wins[arm] ?? 0) + (last ? (size - 1) / size : 1);
    }
    for (let subset = 1; subset < 2 ** size; subset += 1) {
      const left = tier.filter((_, index) => (subset & (1 << index)) !== 0);
      if (last && left.length === 1) continue;
      const set = left.reduce((mask, arm) => mask | (1 << arm), below);
      choices.sets.set(set, (choices.sets.get(set) ?? 0) + 1 / binomial(size, left.length));
    }
    below = tier.reduce((mask, arm) => mask | (1 << arm), below);
  }
}

function notePrecedence(ranking: Ranking, precedes: boolean[][]): void {
  ranking.forEach((tier, place) => {
    const levelOrBelow = ranking.slice(place).flat();
    for (const arm of tier) {
      const row = precedes[arm] as boolean[];
      for (const other of levelOrBelow) if (other !== arm) row[other] = true;
    }
  });
}

function addPseudoRankings(choices: Choices, madeUp: number, weight: number): void {
  for (let arm = 0; arm < madeUp; arm += 1) {
    choices.wins[arm] = (choices.wins[arm] ?? 0) + weight;
    choices.wins[madeUp] = (choices.wins[madeUp] ?? 0) + weight;
    const pair = (1 << arm) | (1 << madeUp);
    choices.sets.set(pair, (choices.sets.get(pair) ?? 0) + 2 * weight);
  }
}

function maximise({ wins, sets }: Choices, armCount: number, withMadeUp: boolean): PlackettLuceFit {
  const scores = wins.slice(0, armCount + (withMadeUp ? 1 : 0));
  const choices = [...sets].map(([mask, weight]) => ({
    weight,
    members: scores.map((_, arm) => arm).filter((arm) => (mask & (1 << arm)) !== 0),
  }));
  const step = (worths: readonly number[]): readonly number[] => {
    const strengths = worths.map(Math.exp);
    const denominators = scores.map(() => 0);
    for (const { weight, members } of choices) {
      const share = weight / total(members, strengths);
      for (const arm of members) denominators[arm] = (denominators[arm] as number) + share;
    }
    return sumZero(scores.map((score, arm) => Math.log(score / (denominators[arm] as number))));
  };
  const logLikelihood = (worths: readonly number[]): number => {
    const strengths = worths.map(Math.exp);
    const chosen = scores.reduce((sum, score, arm) => sum + score * (worths[arm] as number), 0);
    return choices.reduce((sum, { weight, members }) => sum - weight * Math.log(total(members, strengths)), chosen);
  };
  const { at, iterations } = fixedPoint(scores.map(() => 0), step, logLikelihood);
  return { worths: sumZero(at.slice(0, armCount)), logLikelihood: logLikelihood(at), iterations };
}

function total(members: readonly number[], strengths: readonly number[]): number {
  return members.reduce((sum, arm) => sum + (strengths[arm] as number), 0);
}

function binomial(from: number, choose: number): number {
  let result = 1;
  for (let step = 1; step <= choose; step += 1) result = (result * (from - choose + step)) / step;
  return Math.round(result);
}
