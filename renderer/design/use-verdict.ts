import { useEffect, useMemo, useState } from 'react';
import type { Problem } from '../../shared/study/problem.ts';
import { checkStudy } from '../../shared/study/problems.ts';
import type { Study } from '../../shared/study/protocol.ts';

export interface Verdict {
  readonly problems: readonly Problem[];
  readonly errors: number;
  readonly warnings: number;
  /** The study that the verdict is about: the one before, while somebody types. */
  readonly of: Study;
}

/** Long questionnaires take tens of milliseconds to look through, which would be felt at every keystroke. */
const restMilliseconds = 150;

/** What is wrong with a study, found out as soon as typing rests. */
export function useVerdict(study: Study): Verdict {
  const [rested, setRested] = useState(study);
  useEffect(() => {
    const timer = setTimeout(() => setRested(study), restMilliseconds);
    return () => clearTimeout(timer);
  }, [study]);
  return useMemo(() => {
    const problems = checkStudy(rested);
    const errors = problems.filter((problem) => problem.severity === 'error').length;
    return { problems, errors, warnings: problems.length - errors, of: rested };
  }, [rested]);
}
