import type { ModelEndpoint } from '../models/call-record.ts';
import { listModels } from '../models/list-models.ts';
import { checkModel } from '../settings/check-provider.ts';
import type { HasModel } from './own-models.ts';

const limitMilliseconds = 60_000;
/** Enough to see that it answers. */
const shortReply = { maximumOutputTokens: 16 };

/**
 * Asks an endpoint whether it has a model: its list of models says yes at once; servers that list only some
 * are asked for a short reply, and then an answer "unknown model" is a no.
 */
export function createHasModel(endpointOf: (providerId: string) => ModelEndpoint): HasModel {
  return async (providerId, model) => {
    const signal = AbortSignal.timeout(limitMilliseconds);
    try {
      const { baseURL, apiKey } = endpointOf(providerId);
      const list = await listModels(baseURL, apiKey, signal);
      if (list.status === 'ok' && list.models.includes(model)) return 'yes';
    } catch {
      return 'unreachable';
    }
    const { verdict } = await checkModel(() => endpointOf(providerId), model, shortReply, signal);
    if (verdict === 'works' || verdict === 'slow') return 'yes';
    return verdict === 'unknown-model' ? 'no' : 'unreachable';
  };
}
