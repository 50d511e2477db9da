import { useRef, useState } from 'react';
import type { PendingCall } from '../ui/pending-call.ts';
import type { Answer } from '../../shared/contract/call.ts';

/**
 * A judgement that is shown at once and goes to disk by itself. The stored value stays the truth: when
 * a call is refused, the screen goes back to it and the refusal is shown.
 * @param stored what the view says
 */
export function useKeptJudgement<Value>(
  stored: Value,
  send: (value: Value) => Promise<Answer<unknown>>,
  pending: PendingCall,
): readonly [Value, (value: Value) => void] {
  const [given, setGiven] = useState<{ readonly value: Value } | null>(null);
  const latest = useRef(0);

  const give = (value: Value) => {
    latest.current += 1;
    const mine = latest.current;
    setGiven({ value });
    void pending
      .run(() => send(value))
      .then(() => {
        if (latest.current === mine) setGiven(null);
      });
  };
  return [given === null ? stored : given.value, give];
}
