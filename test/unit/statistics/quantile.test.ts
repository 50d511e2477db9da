import { describe, expect, it } from 'vitest';
import { quantile, quartiles } from '../../../shared/statistics/quantile.ts';
import reference from '../../reference/statistics/reference.json' with { type: 'json' };

describe('times from reveal to judgement', () => {
  it('are summarised as numpy and R do it (type 7)', () => {
    const { sample, shares, values } = reference.quantiles;
    shares.forEach((share, index) => expect(quantile(sample, share)).toBeCloseTo(values[index] ?? NaN, 9));
    expect(quartiles(sample)).toEqual({ n: 10, lower: values[2], median: values[3], upper: values[4] });
  });

  it('of a single judgement are that judgement, and of none are none', () => {
    expect(quartiles([4_200])).toEqual({ n: 1, lower: 4_200, median: 4_200, upper: 4_200 });
    expect(quartiles([])).toEqual({ n: 0, lower: null, median: null, upper: null });
  });

  it('are left in their order', () => {
    const sample = [3, 1, 2];
    quantile(sample, 0.5);
    expect(sample).toEqual([3, 1, 2]);
  });

  it('refuse a share that is a percentage', () => {
    expect(() => quantile([1, 2], 25)).toThrow('not 25');
  });
});
