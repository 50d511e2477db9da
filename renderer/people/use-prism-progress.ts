import { useCallback, useEffect, useState } from 'react';
import type { PrismProgress } from '../../shared/contract/people.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';

const askEveryMilliseconds = 300;

/** Where the reading or importing of a folder is, asked for while it moves. Null before the first answer. */
export function usePrismProgress(api: ModeratorApi): {
  readonly progress: PrismProgress | null;
  /** Takes over the answer to another call, and asks on from there. */
  readonly replace: (progress: PrismProgress) => void;
} {
  const [progress, setProgress] = useState<PrismProgress | null>(null);
  const moves = progress === null || progress.kind === 'looking' || progress.kind === 'importing';

  useEffect(() => {
    if (!moves) return undefined;
    let abandoned = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      // A call that fails is asked once more: the import goes on without us.
      const answer = await api.call['prism/progress']({}).catch(() => null);
      if (abandoned) return;
      // A refusal is an end: a session began, and all of this is closed while it lasts.
      if (answer !== null) setProgress(answer.ok ? answer.value : { kind: 'failed', message: answer.message });
      timer = setTimeout(() => void ask(), askEveryMilliseconds);
    };
    void ask();
    return () => {
      abandoned = true;
      clearTimeout(timer);
    };
  }, [api, moves]);

  return { progress, replace: useCallback((next: PrismProgress) => setProgress(next), []) };
}
