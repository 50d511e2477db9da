/**
 * Quantile of a sample, type 7 of Hyndman & Fan (1996): linear between order statistics, the default of
 * R and numpy.
 * @param sample numbers in any order and unit; not changed
 * @param share 0 (smallest) to 1 (largest); 0.5 is the median
 * @returns in the unit of the sample; null for an empty sample
 * @throws RangeError when the share lies outside 0 … 1
 */
export function quantile(sample: readonly number[], share: number): number | null {
  return quantileOfSorted([...sample].sort((a, b) => a - b), share);
}

/** Number of values, lower quartile, median and upper quartile. */
export interface Quartiles {
  readonly n: number;
  readonly lower: number | null;
  readonly median: number | null;
  readonly upper: number | null;
}

/** Quartiles of a sample, type 7, in its own unit; null when it is empty. */
export function quartiles(sample: readonly number[]): Quartiles {
  const sorted = [...sample].sort((a, b) => a - b);
  return {
    n: sorted.length,
    lower: quantileOfSorted(sorted, 0.25),
    median: quantileOfSorted(sorted, 0.5),
    upper: quantileOfSorted(sorted, 0.75),
  };
}

function quantileOfSorted(sorted: readonly number[], share: number): number | null {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`A quantile needs a share from 0 to 1, not ${share}.`);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) return null;
  return below + (above - below) * (place - Math.floor(place));
}
