import { describe, expect, it } from 'vitest';
import { createRandom, drawInteger, shuffled } from '../../../shared/allocation/random.ts';
import { blindingReport, type BlindingRecords, type GuessRecord } from '../../../shared/blinding/blinding-report.ts';
import { bangIndex, jamesIndex } from '../../../shared/statistics/blinding-index.ts';
import { binomialTest } from '../../../shared/statistics/binomial.ts';

const arms = ['generic', 'prompted', 'pooled', 'personal'];
const nothing: BlindingRecords = {
  armIds: arms,
  sureDegrees: ['guess', 'sure'],
  guesses: [],
  judgements: [],
  replies: [],
  leaks: [],
  unblindings: [],
};

/** A guess in a conversation whose slots A, B, … hold these arms; one arm was to be named. */
function guess(participant: string, shown: readonly string[], named: string | null, more: Partial<GuessRecord> = {}): GuessRecord {
  return {
    participantId: participant,
    sessionId: `${participant}-1`,
    conversationId: 'first',
    slots: shown.map((armId, index) => ({ slot: 'ABCDEF'.charAt(index), armId })),
    guessedSlot: named,
    targets: ['personal'],
    sure: named === null ? null : 'guess',
    ...more,
  };
}

function reportOn(guesses: readonly GuessRecord[], seed = 'report') {
  return blindingReport({ ...nothing, guesses }, seed);
}

/** Participants who name a slot at random, and with some probability the right one. */
function study(participants: number, seen: number, seed: string): GuessRecord[] {
  const random = createRandom(seed);
  return Array.from({ length: participants }, (_, number) =>
    ['first', 'second', 'third'].map((conversationId) => {
      const shown = shuffled(arms, random);
      const place = random.next() < seen ? shown.indexOf('personal') : drawInteger(random, 4);
      return guess(`P${number}`, shown, 'ABCD'.charAt(place), { conversationId });
    }),
  ).flat();
}

describe('the blinding report of a study with two arms', () => {
  // Each person sees one pair of replies and says which of the two was personal: every slot is a unit.
  const seen = (count: number, named: 'A' | 'B' | null, from: number) =>
    Array.from({ length: count }, (_, index) => guess(`P${from + index}`, ['personal', 'generic'], named));
  const guesses = [...seen(18, 'A', 0), ...seen(8, 'B', 100), ...seen(4, null, 200)];
  const report = blindingReport({ ...nothing, armIds: ['personal', 'generic'], guesses }, 'two');

  it('counts right guesses against one in two', () => {
    expect(report.guesses).toMatchObject({ named: 26, right: 18, expected: 13, chance: 0.5, share: 18 / 26 });
    expect(report.guesses.pValue).toBeCloseTo(binomialTest(18, 26, 0.5), 12);
    expect(report).toMatchObject({ given: 30, none: 4, unscorable: 0, participants: 30 });
  });

  it('gives each arm the table that its slots fill, "none of them" as don\'t know', () => {
    const counts = { right: 18, wrong: 8, unknown: 4 };
    for (const arm of report.arms) {
      expect(arm).toMatchObject({ units: 30, counts, chance: 0 });
      expect(arm.bang?.estimate).toBeCloseTo(bangIndex(counts)?.estimate ?? NaN, 12);
      expect(arm.aboveChance?.estimate).toBeCloseTo(10 / 30, 12);
    }
    expect(report.arms.map((arm) => arm.targetUnits)).toEqual([30, 0]);
    expect(report.james?.estimate).toBeCloseTo(jamesIndex({ treatment: counts, control: counts })?.estimate ?? NaN, 12);
    expect(report.jamesChance).toBeCloseTo(0.5 + 4 / 30 / 2, 12);
  });

  it('has intervals like those of the formula, as every person guessed once', () => {
    const formula = bangIndex({ right: 18, wrong: 8, unknown: 4 })?.interval;
    expect(report.arms[0]?.bang?.interval?.low).toBeCloseTo(formula?.low ?? NaN, 1);
    expect(report.arms[0]?.bang?.interval?.high).toBeCloseTo(formula?.high ?? NaN, 1);
  });
});

