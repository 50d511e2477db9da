import type { ModelEndpoint } from '../models/call-record.ts';
import { listModels } from '../models/list-models.ts';
import { checkModel } from '../settings/check-provider.ts';
import type { HasModel } from './own-models.ts';

const limitMilliseconds = 60_000;
/** A list of models serves a whole table of participants; after this long it is asked for anew. */
const listServesMilliseconds = 5_000;
/** Enough to see that it answers. */
const shortReply = { maximumOutputTokens: 16 };

/**
 * Asks an endpoint whether it has a model: its list of models says yes at once; servers that list only some
 * are asked for a short reply, and then an answer "unknown model" is a no. Its list is fetched once for many
 * models that are asked about together.
 */
export function createHasModel(endpointOf: (providerId: string) => ModelEndpoint): HasModel {
  const lists = new Map<string, { readonly at: number; readonly models: Promise<ReadonlySet<string>> }>();
  const listOf = ({ baseURL, apiKey }: ModelEndpoint): Promise<ReadonlySet<string>> => {
    const key = JSON.stringify([baseURL, apiKey]);
    const known = lists.get(key);
    if (known !== undefined && performance.now() - known.at < listServesMilliseconds) return known.models;
    const models = listModels(baseURL, apiKey, AbortSignal.timeout(limitMilliseconds)).then((list) => new Set(list.status === 'ok' ? list.models : []));
    lists.clear();
    lists.set(key, { at: performance.now(), models });
    // What could not be had is asked for again.
    models.then(({ size }) => size === 0 && lists.delete(key), () => lists.delete(key));
    return models;
  };
  return async (providerId, model) => {
    try {
      if ((await listOf(endpointOf(providerId))).has(model)) return 'yes';
    } catch {
      return 'unreachable';
    }
    const { verdict } = await checkModel(() => endpointOf(providerId), model, shortReply, AbortSignal.timeout(limitMilliseconds));
    if (verdict === 'works' || verdict === 'slow') return 'yes';
    return verdict === 'unknown-model' ? 'no' : 'unreachable';
  };
}
