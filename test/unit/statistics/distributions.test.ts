import { describe, expect, it } from 'vitest';
import { normalCdf, normalQuantile } from '../../../shared/statistics/normal.ts';
import { studentCdf, studentQuantile, studentTwoSided } from '../../../shared/statistics/student.ts';
import { reference } from './reference-values.ts';

function expectClose(value: number, wanted: number, relative: number): void {
  expect(Math.abs(value - wanted), `${value} for ${wanted}`).toBeLessThanOrEqual(relative * Math.abs(wanted));
}

describe('the normal distribution', () => {
  it('agrees with 50 digits of mpmath, tails included', () => {
    for (const [z, probability] of reference.normalCdf) expectClose(normalCdf(z), probability, 1e-13);
  });

  it('gives quantiles that agree with 50 digits of mpmath', () => {
    for (const [probability, z] of reference.normalQuantile) expectClose(normalQuantile(probability), z, 1e-13);
  });

  it('reaches its ends and refuses what is no probability', () => {
    expect([normalQuantile(0), normalQuantile(1), normalCdf(-50), normalCdf(50)]).toEqual([-Infinity, Infinity, 0, 1]);
    expect(() => normalQuantile(1.01)).toThrow('1.01 is not a probability');
  });
});

describe('Student’s t distribution', () => {
  it('agrees with 50 digits of mpmath from half a degree of freedom to 100,000', () => {
    for (const [t, degrees, probability] of reference.studentCdf) {
      expect(Math.abs(studentCdf(t, degrees) - probability), `t = ${t}, ${degrees} df`).toBeLessThan(1e-10);
    }
  });

  it('keeps the figures of small p values', () => {
    for (const [t, degrees, probability] of reference.studentCdf) {
      if (t < -2) expectClose(studentTwoSided(t, degrees), 2 * probability, 1e-8);
    }
  });

  it('gives quantiles that agree with 50 digits of mpmath', () => {
    for (const [probability, degrees, t] of reference.studentQuantile) {
      expectClose(studentQuantile(probability, degrees), t, 1e-9);
    }
  });

  it('refuses what is no probability and no degrees of freedom', () => {
    expect(studentQuantile(1, 5)).toBe(Infinity);
    expect(() => studentQuantile(-0.1, 5)).toThrow(RangeError);
    expect(() => studentCdf(1, 0)).toThrow('Degrees of freedom are above 0');
  });
});
