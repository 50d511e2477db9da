import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, drawInteger } from '../../../shared/allocation/random.ts';
import {
  choiceFrom,
  drawPerson,
  type JudgedReply,
  leaves,
  likertFrom,
  messageWordsOf,
  rankingFrom,
  ratingFrom,
  secondsToJudge,
  secondsToRead,
  secondsToWrite,
  turnsOf,
  utilitiesOf,
} from '../../../shared/rehearsal/chooser.ts';
import { ChooserParameters, usualChooser } from '../../../shared/rehearsal/chooser-parameters.ts';
import { drawGumbel, drawNormal } from '../../../shared/rehearsal/draws.ts';
import { fitDavidson, type PairedComparison } from '../../../shared/statistics/davidson.ts';
import { normalCdf } from '../../../shared/statistics/normal.ts';
import { fitPlackettLuce, type Ranking } from '../../../shared/statistics/plackett-luce.ts';

const seed = Number(process.env.VISAVIS_TEST_SEED ?? Date.now() % 2 ** 31);
console.info(`chooser: VISAVIS_TEST_SEED=${seed}`);

const armIds = ['generic', 'prompted', 'pooled', 'personal'];

/** Prefers nothing but what it is told to. */
function plainChooser(changes: Partial<ChooserParameters> = {}): ChooserParameters {
  return { ...usualChooser(armIds), worthSpread: 0, positionBias: { kind: 'none' }, lengthBias: 0, tieRate: 0, ...changes };
}

function repliesOf(order: readonly string[], characters: readonly number[] = []): JudgedReply[] {
  return order.map((armId, slot) => ({ slot, armId, characters: characters[slot] ?? 300 }));
}

/** Five standard errors of a share: passed by chance but once in a million runs. */
function allowed(share: number, trials: number): number {
  return 5 * Math.sqrt((share * (1 - share)) / trials);
}

function shareOf(trials: number, happens: () => boolean): number {
  let count = 0;
  for (let trial = 0; trial < trials; trial += 1) count += Number(happens());
  return count / trials;
}

describe('draws', () => {
  it('follow their distributions', () => {
    const random = createRandom(`draws ${seed}`);
    for (const at of [-1.5, -0.5, 0, 0.7, 2]) {
      const normal = normalCdf(at);
      expect(Math.abs(shareOf(20_000, () => drawNormal(random) <= at) - normal)).toBeLessThan(allowed(normal, 20_000));
      const gumbel = Math.exp(-Math.exp(-(at + 0.5772156649)));
      expect(Math.abs(shareOf(20_000, () => drawGumbel(random) <= at) - gumbel)).toBeLessThan(allowed(gumbel, 20_000));
    }
  });

  it('are finite at both ends of the generator', () => {
    for (const next of [0, 1 - 2 ** -32]) {
      expect(Number.isFinite(drawNormal({ next: () => next }))).toBe(true);
      expect(Number.isFinite(drawGumbel({ next: () => next }))).toBe(true);
    }
  });
});

describe('the parameters of a chooser', () => {
  it('are described in every field and refuse what is not known', () => {
    expect(ChooserParameters.parse(usualChooser(armIds))).toEqual(usualChooser(armIds));
    expect(ChooserParameters.safeParse({ ...usualChooser(armIds), mood: 1 }).success).toBe(false);
    expect(ChooserParameters.safeParse({ ...usualChooser(armIds), tieRate: 1 }).success).toBe(false);
  });

  it('draw the same person whatever the order of the arms in the file', () => {
    const parameters = usualChooser(armIds);
    const backwards = { ...parameters, worths: Object.fromEntries(Object.entries(parameters.worths).reverse()) };
    const { worths, ratingMean, slowness } = drawPerson(parameters, createRandom('one'));
    expect(drawPerson(backwards, createRandom('one'))).toMatchObject({ worths, ratingMean, slowness });
  });
});

