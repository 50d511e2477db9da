import type { ResolvedModel } from '../../shared/session/events.ts';
import type { Arm, ModelChoice } from '../../shared/study/arms.ts';
import { armsOfStage, stagesOf, type Study } from '../../shared/study/protocol.ts';
import { isTrialStage } from '../../shared/study/stages.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import type { StoredSettings } from './stored-settings.ts';

export const practiceProviderId = 'practice';
/** Stands for the address of the practice models, which is new at every start. */
export const practiceBaseURL = 'practice';

/** A session's models as `session-created` records them: one per stage and arm. */
export type ResolvedModels = readonly { readonly stageId: string; readonly armId: string; readonly model: ResolvedModel }[];

/**
 * Which model answers for each arm: the settings' choice where there is one, the study's otherwise.
 * @param participantCode whose own models are meant; null leaves the arm's common model, as for a check beforehand
 */
export function resolveModels(study: Study, settings: StoredSettings, participantCode: string | null): ResolvedModels {
  return stagesOf(study)
    .filter(isTrialStage)
    .flatMap((stage) =>
      armsOfStage(study, stage).map((arm) => {
        // Stand-ins of the practice trial are what the study file says, whatever the arms are mapped to.
        const mapping = stage.kind === 'practice' ? undefined : mappingOf(settings, study.id, arm.id);
        const choice = withOwnModel(arm, mapping ?? arm.model, participantCode);
        return { stageId: stage.id, armId: arm.id, model: resolve(choice, settings) };
      }),
    );
}

function withOwnModel({ personalisation }: Arm, choice: ModelChoice, participantCode: string | null): ModelChoice {
  if (personalisation.kind !== 'own-model' || personalisation.model === null || participantCode === null) return choice;
  return { ...choice, model: personalisation.model.replaceAll('{participant}', participantCode) };
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
