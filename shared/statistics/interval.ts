/** A 95% confidence interval, in the unit of what it is about. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** 97.5% quantile of the standard normal distribution. */
const normalQuantile = 1.959963984540054;

/** Wald interval, 95%, two-sided: estimate ± 1.96 standard errors, not cut off at the ends of the scale. */
export function waldInterval(estimate: number, standardError: number): Interval {
  return { low: estimate - normalQuantile * standardError, high: estimate + normalQuantile * standardError };
}