describe('what a scripted participant prefers', () => {
  it('gives the worths back when its rankings are fitted', () => {
    const random = createRandom(`worths ${seed}`);
    const worths = { generic: -0.5, prompted: 0, pooled: 0.1, personal: 0.4 };
    const parameters = plainChooser({ worths });
    const person = drawPerson(parameters, random);
    const rankings = Array.from({ length: 15_000 }, (): Ranking =>
      rankingFrom(person, utilitiesOf(person, repliesOf(armIds), random), { ties: true }),
    );
    fitPlackettLuce(rankings, 4).worths.forEach((worth, arm) => {
      expect(Math.abs(worth - Object.values(worths)[arm]!)).toBeLessThan(0.06);
    });
  });

  it('ranks the last slot best as much more often than the first as people did in PRISM-X', () => {
    const random = createRandom(`position ${seed}`);
    const { positionBias } = usualChooser(armIds);
    const person = drawPerson(plainChooser({ positionBias }), random);
    const best = [0, 0, 0, 0];
    for (let trial = 0; trial < 40_000; trial += 1) {
      const winner = rankingFrom(person, utilitiesOf(person, repliesOf(armIds), random), { ties: false })[0]![0]!;
      best[winner] = best[winner]! + 1;
    }
    // Standard error of the log ratio of two counts near 10,000: 0.014.
    expect(Math.abs(Math.log(best[0]! / best[3]!) - Math.log(24.1 / 28.6))).toBeLessThan(0.075);
  });

  it('multiplies the odds by 1.57 for 100 characters more', () => {
    const random = createRandom(`length ${seed}`);
    const person = drawPerson(plainChooser({ lengthBias: Math.log(1.57) }), random);
    const replies = repliesOf(['generic', 'personal'], [400, 300]);
    const share = shareOf(20_000, () => {
      const { preferred } = choiceFrom(person, utilitiesOf(person, replies, random), { ties: false, strengths: 0 });
      return preferred === 0;
    });
    expect(Math.abs(share - 1.57 / 2.57)).toBeLessThan(allowed(1.57 / 2.57, 20_000));
  });

  it('takes a place’s advantage from a list, and says when the list is too short', () => {
    const random = createRandom('slots');
    const person = drawPerson(plainChooser({ noise: 0, positionBias: { kind: 'slots', logOdds: [0.2, -0.1] } }), random);
    expect(utilitiesOf(person, repliesOf(['generic', 'personal']), random)).toEqual([0.2, -0.1]);
    expect(() => utilitiesOf(person, repliesOf(armIds), random)).toThrow('no position bias for slot 3');
  });

  it('says which arm it knows nothing of', () => {
    const person = drawPerson(plainChooser(), createRandom('unknown'));
    expect(() => utilitiesOf(person, repliesOf(['stranger']), createRandom('unknown'))).toThrow('no worth for the arm "stranger"');
  });

  it('differs between people as much as the spread says, and not within one without noise', () => {
    const random = createRandom(`people ${seed}`);
    const parameters = plainChooser({ worthSpread: 0.8, noise: 0 });
    const differences = Array.from({ length: 4000 }, () => {
      const person = drawPerson(parameters, random);
      const [first, second] = utilitiesOf(person, repliesOf(['generic', 'personal']), random);
      expect(utilitiesOf(person, repliesOf(['generic', 'personal']), random)).toEqual([first, second]);
      return first! - second!;
    });
    const variance = differences.reduce((sum, difference) => sum + difference ** 2, 0) / differences.length;
    // Two independent deviations; five standard errors of a variance from 4,000 are 11%.
    expect(variance / (2 * 0.8 ** 2)).toBeGreaterThan(0.89);
    expect(variance / (2 * 0.8 ** 2)).toBeLessThan(1.11);
  });
});

