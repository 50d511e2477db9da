import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer } from '../../shared/contract/call.ts';
import { message, messageIfAny } from './messages.ts';

/** After this long the buttons come back, whatever has become of the call. */
const wayOutAfterMilliseconds = 15_000;

export interface PendingCall {
  readonly pending: boolean;
  /** A calm sentence on what went wrong, null when nothing did. */
  readonly failure: string | null;
  /** Runs one call at a time; resolves to whether it was carried out. Never throws. */
  readonly run: <Value>(call: () => Promise<Answer<Value>>) => Promise<boolean>;
  readonly forgetFailure: () => void;
}

/**
 * The state of a button that asks the main process for something. It cannot get stuck: a call without an
 * answer counts as failed after a while, and its button can be pressed again.
 * @param area messages are looked up as `<area>.refusal.<code>`, then `<area>.refusal.other`
 */
export function usePendingCall(area: 'participant' | 'moderator'): PendingCall {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const current = useRef(0);
  useEffect(() => () => void (current.current = -1), []);

  const run = useCallback(
    async <Value>(call: () => Promise<Answer<Value>>): Promise<boolean> => {
      const mine = (current.current = Math.max(current.current, 0) + 1);
      setPending(true);
      setFailure(null);
      let timer: ReturnType<typeof setTimeout> | undefined;
      const wayOut = new Promise<Answer<Value>>((resolve) => {
        timer = setTimeout(() => resolve({ ok: false, code: 'no-answer', message: '' }), wayOutAfterMilliseconds);
      });
      const answer = await Promise.race([
        call().catch((): Answer<Value> => ({ ok: false, code: 'no-answer', message: '' })),
        wayOut,
      ]);
      clearTimeout(timer);
      if (current.current === mine) {
        setPending(false);
        if (!answer.ok) {
          setFailure(
            messageIfAny(`${area}.refusal.${answer.code}`) ??
              messageIfAny(`${area}.refusal.other`, { message: answer.message }) ??
              message('ui.failed'),
          );
        }
      }
      return answer.ok;
    },
    [area],
  );
  const forgetFailure = useCallback(() => setFailure(null), []);
  return { pending, failure, run, forgetFailure };
}
