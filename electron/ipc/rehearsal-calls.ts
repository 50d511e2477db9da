import type { designCalls as calls } from '../../shared/contract/design.ts';
import type { Rehearsals } from '../rehearsal/rehearsals.ts';
import { openOutsideSessions, type SessionWatch } from './closed-in-session.ts';
import type { Handlers } from './register-contract.ts';

export interface RehearsalServices {
  readonly rehearsals: () => Promise<Rehearsals>;
  readonly current: SessionWatch;
}

type RehearsalHandlers = Pick<Handlers<typeof calls>, Extract<keyof typeof calls, `rehearsal/${string}`>>;

/** What answers about rehearsals. Their results name arms, so all of it is closed while somebody judges. */
export function rehearsalHandlers({ rehearsals, current }: RehearsalServices): RehearsalHandlers {
  const open = openOutsideSessions(rehearsals, current);
  return {
    'rehearsal/get': async ({ studyId }) => (await open()).get(studyId),
    'rehearsal/start': async ({ studyId, parameters }) => (await open()).start(studyId, parameters),
    'rehearsal/cancel': async ({ studyId }) => (await open()).cancel(studyId),
  };
}
