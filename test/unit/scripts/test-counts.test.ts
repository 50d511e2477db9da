import { describe, expect, it } from 'vitest';

import {
  addCounts,
  countPlaywright,
  countStep,
  countVitest,
} from '../../../scripts/tasks/test-counts.ts';

const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };

describe('the sum at the end of a test run', () => {
  it('adds real numbers of tests and one for each check', () => {
    const sum = addCounts([
      countStep(0),
      countStep(2),
      countVitest({ numPassedTests: 40, numTotalTests: 41 }, 1),
      countPlaywright({ stats: { ...stats, expected: 7 } }, 0),
    ]);
    expect(sum).toEqual({ passed: 48, failed: 2 });
  });

  it('counts a test that did not run as failed', () => {
    expect(countPlaywright({ stats: { ...stats, expected: 3, skipped: 2 } }, 0).failed).toBe(2);
    expect(countVitest({ numPassedTests: 3, numTotalTests: 4 }, 0).failed).toBe(1);
  });

  it('takes a runner without tests for a failure', () => {
    expect(countVitest({ numPassedTests: 0, numTotalTests: 0 }, 0)).toEqual({ passed: 0, failed: 1 });
    expect(countPlaywright({ stats }, 0)).toEqual({ passed: 0, failed: 1 });
  });

  it('takes a runner that crashed for a failure, with or without a report', () => {
    expect(countVitest(undefined, 1)).toEqual({ passed: 0, failed: 1 });
    expect(countPlaywright({ stats: { ...stats, expected: 5 } }, 134)).toEqual({
      passed: 5,
      failed: 1,
    });
  });
});
