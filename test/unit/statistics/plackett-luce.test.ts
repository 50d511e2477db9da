import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../shared/allocation/random.ts';
import { drawGumbel } from '../../../shared/rehearsal/draws.ts';
import { fitPlackettLuce, type Ranking } from '../../../shared/statistics/plackett-luce.ts';
import { SeparationError } from '../../../shared/statistics/separation.ts';
import { reference } from './reference-values.ts';

const seed = Number(process.env.VISAVIS_TEST_SEED ?? Date.now() % 2 ** 31);
console.info(`Plackett–Luce: VISAVIS_TEST_SEED=${seed}`);

function expectWorths(worths: readonly number[], wanted: readonly number[], digits: number): void {
  expect(worths).toHaveLength(wanted.length);
  worths.forEach((worth, arm) => {
    expect(worth).toBeCloseTo(wanted[arm] as number, digits);
  });
}

function refusal(fit: () => unknown): SeparationError {
  try {
    fit();
  } catch (error) {
    if (error instanceof SeparationError) return error;
  }
  throw new Error('The fit was not refused.');
}

/**
 * Citations among four journals (Stigler 1994), as fitted in Turner & Firth 2012 (Journal of Statistical
 * Software 48(9), section 2.1): row cited by column; published log-abilities against Biometrika.
 */
const journals = ['Biometrika', 'Communications in Statistics', 'JASA', 'JRSS-B'];
const citations = [
  [714, 730, 498, 221],
  [33, 425, 68, 17],
  [320, 813, 1072, 142],
  [284, 276, 325, 188],
];
const publishedAbilities = [0, -2.94907, -0.47957, 0.26895];

describe('Plackett–Luce worths', () => {
  it('agree with the published Bradley–Terry abilities of four journals', () => {
    const rankings = citations.flatMap((row, cited) =>
      row.flatMap((count, citing) =>
        cited === citing ? [] : Array.from({ length: count }, (): Ranking => [[cited], [citing]]),
      ),
    );
    const { worths } = fitPlackettLuce(rankings, journals.length);
    expectWorths(worths.map((worth) => worth - (worths[0] as number)), publishedAbilities, 5);
  });

  it.each([
    ['complete rankings', 0],
    ['partial rankings', 1],
    ['partial rankings with ties', 2],
  ])('agree with a stratified Cox regression on %s', (_, index) => {
    const { rankings, arms, worths, logLikelihood } = reference.plackettLuce[index]!;
    const fit = fitPlackettLuce(rankings, arms);
    expectWorths(fit.worths, worths, 7);
    expect(fit.logLikelihood).toBeCloseTo(logLikelihood, 6);
    expect(fit.worths.reduce((sum, worth) => sum + worth, 0)).toBeCloseTo(0, 12);
  });

  it('agree with the written-out likelihood when pseudo-rankings hold a never-losing arm', () => {
    for (const { rankings, arms, weight, worths } of reference.pseudoPlackettLuce) {
      expectWorths(fitPlackettLuce(rankings, arms, { pseudoRankings: weight }).worths, worths, 7);
    }
  });

  it.each([10, 1000, 100_000])('settle on the maximum however far an arm is ahead: %i wins to none', (wins) => {
    const rankings = Array.from({ length: wins }, (): Ranking => [[0], [1]]);
    const [ahead] = fitPlackettLuce(rankings, 2, { pseudoRankings: 0.5 }).worths;
    // The made-up arm stands in the middle; there the derivative of the log-likelihood is 0.
    const pull = wins / (1 + Math.exp(2 * ahead!));
    expect(pull / (0.5 * Math.tanh(ahead! / 2))).toBeCloseTo(1, 7);
  });

  it('give two tied arms half a win each', () => {
    const tied = fitPlackettLuce([[[0], [1]], [[0, 1]], [[0, 1]]], 2);
    const halves = fitPlackettLuce([[[0], [1]], [[0], [1]], [[0], [1]], [[0], [1]], [[1], [0]], [[1], [0]]], 2);
    expectWorths(tied.worths, halves.worths, 9);
  });

  it('come back from the rankings that they made', () => {
    const random = createRandom(`plackett-luce ${seed}`);
    const truth = [-0.6, -0.1, 0.1, 0.6];
    const rankings = Array.from({ length: 20_000 }, (): Ranking => {
      const utilities = truth.map((worth) => worth + drawGumbel(random));
      return truth.map((_, arm) => arm).sort((a, b) => utilities[b]! - utilities[a]!).map((arm) => [arm]);
    });
    fitPlackettLuce(rankings, 4).worths.forEach((worth, arm) => {
      // Standard error about 0.009; 6 of them pass in all but one of 10⁸ runs.
      expect(Math.abs(worth - truth[arm]!)).toBeLessThan(0.055);
    });
  });

  it('follow the arms when these are numbered otherwise', () => {
    const { rankings, arms } = reference.plackettLuce[2]!;
    const { worths } = fitPlackettLuce(rankings, arms);
    const newNames = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(newNames, (names) => {
        const renamed = rankings.map((ranking) => ranking.map((tier) => tier.map((arm) => names[arm]!)));
        const fit = fitPlackettLuce(renamed, arms);
        expectWorths(names.map((name) => fit.worths[name]!), worths, 8);
      }),
      { seed },
    );
  });
});

describe('separated rankings', () => {
  it('name the arm that never lost', () => {
    const error = refusal(() => fitPlackettLuce([[[2], [0], [1]], [[2], [1], [0]]], 3));
    expect(error.arms).toEqual([2]);
  });

  it('name the arm that never won', () => {
    const error = refusal(() => fitPlackettLuce([[[2], [0], [1]], [[0], [2], [1]]], 3));
    expect(error.arms).toEqual([1]);
  });

  it('name the arm that nobody judged', () => {
    expect(refusal(() => fitPlackettLuce([[[0], [1]], [[1], [0]]], 3)).arms).toEqual([2]);
  });

  it('name the smaller of two groups that never met', () => {
    const meetings: Ranking[] = [[[0], [1]], [[1], [0]], [[2], [3], [4]], [[4], [3], [2]]];
    expect(refusal(() => fitPlackettLuce(meetings, 5)).arms).toEqual([0, 1]);
  });

  it('are no obstacle once a tie leads back', () => {
    expect(fitPlackettLuce([[[2], [0], [1]], [[0], [1, 2]], [[1, 0]]], 3).worths).toHaveLength(3);
  });
});

describe('malformed rankings', () => {
  it('are refused by name', () => {
    expect(() => fitPlackettLuce([[[0], [3]]], 3)).toThrow('names arm 3; there are arms 0 to 2');
    expect(() => fitPlackettLuce([[[0], [1, 0]]], 3)).toThrow('names an arm twice');
    expect(() => fitPlackettLuce([], 1)).toThrow('2 to 24 arms');
  });
});
