import { useDeferredValue, useMemo } from 'react';
import type { Problem } from '../../shared/study/problem.ts';
import { checkStudy } from '../../shared/study/problems.ts';
import type { Study } from '../../shared/study/protocol.ts';

export interface Verdict {
  readonly problems: readonly Problem[];
  readonly errors: number;
  readonly warnings: number;
  /** The study that the verdict is about: a keystroke behind while somebody types fast. */
  readonly of: Study;
}

/** What is wrong with a study, found out whenever typing leaves time for it. */
export function useVerdict(study: Study): Verdict {
  const deferred = useDeferredValue(study);
  return useMemo(() => {
    const problems = checkStudy(deferred);
    const errors = problems.filter((problem) => problem.severity === 'error').length;
    return { problems, errors, warnings: problems.length - errors, of: deferred };
  }, [deferred]);
}
