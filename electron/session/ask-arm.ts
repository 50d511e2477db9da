import type { ChatMessage, ResolvedModel } from '../../shared/session/events.ts';
import { askModel, type AskOptions } from '../models/ask-model.ts';
import type { CallResult, ModelEndpoint } from '../models/call-record.ts';

/** Asks the model behind an arm for one reply. */
export type AskArm = (
  model: ResolvedModel,
  messages: readonly ChatMessage[],
  options: Pick<AskOptions, 'signal' | 'onAttempt'>,
) => Promise<CallResult>;

/**
 * Joins a session's models with their endpoints. The endpoint is looked up at every call, because
 * keys live outside the session and the practice models get a new address at every start.
 */
export function createAskArm(
  endpointOf: (model: ResolvedModel) => Promise<ModelEndpoint>,
  settings: Omit<AskOptions, 'signal' | 'onAttempt'> = {},
): AskArm {
  return async (model, messages, options) => {
    const endpoint = await endpointOf(model);
    return askModel(
      { ...endpoint, model: model.model, messages, parameters: model.parameters },
      { ...settings, ...options },
    );
  };
}
