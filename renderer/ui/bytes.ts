const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A size with the unit that keeps the number readable: `81 GB`, `4.2 MB`, in powers of 1000. */
export function readableBytes(bytes: number, language: string): string {
  let unit = 0;
  let value = Math.max(0, bytes);
  // 999.5 would be shown as "1,000", so it already takes the next unit.
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[unit] ?? 'byte',
    unitDisplay: unit === 0 ? 'long' : 'short',
    maximumFractionDigits: unit > 0 && value < 9.95 ? 1 : 0,
  }).format(value);
}
