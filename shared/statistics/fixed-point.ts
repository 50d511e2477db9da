export interface FixedPoint {
  readonly at: readonly number[];
  readonly iterations: number;
}

const tolerance = 1e-10;
const smallestStep = 1e-14;
const largestIterationCount = 20_000;

/**
 * Repeats an MM step until it stands still, in strides (SQUAREM, Varadhan & Roland 2008, Scandinavian
 * Journal of Statistics 35, 335–353, scheme S3): MM alone creeps where an arm hardly ever loses. A stride
 * that would lower the likelihood is not taken, so it rises throughout, as with MM.
 * @param start any point, on a scale without bounds (logs)
 * @param step one MM step
 * @param logLikelihood what every step raises
 * @returns a point whose estimated distance from the maximum is below 1e-10, unless rounding is in the way
 * @throws Error when it does not settle
 */
export function fixedPoint(
  start: readonly number[],
  step: (at: readonly number[]) => readonly number[],
  logLikelihood: (at: readonly number[]) => number,
): FixedPoint {
  let at = start;
  for (let iterations = 1; iterations <= largestIterationCount; iterations += 1) {
    const once = step(at);
    const twice = step(once);
    const change = minus(once, at);
    const bend = minus(minus(twice, once), change);
    const length = norm(change);
    const bending = norm(bend);
    if (length < smallestStep || length ** 2 < tolerance * bending) return { at: twice, iterations };
    const stride = Math.max(1, length / bending);
    const strode = at.map(
      (value, index) => value + 2 * stride * (change[index] as number) + stride ** 2 * (bend[index] as number),
    );
    const far = step(strode);
    // NaN and infinities of a stride too wide compare false.
    at = logLikelihood(far) >= logLikelihood(twice) ? far : twice;
  }
  throw new Error(`Worths did not settle in ${largestIterationCount} steps. Give a higher weight to pseudo-rankings.`);
}

function minus(first: readonly number[], second: readonly number[]): readonly number[] {
  return first.map((value, index) => value - (second[index] as number));
}

function norm(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}
