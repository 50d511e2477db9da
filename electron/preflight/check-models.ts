import type { ConnectionVerdict, PreflightCheck } from '../../shared/contract/moderator.ts';
import type { ResolvedModel } from '../../shared/session/events.ts';
import type { ResolvedModels } from '../settings/resolve-models.ts';

export type CheckModel = (model: ResolvedModel) => Promise<ConnectionVerdict>;

/** Asks every distinct model of a study, all at the same time, as a turn would. */
export async function checkModels(models: ResolvedModels, checkModel: CheckModel): Promise<PreflightCheck> {
  const distinct = [...new Map(models.map(({ model }) => [keyOf(model), model])).values()];
  const verdicts = (await Promise.all(distinct.map(checkModel))).map(({ verdict }) => verdict);
  const total = verdicts.length;
  const working = verdicts.filter((verdict) => verdict === 'works' || verdict === 'slow').length;
  const values = { working, total };
  if (working === total) {
    return verdicts.includes('slow')
      ? { id: 'models', verdict: 'attention', reason: 'slow', values }
      : { id: 'models', verdict: 'ok', reason: 'ok', values };
  }
  const reason = verdicts.includes('key-missing') ? 'key-missing' : 'failed';
  return { id: 'models', verdict: 'problem', reason, values };
}

/** The same model behind two arms is asked once; a system prompt does not make it another model. */
function keyOf({ providerId, baseURL, model, parameters }: ResolvedModel): string {
  return JSON.stringify([providerId, baseURL, model, parameters]);
}
