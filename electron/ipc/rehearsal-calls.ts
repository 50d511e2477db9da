import type { designCalls as calls } from '../../shared/contract/design.ts';
import { CallRefusal } from '../call-refusal.ts';
import type { CurrentSession } from '../live/current-session.ts';
import { message } from '../messages/message.ts';
import type { Rehearsals } from '../rehearsal/rehearsals.ts';
import type { Handlers } from './register-contract.ts';

export interface RehearsalServices {
  readonly rehearsals: () => Promise<Rehearsals>;
  readonly current: Pick<CurrentSession, 'isRunning'>;
}

type RehearsalHandlers = Pick<Handlers<typeof calls>, Extract<keyof typeof calls, `rehearsal/${string}`>>;

/** What answers about rehearsals. Their results name arms, so all of it is closed while somebody judges. */
export function rehearsalHandlers({ rehearsals, current }: RehearsalServices): RehearsalHandlers {
  const open = async (): Promise<Rehearsals> => {
    const opened = await rehearsals();
    if (current.isRunning()) throw new CallRefusal('session-running', message('session.arms-locked'));
    return opened;
  };
  return {
    'rehearsal/get': async ({ studyId }) => (await open()).get(studyId),
    'rehearsal/start': async ({ studyId, parameters }) => (await open()).start(studyId, parameters),
    'rehearsal/cancel': async ({ studyId }) => (await open()).cancel(studyId),
  };
}