describe('how a scripted participant answers', () => {
  it('ties two equal replies as often as set, which is Davidson’s ν', () => {
    const random = createRandom(`ties ${seed}`);
    const tieRate = 0.25;
    const person = drawPerson(plainChooser({ tieRate, noise: 1.7 }), random);
    let disagreements = 0;
    const comparisons = Array.from({ length: 20_000 }, (): PairedComparison => {
      const utilities = utilitiesOf(person, repliesOf(['generic', 'personal']), random);
      const { preferred } = choiceFrom(person, utilities, { ties: true, strengths: 0 });
      if ((rankingFrom(person, utilities, { ties: true }).length === 1) !== (preferred === null)) disagreements += 1;
      return { first: 0, second: 1, outcome: preferred === null ? 'tie' : preferred === 0 ? 'first' : 'second' };
    });
    expect(disagreements).toBe(0);
    const { nu } = fitDavidson(comparisons, 2);
    expect(Math.abs(nu / (2 + nu) - tieRate)).toBeLessThan(allowed(tieRate, 20_000));
  });

  it('never ties where ties are not offered', () => {
    const person = drawPerson(plainChooser({ tieRate: 0.9 }), createRandom('no ties'));
    expect(choiceFrom(person, [0.4, 0.1, 0.9, 0.3], { ties: false, strengths: 4 })).toEqual({ preferred: 2, strength: 1 });
    expect(rankingFrom(person, [0.1, 0.2, 0.15], { ties: false })).toEqual([[1], [2], [0]]);
    expect(choiceFrom(person, [0.1, 0.2], { ties: false, strengths: 0 })).toEqual({ preferred: 1, strength: null });
  });

  it('names every reply once in a ranking, best first', () => {
    const utility = fc.double({ min: -20, max: 20, noNaN: true });
    fc.assert(
      fc.property(fc.array(utility, { minLength: 2, maxLength: 6 }), fc.boolean(), (utilities, ties) => {
        const person = drawPerson(plainChooser({ tieRate: 0.4 }), createRandom('property'));
        const order = rankingFrom(person, utilities, { ties }).flat();
        expect([...order].sort()).toEqual(utilities.map((_, index) => index));
        order.slice(1).forEach((index, place) => {
          expect(utilities[order[place]!]).toBeGreaterThanOrEqual(utilities[index]!);
        });
      }),
      { seed },
    );
  });

  it('uses every strength equally often between equal replies', () => {
    const random = createRandom(`strengths ${seed}`);
    const person = drawPerson(plainChooser(), random);
    const counts = [0, 0, 0];
    for (let trial = 0; trial < 15_000; trial += 1) {
      const utilities = utilitiesOf(person, repliesOf(['generic', 'personal']), random);
      const { strength } = choiceFrom(person, utilities, { ties: true, strengths: 3 });
      counts[strength! - 1] = counts[strength! - 1]! + 1;
    }
    for (const count of counts) expect(Math.abs(count / 15_000 - 1 / 3)).toBeLessThan(allowed(1 / 3, 15_000));
  });

  it('stays on the scale, and higher for what seems better', () => {
    const utility = fc.double({ min: -30, max: 30, noNaN: true });
    fc.assert(
      fc.property(utility, utility, fc.integer({ min: 2, max: 11 }), fc.string(), (first, second, points, text) => {
        const person = drawPerson(usualChooser(armIds), createRandom(text));
        const [lower, higher] = first < second ? [first, second] : [second, first];
        const ratings = [ratingFrom(person, lower), ratingFrom(person, higher)];
        const likert = [likertFrom(person, lower, points), likertFrom(person, higher, points)];
        for (const rating of ratings) expect(Number.isInteger(rating) && rating >= 1 && rating <= 100).toBe(true);
        for (const point of likert) expect(Number.isInteger(point) && point >= 1 && point <= points).toBe(true);
        expect(ratings[0]).toBeLessThanOrEqual(ratings[1]!);
        expect(likert[0]).toBeLessThanOrEqual(likert[1]!);
      }),
      { seed },
    );
  });

  it('rates an average reply as the person usually does', () => {
    const person = drawPerson(plainChooser({ rating: { mean: 60, spread: 0, slope: 12 } }), createRandom('average'));
    expect([ratingFrom(person, 0), ratingFrom(person, 1), ratingFrom(person, 9)]).toEqual([60, 72, 100]);
    expect([likertFrom(person, -9, 5), likertFrom(person, 0, 5), likertFrom(person, 9, 5)]).toEqual([1, 3, 5]);
  });
});

describe('how a scripted participant goes through a session', () => {
  it('leaves as often as set', () => {
    const random = createRandom(`leaving ${seed}`);
    const person = drawPerson(plainChooser({ dropOut: 0.2 }), random);
    expect(Math.abs(shareOf(10_000, () => leaves(person, random)) - 0.2)).toBeLessThan(allowed(0.2, 10_000));
    const faithful = drawPerson(plainChooser({ dropOut: 0 }), random);
    expect(shareOf(1000, () => leaves(faithful, random))).toBe(0);
  });

  it('sends as many messages as the study allows, and usually as many as meant', () => {
    const random = createRandom(`turns ${seed}`);
    const person = drawPerson(plainChooser({ turns: { usual: 3, continuation: 0.5 } }), random);
    for (let trial = 0; trial < 500; trial += 1) {
      const minimum = 1 + drawInteger(random, 6);
      const maximum = minimum + drawInteger(random, 4);
      const turns = turnsOf(person, { minimum, maximum }, random);
      expect(turns).toBeGreaterThanOrEqual(Math.max(minimum, Math.min(3, maximum)));
      expect(turns).toBeLessThanOrEqual(maximum);
    }
  });

  it('writes messages of the length set, on average, and never an empty one', () => {
    const random = createRandom(`messages ${seed}`);
    const person = drawPerson(plainChooser({ messageWords: 15 }), random);
    const words = Array.from({ length: 10_000 }, () => messageWordsOf(person, random));
    expect(Math.min(...words)).toBeGreaterThanOrEqual(1);
    // Standard deviation 8 words: five standard errors of the mean are 0.4.
    expect(Math.abs(words.reduce((sum, count) => sum + count, 0) / 10_000 - 15)).toBeLessThan(0.4);
    const brief = drawPerson(plainChooser({ messageWords: 1 }), random);
    expect(messageWordsOf(brief, random)).toBeGreaterThanOrEqual(1);
  });

  it('needs the time that its pace says', () => {
    const pace = { readingWordsPerMinute: 240, writingWordsPerMinute: 20, judgingSeconds: 5, spread: 0 };
    const person = drawPerson(plainChooser({ pace }), createRandom('pace'));
    expect([secondsToRead(person, 400), secondsToWrite(person, 10), secondsToJudge(person, 4)]).toEqual([100, 30, 20]);
  });
});
