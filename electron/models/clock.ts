import { setTimeout as delay } from 'node:timers/promises';

/** Time as an argument, so that tests don't wait. */
export interface Clock {
  /** UTC milliseconds. */
  now(): number;
  /** Milliseconds that never jump when the laptop's clock is set. */
  monotonic(): number;
  /** Rejects when the signal aborts. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    await delay(milliseconds, undefined, { signal });
  },
};
