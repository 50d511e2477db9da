import type { peopleCalls as calls } from '../../shared/contract/people.ts';
import { CallRefusal } from '../call-refusal.ts';
import type { CurrentSession } from '../live/current-session.ts';
import { message } from '../messages/message.ts';
import type { PrismReader } from '../prism/prism-imports.ts';
import type { Handlers } from './register-contract.ts';

export interface PrismServices {
  readonly prism: () => Promise<PrismReader>;
  readonly current: Pick<CurrentSession, 'isRunning'>;
}

type PrismHandlers = Pick<Handlers<typeof calls>, Extract<keyof typeof calls, `prism/${string}`>>;

/** What answers about folders of PRISM files. They name models and people, so all of it is closed while somebody judges. */
export function prismHandlers({ prism, current }: PrismServices): PrismHandlers {
  const reader = async (): Promise<PrismReader> => {
    const opened = await prism();
    if (current.isRunning()) throw new CallRefusal('session-running', message('prism.session-running'));
    return opened;
  };
  return {
    'prism/open': async ({ studyId }) => (await reader()).open(studyId),
    'prism/progress': async () => (await reader()).progress(),
    'prism/import': async ({ studyId, choice }) => (await reader()).import(studyId, choice),
    'prism/cancel': async () => (await prism()).cancel(),
  };
}
