import type { dataCalls as calls } from '../../shared/contract/data.ts';
import type { TuningJobs } from '../tuning/tuning-jobs.ts';
import { openOutsideSessions, type SessionWatch } from './closed-in-session.ts';
import type { Handlers } from './register-contract.ts';

export interface TuningServices {
  readonly tuning: () => Promise<TuningJobs>;
  readonly current: SessionWatch;
}

type TuningHandlers = Pick<Handlers<typeof calls>, Extract<keyof typeof calls, `tuning/${string}`>>;

/** What answers while models are trained. Jobs name arms and models: closed while somebody judges, though jobs go on. */
export function tuningHandlers({ tuning, current }: TuningServices): TuningHandlers {
  const open = openOutsideSessions(tuning, current);
  return {
    'tuning/plan': async (request) => (await open()).plan(request),
    'tuning/start': async (request) => (await open()).start(request),
    'tuning/list': async () => (await open()).list(),
    'tuning/cancel': async ({ id }) => (await open()).cancel(id),
    'tuning/retry': async ({ id }) => (await open()).retry(id),
    'tuning/places': async () => (await open()).places(),
    'tuning/use': async ({ id, studyId, armId }) => (await open()).use(id, studyId, armId),
  };
}