describe('the blinding report of a study with four arms', () => {
  it('finds nothing in 19 of 20 studies in which nobody could tell', () => {
    const studies = 120;
    const covered = { share: 0, james: 0, bang: 0 };
    const holds = (interval: { low: number; high: number } | null | undefined, truth: number): number =>
      interval && interval.low <= truth && truth <= interval.high ? 1 : 0;
    for (let number = 0; number < studies; number += 1) {
      const report = blindingReport({ ...nothing, guesses: study(60, 0, `blind ${number}`) }, 'coverage', 300);
      covered.share += holds(report.guesses.shareInterval, 0.25);
      covered.james += holds(report.james?.interval, 0.5);
      covered.bang += report.arms.reduce((sum, arm) => sum + holds(arm.aboveChance?.interval, 0) / 4, 0);
    }
    // 114 of 120 are to be expected, with a standard error of 2.4.
    for (const count of Object.values(covered)) {
      expect(count).toBeGreaterThan(105);
      expect(count).toBeLessThan(120);
    }
  });

  it('says what chance would give, which is not nil when one slot of four is named', () => {
    const report = reportOn(study(200, 0, 'blind'));
    expect(report.arms.map((arm) => arm.chance)).toEqual([0.5, 0.5, 0.5, -0.5]);
    expect(report.jamesChance).toBeCloseTo(0.5, 12);
  });

  it('finds it where a fifth of the conversations gave it away', () => {
    const report = reportOn(study(200, 0.2, 'leaky'));
    expect(report.guesses.pValue).toBeLessThan(0.001);
    expect(report.guesses.shareInterval?.low).toBeGreaterThan(0.25);
    expect(report.james?.interval?.high).toBeLessThan(0.5);
    expect(report.arms[3]?.aboveChance?.interval?.low).toBeGreaterThan(0);
  });

  it('is as unsure as there are few people, however often each guessed', () => {
    const width = (guesses: GuessRecord[]): number => {
      const interval = reportOn(guesses).guesses.shareInterval;
      return (interval?.high ?? NaN) - (interval?.low ?? NaN);
    };
    const people = Array.from({ length: 12 }, (_, number) => guess(`P${number}`, arms, number < 5 ? 'D' : 'A'));
    const repeated = people.flatMap((each) => Array.from({ length: 10 }, (_, index) => ({ ...each, conversationId: `c${index}` })));
    const many = repeated.map((each, index) => ({ ...each, participantId: `P${index}` }));
    expect(width(repeated)).toBeCloseTo(width(people), 12);
    expect(width(many)).toBeLessThan(width(people) / 2);
  });

  it('is the same from the same seed, and draws anew from another', () => {
    const guesses = study(30, 0.2, 'seeds');
    expect(reportOn(guesses, 'a')).toEqual(reportOn(guesses, 'a'));
    expect(reportOn(guesses, 'a').james?.interval).not.toEqual(reportOn(guesses, 'b').james?.interval);
    expect(reportOn(guesses, 'a').james?.estimate).toBe(reportOn(guesses, 'b').james?.estimate);
  });
});

describe('the blinding report', () => {
  it('adds up conversations with different numbers of slots exactly', () => {
    const report = reportOn([guess('P1', ['personal', 'generic'], 'A'), guess('P2', ['generic', 'pooled', 'prompted', 'personal'], 'D')]);
    expect(report.guesses).toMatchObject({ named: 2, right: 2, expected: 0.75, chance: null });
    // Both right: 1/2 × 1/4. Nothing is less likely.
    expect(report.guesses.pValue).toBeCloseTo(0.125, 12);
  });

  it('expects more of a guess where several arms were personalised', () => {
    const report = reportOn([guess('P1', arms, 'B', { targets: ['prompted', 'pooled', 'personal'] })]);
    expect(report.guesses).toMatchObject({ named: 1, right: 1, chance: 0.75 });
    expect(report.arms.map((arm) => arm.counts.right)).toEqual([1, 1, 0, 0]);
  });

  it('leaves out conversations in which there was nothing to tell apart, and says so', () => {
    const report = reportOn([guess('P1', ['generic', 'pooled'], 'A'), guess('P2', ['personal'], 'A'), guess('P3', arms, 'D')]);
    expect(report).toMatchObject({ given: 3, unscorable: 2, participants: 1 });
    expect(report.guesses).toMatchObject({ named: 1, right: 1, shareInterval: null });
  });

  it('splits guesses by how sure people were, in the order of the study', () => {
    const report = reportOn([guess('P1', arms, 'D', { sure: 'sure' }), guess('P2', arms, 'A'), guess('P3', arms, 'D', { sure: 'sure' })]);
    expect(report.bySureness.map(({ sure, named, right }) => ({ sure, named, right }))).toEqual([
      { sure: 'guess', named: 1, right: 0 },
      { sure: 'sure', named: 2, right: 2 },
    ]);
  });

  it('sums up times, leaks and unblindings', () => {
    const report = blindingReport(
      {
        ...nothing,
        judgements: [1_000, 2_000, 4_000, 8_000].map((milliseconds) => ({ armId: 'pooled', milliseconds })),
        replies: [{ armId: 'personal' }, { armId: 'personal' }, { armId: 'generic' }],
        leaks: [
          { armId: 'personal', category: 'profile', action: 'masked' },
          { armId: 'generic', category: 'name', action: 'shown' },
          { armId: 'personal', category: 'profile', action: 'masked' },
        ],
        unblindings: [
          { sessionId: 'S2', atUtcMilliseconds: 2_000, reason: 'Adverse event' },
          { sessionId: 'S1', atUtcMilliseconds: 1_000, reason: 'Check' },
        ],
      },
      'sums',
    );
    expect(report.judgementTimes[2]).toEqual({ armId: 'pooled', n: 4, lower: 1_750, median: 3_000, upper: 5_000 });
    expect(report.judgementTimes[0]).toEqual({ armId: 'generic', n: 0, lower: null, median: null, upper: null });
    expect(report.leaks).toEqual([
      { armId: 'generic', category: 'name', action: 'shown', count: 1 },
      { armId: 'personal', category: 'profile', action: 'masked', count: 2 },
    ]);
    expect(report.repliesScanned.map(({ count }) => count)).toEqual([1, 0, 0, 2]);
    expect(report.unblindings.map(({ sessionId }) => sessionId)).toEqual(['S1', 'S2']);
  });

  it('of a study without sessions says nothing rather than something made up', () => {
    const report = blindingReport(nothing, 'empty');
    expect(report.guesses).toEqual({ named: 0, right: 0, expected: 0, chance: null, share: null, pValue: null, exactInterval: null, shareInterval: null });
    expect(report).toMatchObject({ james: null, jamesChance: null, resamples: 0 });
    expect(report.arms.every((arm) => arm.bang === null && arm.chance === null)).toBe(true);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it('refuses a guess about an arm that is not reported', () => {
    expect(() => reportOn([guess('P1', ['personal', 'unheard-of'], 'A')])).toThrow('"unheard-of"');
  });
});
