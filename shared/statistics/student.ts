import { incompleteBeta } from './incomplete-beta.ts';
import { normalQuantile } from './normal.ts';

/**
 * Student's t distribution: P(T ≤ t), through the regularised incomplete beta function. Absolute error
 * below 1e-12, relative error in the tails below 1e-9.
 * @param degreesOfFreedom above 0, not necessarily whole
 */
export function studentCdf(t: number, degreesOfFreedom: number): number {
  refuseDegrees(degreesOfFreedom);
  if (Number.isNaN(t)) return Number.NaN;
  const tail = upperTail(Math.abs(t), degreesOfFreedom);
  return t > 0 ? 1 - tail : tail;
}

/** The two-sided p value of a t statistic: P(|T| ≥ |t|), without loss of figures far out. */
export function studentTwoSided(t: number, degreesOfFreedom: number): number {
  refuseDegrees(degreesOfFreedom);
  return Math.min(1, 2 * upperTail(Math.abs(t), degreesOfFreedom));
}

/**
 * The quantile function of Student's t distribution: the t with P(T ≤ t) = probability, found by
 * bisection on the tail. Relative error below 1e-11.
 * @returns −Infinity at 0 and Infinity at 1
 * @throws RangeError when the probability is not in 0 … 1 or the degrees of freedom are not above 0
 */
export function studentQuantile(probability: number, degreesOfFreedom: number): number {
  refuseDegrees(degreesOfFreedom);
  if (!(probability >= 0 && probability <= 1)) throw new RangeError(`${probability} is not a probability.`);
  if (probability === 0.5) return 0;
  const tail = Math.min(probability, 1 - probability);
  if (tail === 0) return probability === 0 ? -Infinity : Infinity;
  // Tails of t are heavier than the normal's, so the normal quantile lies on the near side.
  let near = 0;
  let far = Math.max(1, Math.abs(normalQuantile(tail)));
  while (upperTail(far, degreesOfFreedom) > tail) {
    near = far;
    far *= 2;
  }
  while (far - near > 1e-13 * far) {
    const middle = (near + far) / 2;
    if (middle <= near || middle >= far) break;
    if (upperTail(middle, degreesOfFreedom) > tail) near = middle;
    else far = middle;
  }
  const size = (near + far) / 2;
  return probability < 0.5 ? -size : size;
}

function refuseDegrees(degreesOfFreedom: number): void {
  if (!(degreesOfFreedom > 0 && Number.isFinite(degreesOfFreedom))) {
    throw new RangeError(`Degrees of freedom are above 0, not ${degreesOfFreedom}.`);
  }
}

/** P(T ≥ t) for t ≥ 0. */
function upperTail(t: number, degreesOfFreedom: number): number {
  if (t === Infinity) return 0;
  const square = t * t;
  const a = degreesOfFreedom / 2;
  const x = degreesOfFreedom / (degreesOfFreedom + square);
  // 1 − x without cancellation: near the middle it is what the figures hang on.
  const rest = square / (degreesOfFreedom + square);
  return rest < 1.5 / (a + 2.5) ? (1 - incompleteBeta(rest, 0.5, a)) / 2 : incompleteBeta(x, a, 0.5) / 2;
}
