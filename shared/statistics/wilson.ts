import { normalQuantile } from './normal.ts';

/**
 * Confidence interval of a share, from its score test (Wilson 1927, JASA 22, 209–212). For independent
 * trials, such as the runs of a simulation.
 * @param successes 0 … trials
 * @param confidence 0.95 by default
 * @returns limits between 0 and 1
 * @throws RangeError without a trial
 */
export function wilsonInterval(
  successes: number,
  trials: number,
  confidence = 0.95,
): { readonly low: number; readonly high: number } {
  if (!(trials > 0 && successes >= 0 && successes <= trials)) {
    throw new RangeError(`${successes} of ${trials} is not a share.`);
  }
  const z = normalQuantile((1 + confidence) / 2);
  const share = successes / trials;
  const spread = 1 + (z * z) / trials;
  const centre = (share + (z * z) / (2 * trials)) / spread;
  const reach = (z * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials))) / spread;
  // At the ends the limits are 0 and 1, but for rounding.
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - reach),
    high: successes === trials ? 1 : Math.min(1, centre + reach),
  };
}
