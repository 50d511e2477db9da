/** One measured figure: the value that counts, its aim, and what it was made of. */
export interface Figure {
  readonly name: string;
  readonly meaning: string;
  readonly value: number;
  readonly unit: string;
  /** At most this much. */
  readonly aim: number;
  readonly met: boolean;
  readonly samples: number;
  /** What the value was made of, by name with unit. */
  readonly details: Readonly<Record<string, number>>;
}

type Measured = Omit<Figure, 'met' | 'value' | 'details'> & {
  readonly value: number;
  readonly details: Readonly<Record<string, number>>;
};

export function figureOf(measured: Measured): Figure {
  const details = Object.fromEntries(Object.entries(measured.details).map(([name, value]) => [name, rounded(value)]));
  return { ...measured, value: rounded(measured.value), met: measured.value <= measured.aim, details };
}

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/** Linear interpolation between the order statistics, as R and NumPy do by default (Hyndman and Fan, type 7). */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) throw new Error('There is no sample to take a quantile of.');
  return below + (above - below) * (place - Math.floor(place));
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
