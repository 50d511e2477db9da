/** Worths moved so that they sum to zero: only their differences are known. */
export function sumZero(worths: readonly number[]): readonly number[] {
  const mean = worths.reduce((sum, worth) => sum + worth, 0) / worths.length;
  return worths.map((worth) => worth - mean);
}
