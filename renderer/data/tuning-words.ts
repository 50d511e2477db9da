import type { TuningJob, TuningPlan, TuningScope } from '../../shared/contract/data.ts';
import { decimal } from '../ui/figures.ts';
import { message } from '../ui/messages.ts';

/** Whom a model is trained for, in words. */
export function scopeWords(scope: TuningScope): string {
  switch (scope.kind) {
    case 'pooled':
      return message('data.tuning.for.pooled');
    case 'participant':
      return message('data.tuning.for.participant', { code: scope.participantCode });
    case 'group':
      return message('data.tuning.for.group', { field: scope.field, value: scope.value });
  }
}

/** A scope as a key: two jobs of the same scope share it. */
export function scopeKey(scope: TuningScope): string {
  return JSON.stringify(scope);
}

/** An amount in whatever currency the price was given in. */
export function amount(cost: number | null): string {
  return cost === null ? '–' : decimal(cost, 2);
}

const over: readonly TuningJob['status'][] = ['succeeded', 'failed', 'cancelled'];

export function isOver({ status }: Pick<TuningJob, 'status'>): boolean {
  return over.includes(status);
}

/** Own models that are finished and stand nowhere yet. */
export function unusedOwnModels(jobs: readonly TuningJob[]): readonly TuningJob[] {
  const finished = jobs.filter(({ status, scope, resultModel, usedAs }) => status === 'succeeded' && scope.kind !== 'pooled' && resultModel !== null && usedAs.length === 0);
  // Of several for the same people the newest counts.
  const newest = new Map(finished.toSorted((a, b) => a.createdAtUtcMilliseconds - b.createdAtUtcMilliseconds).map((job) => [scopeKey(job.scope), job]));
  return [...newest.values()];
}

/** What a plan comes to; jobs with a problem are not begun and do not count. */
export function totalsOf({ jobs }: TuningPlan): { readonly jobs: number; readonly pairs: number; readonly tokens: number; readonly cost: number | null } {
  const sound = jobs.filter(({ problem }) => problem === null);
  const costs = sound.flatMap(({ estimatedCost }) => (estimatedCost === null ? [] : [estimatedCost]));
  return {
    jobs: sound.length,
    pairs: sound.reduce((sum, { pairs }) => sum + pairs, 0),
    tokens: sound.reduce((sum, { tokens }) => sum + tokens, 0),
    cost: costs.length < sound.length || sound.length === 0 ? null : costs.reduce((sum, cost) => sum + cost, 0),
  };
}
