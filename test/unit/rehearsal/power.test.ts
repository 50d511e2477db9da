import { describe, expect, it } from 'vitest';
import { usualChooser, type ChooserParameters } from '../../../shared/rehearsal/chooser-parameters.ts';
import {
  type PowerDesign,
  type PowerPoint,
  PowerTest,
  type SimulatedOutcome,
  simulatePower,
} from '../../../shared/rehearsal/power.ts';
import { reference } from '../statistics/reference-values.ts';

const seed = Number(process.env.VISAVIS_TEST_SEED ?? Date.now() % 2 ** 31);
console.info(`power: VISAVIS_TEST_SEED=${seed}`);

const armIds = ['generic', 'prompted', 'pooled', 'personal'];

function chooserWith(changes: Partial<ChooserParameters> = {}): ChooserParameters {
  return {
    ...usualChooser(armIds),
    worthSpread: 0,
    positionBias: { kind: 'none' },
    lengthBias: 0,
    tieRate: 0,
    dropOut: 0,
    ...changes,
  };
}

function designWith(changes: Partial<PowerDesign> = {}): PowerDesign {
  return {
    armIds,
    armsPerConversation: null,
    conversationsPerParticipant: 4,
    slotOrders: null,
    replyCharacters: null,
    ...changes,
  };
}

function testWith(changes: Partial<PowerTest> = {}): PowerTest {
  return PowerTest.parse({
    outcome: { kind: 'ranking', ties: true },
    first: 'personal',
    second: 'generic',
    expectation: 'different',
    margin: null,
    significance: 0.05,
    sampleSizes: [40],
    runs: 600,
    seed: `power ${seed}`,
    ...changes,
  });
}

