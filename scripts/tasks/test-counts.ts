export type Counts = { readonly passed: number; readonly failed: number };

type VitestReport = {
  readonly numPassedTests: number;
  readonly numTotalTests: number;
};

type PlaywrightReport = {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
};

/** A step without tests of its own counts as one. */
export function countStep(exitCode: number): Counts {
  return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** What did not run did not pass: a skipped test counts as failed. */
export function countVitest(report: unknown, exitCode: number): Counts {
  if (!isVitestReport(report)) return nothingRan;
  const { numPassedTests: passed, numTotalTests: total } = report;
  return withRunner({ passed, failed: total - passed }, exitCode);
}

export function countPlaywright(report: unknown, exitCode: number): Counts {
  if (!isPlaywrightReport(report)) return nothingRan;
  const { expected, unexpected, flaky, skipped } = report.stats;
  return withRunner({ passed: expected, failed: unexpected + flaky + skipped }, exitCode);
}

export function addCounts(all: readonly Counts[]): Counts {
  return all.reduce(
    (sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }),
    { passed: 0, failed: 0 },
  );
}

/** A runner that ended badly, or ran nothing, has failed even where no test has. */
function withRunner(counts: Counts, exitCode: number): Counts {
  const ranNothing = counts.passed + counts.failed === 0;
  const brokeOff = exitCode !== 0 && counts.failed === 0;
  return ranNothing || brokeOff ? { ...counts, failed: counts.failed + 1 } : counts;
}

const nothingRan: Counts = { passed: 0, failed: 1 };

function isVitestReport(report: unknown): report is VitestReport {
  return hasNumbers(report, ['numPassedTests', 'numTotalTests']);
}

function isPlaywrightReport(report: unknown): report is PlaywrightReport {
  if (typeof report !== 'object' || report === null || !('stats' in report)) return false;
  return hasNumbers(report.stats, ['expected', 'unexpected', 'flaky', 'skipped']);
}

function hasNumbers(value: unknown, names: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Readonly<Record<string, unknown>>;
  return names.every((name) => typeof fields[name] === 'number');
}
