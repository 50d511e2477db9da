import { useEffect, useState } from 'react';
import type { ModeratorApi, PreflightCheck } from '../../shared/contract/moderator.ts';

/** A code is looked up when the typing has stopped: its models may have to be asked. */
const pauseMilliseconds = 500;

/** Whether a participant has what personal arms need; empty while that is not known. Asked anew for every code, and with every run. */
export function usePersonalChecks(api: ModeratorApi, studyId: string, participantCode: string | null, run: unknown): readonly PreflightCheck[] {
  const [known, setKnown] = useState<{ readonly code: string; readonly checks: readonly PreflightCheck[] } | null>(null);
  useEffect(() => {
    if (participantCode === null) return;
    let abandoned = false;
    const timer = setTimeout(() => {
      void api.call['participant/check']({ studyId, participantCode }).then((answer) => {
        if (!abandoned && answer.ok) setKnown({ code: participantCode, checks: answer.value });
      });
    }, pauseMilliseconds);
    return () => {
      abandoned = true;
      clearTimeout(timer);
    };
  }, [api, studyId, participantCode, run]);
  return known?.code === participantCode ? known.checks : [];
}
