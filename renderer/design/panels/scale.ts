/** A straight line from values to pixels. */
export type Scale = (value: number) => number;

/** @param from smallest and largest value; @param to their places */
export function linearScale(from: readonly [number, number], to: readonly [number, number]): Scale {
  const width = from[1] - from[0];
  return (value) => to[0] + (width === 0 ? 0.5 : (value - from[0]) / width) * (to[1] - to[0]);
}

/** Round numbers that span a range, about as many as wanted: steps of 1, 2 or 5 times a power of ten. */
export function roundTicks(low: number, high: number, wanted: number): readonly number[] {
  if (!(high > low)) return [low];
  const rough = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}
