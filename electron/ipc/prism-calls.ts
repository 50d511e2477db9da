import type { peopleCalls as calls } from '../../shared/contract/people.ts';
import type { PrismReader } from '../prism/prism-imports.ts';
import { openOutsideSessions, type SessionWatch } from './closed-in-session.ts';
import type { Handlers } from './register-contract.ts';

export interface PrismServices {
  readonly prism: () => Promise<PrismReader>;
  readonly current: SessionWatch;
}

type PrismHandlers = Pick<Handlers<typeof calls>, Extract<keyof typeof calls, `prism/${string}`>>;

/** What answers about folders of PRISM files. They name models and people, so all of it is closed while somebody judges. */
export function prismHandlers({ prism, current }: PrismServices): PrismHandlers {
  const reader = openOutsideSessions(prism, current, 'prism.session-running');
  return {
    'prism/open': async ({ studyId }) => (await reader()).open(studyId),
    'prism/progress': async () => (await reader()).progress(),
    'prism/import': async ({ studyId, choice }) => (await reader()).import(studyId, choice),
    'prism/cancel': async () => (await prism()).cancel(),
  };
}
