import { useEffect, useEffectEvent, useRef } from 'react';
import type { TuningJob } from '../../shared/contract/data.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import { announce } from '../ui/announcer.tsx';
import { message } from '../ui/messages.ts';
import { useLoaded, type Loaded } from '../ui/staff-call.ts';
import { isOver, scopeWords } from './tuning-words.ts';

const pollMilliseconds = 2_000;

export interface Jobs extends Loaded<readonly TuningJob[]> {
  /** Takes over one job that came with the answer to another call. */
  readonly replaceOne: (job: TuningJob) => void;
}

/** All training jobs, asked for again while one is not over; what comes to its end is said. */
export function useJobs(api: ModeratorApi): Jobs {
  const loaded = useLoaded<readonly TuningJob[]>(() => api.call['tuning/list']({}));
  const unfinished = loaded.value?.some((job) => !isOver(job)) ?? false;
  const poll = useEffectEvent(() => loaded.reload());
  useEffect(() => {
    if (!unfinished) return undefined;
    const timer = setInterval(() => poll(), pollMilliseconds);
    return () => clearInterval(timer);
  }, [unfinished]);

  const before = useRef(new Map<number, TuningJob['status']>());
  useEffect(() => {
    const ended = (loaded.value ?? []).filter((job) => isOver(job) && before.current.has(job.id) && before.current.get(job.id) !== job.status);
    before.current = new Map((loaded.value ?? []).map(({ id, status }) => [id, status]));
    if (ended.length > 0) {
      announce(ended.map(({ scope, status }) => `${scopeWords(scope)}: ${message(`data.tuning.status.${status}`)}`).join('. '));
    }
  }, [loaded.value]);

  const replaceOne = (job: TuningJob): void => loaded.replace((loaded.value ?? []).map((each) => (each.id === job.id ? job : each)));
  return { ...loaded, replaceOne };
}
