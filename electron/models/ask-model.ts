import { chatAddress, runAttempt } from './attempt.ts';
import type { Attempt, AttemptEvent, CallResult, ModelRequest } from './call-record.ts';
import { systemClock, type Clock } from './clock.ts';
import { adaptBody, buildBody } from './request-body.ts';
import { defaultRetryPolicy, mayPass, waitBeforeRetry, type RetryPolicy } from './retry-policy.ts';

export interface AskOptions {
  /** Stops the call at once, in an attempt or in a wait. */
  readonly signal: AbortSignal;
  /** Longest silence within an attempt; 60 s unless set. */
  readonly timeoutMilliseconds?: number;
  /** Longest attempt, from start to last byte; 5 min unless set. */
  readonly wholeAttemptMilliseconds?: number;
  readonly retryPolicy?: Partial<RetryPolicy>;
  /** Called as each attempt starts and ends and before each wait. What it throws ends the call. */
  readonly onAttempt?: (event: AttemptEvent) => void;
  readonly clock?: Clock;
  /** In [0, 1); spreads the waits. */
  readonly random?: () => number;
}

const defaultTimeoutMilliseconds = 60_000;
const defaultWholeAttemptMilliseconds = 300_000;

/**
 * Asks a model for one reply to a thread and waits for the whole of it, trying again where that
 * can help. Every attempt is in the result; a half reply never is.
 */
export async function askModel(request: ModelRequest, options: AskOptions): Promise<CallResult> {
  const { signal, onAttempt, clock = systemClock, random = Math.random } = options;
  const policy = { ...defaultRetryPolicy, ...options.retryPolicy };
  const limits = {
    idleMilliseconds: options.timeoutMilliseconds ?? defaultTimeoutMilliseconds,
    wholeMilliseconds: options.wholeAttemptMilliseconds ?? defaultWholeAttemptMilliseconds,
  };
  let of = policy.attempts;
  const callStart = clock.monotonic();
  const attempts: Attempt[] = [];
  let body = buildBody(request);
  for (let number = 1; !signal.aborted; number += 1) {
    const url = chatAddress(request.baseURL);
    onAttempt?.({
      kind: 'attempt-started',
      number,
      of,
      startedAt: clock.now(),
      request: { url, body },
    });
    const attempt = await runAttempt(request, body, number, limits, clock, signal);
    attempts.push(attempt);
    onAttempt?.({ kind: 'attempt-ended', of, attempt });

    if (attempt.outcome === 'ok')
      return succeeded(attempt, attempts, clock.monotonic() - callStart);
    if (attempt.outcome === 'cancelled') break;
    const failed: CallResult = {
      status: 'failed',
      category: attempt.outcome,
      detail: attempt.detail ?? '',
      attempts,
    };
    const adapted =
      attempt.outcome === 'bad-request' ? adaptBody(body, attempt.detail ?? '') : null;
    if (adapted !== null) {
      // A question of dialect, not of trouble: it doesn't use up a retry.
      body = adapted;
      of += 1;
      continue;
    }
    if (number >= of || !mayPass(attempt.outcome)) return failed;
    const wait = waitBeforeRetry(policy, number, attempt.retryAfterMilliseconds, random);
    if (wait === null) return failed;
    onAttempt?.({
      kind: 'waiting',
      nextNumber: number + 1,
      of,
      waitMilliseconds: wait,
      until: clock.now() + wait,
      because: attempt.outcome,
    });
    await sleepUnlessStopped(clock, wait, signal);
  }
  return { status: 'cancelled', attempts };
}

function succeeded(
  attempt: Attempt,
  attempts: readonly Attempt[],
  callMilliseconds: number,
): CallResult {
  return {
    status: 'ok',
    text: attempt.receivedText,
    finishReason: attempt.finishReason,
    reportedModel: attempt.reportedModel,
    usage: attempt.usage,
    timing: {
      startedAt: attempt.startedAt,
      timeToFirstTokenMilliseconds:
        attempt.timeToFirstTokenMilliseconds ?? attempt.totalMilliseconds,
      totalMilliseconds: attempt.totalMilliseconds,
      callMilliseconds,
    },
    attempts,
  };
}

async function sleepUnlessStopped(clock: Clock, wait: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(wait, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
