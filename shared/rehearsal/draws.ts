import type { Random } from '../allocation/random.ts';
import { normalQuantile } from '../statistics/normal.ts';

const eulerGamma = 0.5772156649015329;

/** A number of the standard normal distribution, by inversion: one uniform number per draw. */
export function drawNormal(random: Random): number {
  return normalQuantile(inside(random));
}

/**
 * A number of the Gumbel distribution with mean 0 and scale 1 (standard deviation π / √6 ≈ 1.28), by
 * inversion. Worths plus such noise, sorted, are a Plackett–Luce ranking (Yellott 1977).
 */
export function drawGumbel(random: Random): number {
  return -Math.log(-Math.log(inside(random))) - eulerGamma;
}

/** Uniform in (0, 1): the middle of the generator's 2³² cells, so that no logarithm is of 0. */
function inside(random: Random): number {
  return random.next() + 2 ** -33;
}
