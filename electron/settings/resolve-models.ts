import type { ResolvedModel } from '../../shared/session/events.ts';
import { armsOfStage, isTrialStage, type ModelChoice, type Study } from '../../shared/study/protocol.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import type { StoredSettings } from './stored-settings.ts';

export const practiceProviderId = 'practice';
/** Stands for the address of the practice models, which is new at every start. */
export const practiceBaseURL = 'practice';

/** A session's models as `session-created` records them: one per stage and arm. */
export type ResolvedModels = readonly { readonly stageId: string; readonly armId: string; readonly model: ResolvedModel }[];

/** Which model answers for each arm: the settings' choice where there is one, the study's otherwise. */
export function resolveModels(study: Study, settings: StoredSettings): ResolvedModels {
  return study.stages.filter(isTrialStage).flatMap((stage) =>
    armsOfStage(study, stage).map((arm) => {
      // Stand-ins of the practice trial are what the study file says, whatever the arms are mapped to.
      const mapping = stage.kind === 'practice' ? undefined : mappingOf(settings, study.id, arm.id);
      return { stageId: stage.id, armId: arm.id, model: resolve(mapping ?? arm.model, settings) };
    }),
  );
}

export function mappingOf(settings: StoredSettings, studyId: string, armId: string): ModelChoice | undefined {
  const found = settings.armMappings.find((each) => each.studyId === studyId && each.mapping.armId === armId);
  if (found === undefined) return undefined;
  const { providerId, model, parameters, systemPrompt } = found.mapping;
  return { providerId, model, parameters, systemPrompt };
}

function resolve(choice: ModelChoice, settings: StoredSettings): ResolvedModel {
  if (choice.providerId === practiceProviderId) return { ...choice, baseURL: practiceBaseURL };
  const provider = settings.providers.find((each) => each.providerId === choice.providerId);
  if (provider === undefined) {
    // Says nothing about which arm or which model: the sentence may be read during a session.
    throw new CallRefusal('unknown-provider', message('settings.unknown-provider'));
  }
  return { ...choice, baseURL: provider.baseURL };
}
