import type { OwnModelStanding, ResolvedModel } from '../../shared/session/events.ts';
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
export type ResolvedModels = readonly {
  readonly stageId: string;
  readonly armId: string;
  readonly model: ResolvedModel;
  readonly ownModel?: OwnModelStanding;
}[];

/** The models that one participant has in the place of the common ones, by arm. */
export type OwnModelsOfParticipant = ReadonlyMap<string, OwnModelFound>;

export type OwnModelFound =
  | { readonly standing: 'mapped' | 'rule'; readonly providerId: string; readonly model: string }
  | { readonly standing: 'common' };

/**
 * Which model answers for each arm: the settings' choice where there is one, the study's otherwise, and
 * in its place the participant's own.
 * @param own of the participant, by arm; null leaves the common models, as for a check beforehand
 */
export function resolveModels(study: Study, settings: StoredSettings, own: OwnModelsOfParticipant | null): ResolvedModels {
  return stagesOf(study)
    .filter(isTrialStage)
    .flatMap((stage) =>
      armsOfStage(study, stage).map((arm) => {
        // Stand-ins of the practice trial are what the study file says, whatever the arms are mapped to.
        const isPractice = stage.kind === 'practice';
        const common = isPractice ? arm.model : commonModelOf(study, arm, settings);
        const found = isPractice ? undefined : own?.get(arm.id);
        const choice = found === undefined || found.standing === 'common' ? common : { ...common, providerId: found.providerId, model: found.model };
        const entry = { stageId: stage.id, armId: arm.id, model: resolve(choice, settings) };
        return found === undefined ? entry : { ...entry, ownModel: found.standing };
      }),
    );
}

/** The common model of an arm: the settings' choice, or the study's. */
export function commonModelOf(study: Study, arm: Arm, settings: StoredSettings): ModelChoice {
  return mappingOf(settings, study.id, arm.id) ?? arm.model;
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
