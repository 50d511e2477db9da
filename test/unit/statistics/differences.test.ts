import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../shared/allocation/random.ts';
import { drawNormal } from '../../../shared/rehearsal/draws.ts';
import { clusterBootstrap } from '../../../shared/statistics/cluster-bootstrap.ts';
import { benjaminiHochbergAdjusted, holmAdjusted } from '../../../shared/statistics/holm.ts';
import { pairedTest } from '../../../shared/statistics/paired.ts';
import { equivalenceTest } from '../../../shared/statistics/tost.ts';
import { wilsonInterval } from '../../../shared/statistics/wilson.ts';
import { reference } from './reference-values.ts';

const seed = Number(process.env.VISAVIS_TEST_SEED ?? Date.now() % 2 ** 31);
console.info(`differences: VISAVIS_TEST_SEED=${seed}`);

const { clusters, tost, bootstrap, ...wanted } = reference.paired;
const meanOfMeans = (sample: readonly (readonly number[])[]): number => {
  const means = sample.filter((own) => own.length > 0).map((own) => own.reduce((sum, value) => sum + value, 0) / own.length);
  return means.reduce((sum, value) => sum + value, 0) / means.length;
};

describe('paired differences', () => {
  it('agree with scipy’s t test of the participants’ means', () => {
    const result = pairedTest(clusters);
    for (const [name, value] of Object.entries(wanted)) {
      expect(result[name as keyof typeof wanted]).toBeCloseTo(value, 9);
    }
    expect(result.effectSize).toBeCloseTo(wanted.mean / wanted.standardDeviation, 12);
    expect(result.effectSizeCorrected).toBeLessThan(result.effectSize);
  });

  it('count a participant once, however often they judged', () => {
    const once = pairedTest([[4], [1], [3], [-1]]);
    const often = pairedTest([[4, 4, 4, 4, 4, 4], [0, 2], [3], [-1, -1, -1], []]);
    expect(often).toEqual(once);
  });

  it('are certain when everybody agrees, and know nothing when nobody differs', () => {
    expect(pairedTest([[2], [2], [2]])).toMatchObject({ t: Infinity, p: 0 });
    expect(pairedTest([[0], [0], [0]])).toMatchObject({ t: 0, p: 1 });
  });

  it('need two participants', () => {
    expect(() => pairedTest([[1, 2, 3], []])).toThrow('2 participants or more, not 1');
  });
});

describe('equivalence', () => {
  it('agrees with the two one-sided tests of statsmodels', () => {
    for (const { low, high, pLow, pHigh, p } of tost) {
      const result = equivalenceTest(clusters, { low, high });
      expect(result.pLow).toBeCloseTo(pLow, 9);
      expect(result.pHigh).toBeCloseTo(pHigh, 9);
      expect(result.p).toBeCloseTo(p, 9);
      expect(result.equivalent).toBe(result.low > low && result.high < high);
    }
  });

  it('refuses margins without room', () => {
    expect(() => equivalenceTest(clusters, { low: 1, high: 1 })).toThrow('not below the upper margin');
  });
});

describe('several contrasts', () => {
  it('are adjusted as statsmodels does', () => {
    const { p, holm, benjaminiHochberg } = reference.adjusted;
    holmAdjusted(p).forEach((value, index) => expect(value).toBeCloseTo(holm[index]!, 12));
    benjaminiHochbergAdjusted(p).forEach((value, index) => expect(value).toBeCloseTo(benjaminiHochberg[index]!, 12));
  });

  it('refuse what is no p value', () => {
    expect(() => holmAdjusted([0.2, 1.2])).toThrow('1.2 is not a p value');
    expect(holmAdjusted([])).toEqual([]);
  });
});

describe('the interval of a share', () => {
  it('agrees with statsmodels’ Wilson interval', () => {
    for (const [successes, trials, low, high] of reference.wilson) {
      const interval = wilsonInterval(successes, trials);
      expect(interval.low).toBeCloseTo(low, 12);
      expect(interval.high).toBeCloseTo(high, 12);
    }
  });

  it('is refused without a trial', () => {
    expect(() => wilsonInterval(0, 0)).toThrow('0 of 0 is not a share');
  });
});

describe('the participant-cluster bootstrap', () => {
  it('agrees with scipy’s percentile bootstrap of participants', () => {
    const judged = clusters.filter((own) => own.length > 0);
    const { estimates, failed } = clusterBootstrap(judged, (sample) => [meanOfMeans(sample)], {
      random: createRandom(`bootstrap ${seed}`),
      resamples: 40_000,
    });
    const { estimate, standardError, low, high } = estimates[0]!;
    expect(failed).toBe(0);
    expect(estimate).toBeCloseTo(wanted.mean, 12);
    expect(standardError / bootstrap.standardError).toBeCloseTo(1, 1.4);
    // Monte Carlo error of an end is about 2.6 standard errors over √40,000; five of them are allowed.
    const allowed = (5 * 2.6 * bootstrap.standardError) / 200;
    expect(Math.abs(low - bootstrap.low)).toBeLessThan(allowed);
    expect(Math.abs(high - bootstrap.high)).toBeLessThan(allowed);
  });

  it('draws the same resamples from the same seed, 2,000 unless told otherwise', () => {
    const draw = () => clusterBootstrap(clusters, (sample) => [meanOfMeans(sample)], { random: createRandom('same') });
    expect(draw()).toEqual(draw());
    expect(draw().resamples).toBe(2000);
  });

  it('is wider than one that takes the judgements of a person for independent', () => {
    const random = createRandom(`clusters ${seed}`);
    const people = Array.from({ length: 60 }, () => {
      const own = drawNormal(random) * 2;
      return Array.from({ length: 8 }, () => own + drawNormal(random) * 0.5);
    });
    const width = (sample: readonly (readonly number[])[]): number => {
      const { low, high } = clusterBootstrap(sample, (drawn) => [meanOfMeans(drawn)], { random }).estimates[0]!;
      return high - low;
    };
    expect(width(people)).toBeGreaterThan(2 * width(people.flat().map((value) => [value])));
  });

  it('says how many resamples had no answer', () => {
    const { failed, resamples } = clusterBootstrap([1, 2, 3], (sample) => (new Set(sample).size > 1 ? [sample[0]!] : undefined), {
      random: createRandom('failures'),
    });
    expect(failed).toBeGreaterThan(0);
    // All three alike: 3 of 27 draws.
    expect(failed / resamples).toBeCloseTo(1 / 9, 1.3);
  });
});
