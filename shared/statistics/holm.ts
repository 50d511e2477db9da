/**
 * Adjusted p values by Holm's step-down procedure (Holm 1979, Scandinavian Journal of Statistics 6,
 * 65–70): the chance of any false rejection stays at alpha, whatever the dependence. For the contrasts
 * between arms.
 * @param pValues unadjusted, each 0 … 1
 * @returns adjusted p values in the order given
 */
export function holmAdjusted(pValues: readonly number[]): readonly number[] {
  const order = ascending(pValues);
  const adjusted = pValues.map(() => 1);
  let highest = 0;
  order.forEach((index, place) => {
    highest = Math.max(highest, Math.min(1, (pValues.length - place) * (pValues[index] as number)));
    adjusted[index] = highest;
  });
  return adjusted;
}

/**
 * Adjusted p values by the step-up procedure of Benjamini and Hochberg (1995, JRSS B 57, 289–300): the
 * expected share of false rejections among rejections stays at alpha for independent or positively
 * dependent tests. For exploratory sets.
 * @param pValues unadjusted, each 0 … 1
 * @returns adjusted p values in the order given
 */
export function benjaminiHochbergAdjusted(pValues: readonly number[]): readonly number[] {
  const order = ascending(pValues);
  const adjusted = pValues.map(() => 1);
  let lowest = 1;
  order.map((index, place) => ({ index, place })).reverse().forEach(({ index, place }) => {
    lowest = Math.min(lowest, ((pValues[index] as number) * pValues.length) / (place + 1));
    adjusted[index] = lowest;
  });
  return adjusted;
}

function ascending(pValues: readonly number[]): readonly number[] {
  for (const p of pValues) if (!(p >= 0 && p <= 1)) throw new RangeError(`${p} is not a p value.`);
  return pValues
    .map((_, index) => index)
    .sort((first, second) => (pValues[first] as number) - (pValues[second] as number));
}
