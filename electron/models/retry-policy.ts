import type { FailureCategory } from './call-record.ts';

export interface RetryPolicy {
  /** All attempts, the first included. */
  readonly attempts: number;
  readonly baseMilliseconds: number;
  readonly capMilliseconds: number;
  /** A server that asks for a longer pause is not tried again: a person is waiting. */
  readonly longestRetryAfterMilliseconds: number;
}

export const defaultRetryPolicy: RetryPolicy = {
  attempts: 4,
  baseMilliseconds: 1000,
  capMilliseconds: 30_000,
  longestRetryAfterMilliseconds: 60_000,
};

const passing: ReadonlySet<FailureCategory> = new Set<FailureCategory>([
  'rate-limited',
  'server-error',
  'connection-lost',
  'timed-out',
  'empty-reply',
  'malformed-stream',
]);

/** Whether trying the same request again can help. */
export function mayPass(category: FailureCategory): boolean {
  return passing.has(category);
}

/**
 * The wait before the next attempt: exponential with full jitter (so that four arms behind one
 * endpoint don't come back at the same moment), and never sooner than the server asked.
 * @param failed number of attempts that failed so far, 1 or more
 * @param random in [0, 1)
 * @returns null when the server asks for more patience than the policy has
 */
export function waitBeforeRetry(
  policy: RetryPolicy,
  failed: number,
  retryAfterMilliseconds: number | null,
  random: () => number,
): number | null {
  const ceiling = Math.min(policy.capMilliseconds, policy.baseMilliseconds * 2 ** (failed - 1));
  const backoff = Math.round(ceiling * random());
  if (retryAfterMilliseconds === null) return backoff;
  if (retryAfterMilliseconds > policy.longestRetryAfterMilliseconds) return null;
  return Math.max(backoff, retryAfterMilliseconds);
}

/**
 * The pause a server asks for: `retry-after-ms`, or `Retry-After` in seconds or as an HTTP date.
 * A date is read against the server's own `Date` header where there is one, because a laptop's
 * clock may be wrong.
 */
export function readRetryAfter(headers: Headers, now: number): number | null {
  const milliseconds = readNumber(headers.get('retry-after-ms'));
  if (milliseconds !== null) return milliseconds;
  const value = headers.get('retry-after');
  const seconds = readNumber(value);
  if (seconds !== null) return Math.round(seconds * 1000);
  const date = value === null ? Number.NaN : Date.parse(value);
  if (Number.isNaN(date)) return null;
  const serverNow = Date.parse(headers.get('date') ?? '');
  return Math.max(0, date - (Number.isNaN(serverNow) ? now : serverNow));
}

function readNumber(value: string | null): number | null {
  if (value === null || !/^\s*\d+(\.\d+)?\s*$/.test(value)) return null;
  return Number(value);
}
