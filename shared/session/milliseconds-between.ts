import type { Instant } from './events.ts';

/**
 * Time from one instant to a later one, in milliseconds, never negative. The wall clock tells, unless it
 * was set back meanwhile: then the clock that never jumps has counted more. That one begins anew with the
 * app and stands still while the laptop sleeps, so by itself it would count too little.
 */
export function millisecondsBetween(from: Instant, to: Instant): number {
  const wall = to.utcMilliseconds - from.utcMilliseconds;
  const even = Math.floor(to.monotonicMilliseconds - from.monotonicMilliseconds);
  return Math.max(0, wall, even);
}