function curve(chooser: ChooserParameters, design: PowerDesign, test: PowerTest): readonly PowerPoint[] {
  const steps = simulatePower(chooser, design, test);
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

function powerOf(chooser: ChooserParameters, design: PowerDesign, test: PowerTest): number {
  return curve(chooser, design, test)[0]!.power;
}

/** Five Monte Carlo errors, passed by chance but once in a million runs. */
function allowed(power: number, runs: number): number {
  return 5 * Math.sqrt((power * (1 - power)) / runs);
}

const better = { worths: { generic: 0, prompted: 0, pooled: 0, personal: 0.4 } };
const outcomes: SimulatedOutcome[] = [
  { kind: 'ranking', ties: true },
  { kind: 'rating' },
  { kind: 'likert', points: 7 },
  { kind: 'choice', ties: true },
];

describe('power for independent pairs', () => {
  const pair = designWith({ armIds: ['generic', 'personal'], conversationsPerParticipant: 1 });

  it.each(reference.power)('of %i pairs preferred with p = %f agrees with summed binomial probabilities', (pairs, p, exact) => {
    const runs = pairs > 500 ? 600 : 1500;
    const chooser = chooserWith({ worths: { generic: 0, personal: Math.log(p / (1 - p)) } });
    const test = testWith({ outcome: { kind: 'choice', ties: false }, sampleSizes: [pairs], runs });
    const { power, standardError, low, high } = curve(chooser, pair, test)[0]!;
    expect(Math.abs(power - exact)).toBeLessThan(allowed(exact, runs));
    expect(standardError).toBeCloseTo(Math.sqrt((power * (1 - power)) / runs), 12);
    expect(low).toBeLessThan(power);
    expect(high).toBeGreaterThan(power);
  });

  it('reaches 80% with the floors of the tables, for which the binomial sums stand', () => {
    // The tables use a normal approximation, which is off by less than one point in a hundred.
    const floors = reference.power.filter(([, p]) => p > 0.5);
    expect(floors.map(([pairs, p]) => [pairs, p])).toEqual([[783, 0.55], [194, 0.6], [85, 0.65]]);
    for (const [, , exact] of floors) expect(Math.abs(exact - 0.8)).toBeLessThan(0.01);
  });
});

describe('a rehearsal of a study without a difference', () => {
  it.each(outcomes)('finds one as often as the level says, though people differ ($kind)', (outcome) => {
    const chooser = chooserWith({ worthSpread: 1, tieRate: 0.15, dropOut: 0.05 });
    const power = powerOf(chooser, designWith(), testWith({ outcome, runs: 1500 }));
    expect(Math.abs(power - 0.05)).toBeLessThan(allowed(0.05, 1500));
  });

  it('finds the first arm better half as often', () => {
    const power = powerOf(chooserWith(), designWith(), testWith({ expectation: 'first-better', runs: 1500 }));
    expect(Math.abs(power - 0.025)).toBeLessThan(allowed(0.025, 1500));
  });

  it('takes a preferred slot for a better arm only when the list leaves the arm there', () => {
    const chooser = chooserWith({ positionBias: { kind: 'linear', firstOverLast: 1 } });
    const always = [[['personal', 'prompted', 'pooled', 'generic']]];
    const balanced = [...always, [['generic', 'prompted', 'pooled', 'personal']]];
    const design = designWith({ conversationsPerParticipant: 1 });
    expect(powerOf(chooser, { ...design, slotOrders: always }, testWith())).toBeGreaterThan(0.6);
    expect(powerOf(chooser, { ...design, slotOrders: balanced }, testWith())).toBeLessThan(0.1);
  });
});

describe('a rehearsal of a study with a difference', () => {
  it.each(outcomes)('finds it more often with more participants ($kind)', (outcome) => {
    const points = curve(chooserWith(better), designWith(), testWith({ outcome, sampleSizes: [80, 10, 40, 20] }));
    expect(points.map(({ sampleSize }) => sampleSize)).toEqual([80, 10, 40, 20]);
    const [eighty, ten, forty, twenty] = points.map(({ power }) => power);
    expect(ten).toBeLessThan(twenty!);
    expect(twenty).toBeLessThan(forty!);
    expect(forty).toBeLessThan(eighty!);
  });

  it('finds it less often the more people differ, and no number of conversations makes up for people', () => {
    const test = testWith({ outcome: { kind: 'rating' } });
    const alike = powerOf(chooserWith(better), designWith(), test);
    const different = powerOf(chooserWith({ ...better, worthSpread: 1 }), designWith(), test);
    const many = powerOf(chooserWith({ ...better, worthSpread: 1 }), designWith({ conversationsPerParticipant: 40 }), test);
    expect(different).toBeLessThan(alike - 0.2);
    expect(many).toBeLessThan(alike);
  });

  it('finds it less often when people leave, or meet the two arms less often', () => {
    const whole = powerOf(chooserWith(better), designWith(), testWith());
    expect(powerOf(chooserWith({ ...better, dropOut: 0.6 }), designWith(), testWith())).toBeLessThan(whole - 0.1);
    expect(powerOf(chooserWith(better), designWith({ armsPerConversation: 2 }), testWith())).toBeLessThan(whole - 0.1);
  });

  it('finds a longer arm better, though it is not', () => {
    const long = { mean: 420, standardDeviation: 40 };
    const usual = { mean: 300, standardDeviation: 40 };
    const replyCharacters = { generic: usual, prompted: usual, pooled: usual, personal: long };
    const chooser = chooserWith({ lengthBias: Math.log(1.57) });
    expect(powerOf(chooser, designWith({ replyCharacters }), testWith())).toBeGreaterThan(0.6);
  });
});

describe('a rehearsal of equivalence', () => {
  it('finds equal arms equivalent, the more often the more take part', () => {
    const test = testWith({ outcome: { kind: 'rating' }, expectation: 'equivalent', margin: 4, sampleSizes: [20, 80] });
    const [few, many] = curve(chooserWith(), designWith(), test);
    expect(many!.power).toBeGreaterThan(few!.power + 0.2);
  });

  it('seldom finds arms equivalent that lie at the margin', () => {
    const test = testWith({ outcome: { kind: 'choice', ties: false }, expectation: 'equivalent', margin: 0.2, sampleSizes: [100], runs: 1000 });
    // Preferred with p = 0.6: a net share of 0.2.
    const chooser = chooserWith({ worths: { generic: 0, personal: Math.log(0.6 / 0.4) } });
    const pair = designWith({ armIds: ['generic', 'personal'] });
    expect(Math.abs(powerOf(chooser, pair, test) - 0.05)).toBeLessThan(allowed(0.05, 1000));
  });
});

describe('the simulation', () => {
  it('stops after every run with the curve so far, so that it can be shown and broken off', () => {
    const steps = simulatePower(chooserWith(better), designWith(), testWith({ runs: 50, sampleSizes: [10, 20] }));
    const seen = Array.from({ length: 3 }, () => steps.next().value);
    expect(seen).toMatchObject([
      { runsDone: 1, runs: 50 },
      { runsDone: 2, runs: 50 },
      { runsDone: 3, runs: 50, points: [{ sampleSize: 10, runs: 3 }, { sampleSize: 20, runs: 3 }] },
    ]);
    expect(steps.return([])).toEqual({ done: true, value: [] });
  });

  it('gives the same curve for the same seed, and the same point in whatever curve it stands', () => {
    const small = curve(chooserWith(better), designWith(), testWith({ seed: 'same', sampleSizes: [20], runs: 100 }));
    const large = curve(chooserWith(better), designWith(), testWith({ seed: 'same', sampleSizes: [60, 20], runs: 100 }));
    expect(large[1]).toEqual(small[0]);
    expect(curve(chooserWith(better), designWith(), testWith({ seed: 'same', sampleSizes: [20], runs: 100 }))).toEqual(small);
  });

  it('holds still: the curve of a known seed', () => {
    const test = testWith({ seed: 'visavis', sampleSizes: [20, 60], runs: 200 });
    expect(curve(usualChooser(armIds), designWith(), test).map(({ detections }) => detections)).toMatchInlineSnapshot(`
      [
        6,
        9,
      ]
    `);
  });

  it('refuses a contrast that cannot be seen', () => {
    const run = (design: PowerDesign, test: PowerTest) => () => simulatePower(chooserWith(), design, test).next();
    expect(run(designWith(), testWith({ first: 'stranger' }))).toThrow('"stranger" is not in the design');
    expect(run(designWith({ slotOrders: [[['personal', 'pooled']]] }), testWith())).toThrow('never meet in the allocation list');
    expect(run(designWith({ armsPerConversation: 1 }), testWith())).toThrow('1 of 4 arms cannot be compared');
    expect(() => testWith({ margin: 3 })).toThrow('A margin belongs to the expectation');
    expect(() => testWith({ second: 'personal' })).toThrow('set against itself');
  });
});
