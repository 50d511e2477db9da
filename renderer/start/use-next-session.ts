import { useEffect, useState } from 'react';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import type { NextSession } from '../../shared/contract/schedule.ts';

/** What comes next for a participant; null while that is not known. Asked anew for every code. */
export function useNextSession(api: ModeratorApi, studyId: string, participantCode: string | null): NextSession | null {
  const [known, setKnown] = useState<{ readonly code: string; readonly next: NextSession } | null>(null);
  useEffect(() => {
    if (participantCode === null) return;
    let abandoned = false;
    void api.call['participant/next']({ studyId, participantCode }).then((answer) => {
      if (!abandoned && answer.ok) setKnown({ code: participantCode, next: answer.value });
    });
    return () => {
      abandoned = true;
    };
  }, [api, studyId, participantCode]);
  return known?.code === participantCode ? known.next : null;
}
