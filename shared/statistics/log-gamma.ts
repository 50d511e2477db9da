const coefficients = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/**
 * Natural logarithm of the gamma function by the approximation of Lanczos (1964), g = 7, nine terms;
 * relative error about 1e-15.
 * @param x above 0
 */
export function logGamma(x: number): number {
  const shifted = x - 1;
  const t = shifted + 7.5;
  const series = coefficients.reduce((sum, coefficient, index) => sum + (index === 0 ? coefficient : coefficient / (shifted + index)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(series);
}
