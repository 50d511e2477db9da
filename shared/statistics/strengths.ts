/** Strengths (exponentiated worths) scaled so that their geometric mean is one: the worths sum to zero. */
export function geometricMeanOne(strengths: readonly number[]): number[] {
  const mean = strengths.reduce((sum, strength) => sum + Math.log(strength), 0) / strengths.length;
  return strengths.map((strength) => strength / Math.exp(mean));
}
