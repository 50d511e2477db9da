import { useEffect, useState } from 'react';

const minute = 60_000;

/** Minutes until a moment, begun ones counted whole: 2 at 61 seconds, 1 in the last minute, 0 afterwards. */
export function minutesLeft(untilUtcMilliseconds: number, now: number): number {
  return Math.max(0, Math.ceil((untilUtcMilliseconds - now) / minute));
}

/** Milliseconds until the number of minutes left changes; null once there is none. */
export function untilNextMinute(untilUtcMilliseconds: number, now: number): number | null {
  const left = minutesLeft(untilUtcMilliseconds, now);
  return left === 0 ? null : untilUtcMilliseconds - now - (left - 1) * minute;
}

/** Timers may fire a little early; the main process would then still say no. */
const margin = 100;

/** The minutes left, changing once a minute: nobody should hear a clock tick. Null without a limit. */
export function useMinutesLeft(untilUtcMilliseconds: number | null): number | null {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (untilUtcMilliseconds === null) return undefined;
    const wait = untilNextMinute(untilUtcMilliseconds, now);
    if (wait === null) return undefined;
    const elapsed = Date.now() - now;
    const timer = setTimeout(() => setNow(Date.now()), Math.max(0, wait - elapsed) + margin);
    return () => clearTimeout(timer);
  }, [untilUtcMilliseconds, now]);
  return untilUtcMilliseconds === null ? null : minutesLeft(untilUtcMilliseconds, now);
}
