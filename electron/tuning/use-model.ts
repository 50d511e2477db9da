import type { TuningScope } from '../../shared/contract/data.ts';
import { groupOf } from '../../shared/preferences/group-of.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import type { Settings } from '../settings/settings.ts';
import type { Storage } from '../storage/storage.ts';
import type { KeptTuning } from './kept-job.ts';

export interface UseSurroundings {
  readonly storage: Pick<Storage, 'setOwnModels' | 'listParticipants'>;
  readonly settings: Pick<Settings, 'commonModelOf' | 'mapArm'>;
  /** A study as sessions use it; throws a CallRefusal for one that is not there. */
  readonly studyOf: (studyId: string) => Study | Promise<Study>;
}

/**
 * Makes a finished model the model of an arm or, for one participant or a group, their own model in it.
 * @returns where it stands now, places of before included
 */
export async function useModel(kept: KeptTuning, studyId: string, armId: string, { storage, settings, studyOf }: UseSurroundings): Promise<KeptTuning['usedAs']> {
  const { scope, resultModel: model, providerId } = kept;
  if (model === null) throw new CallRefusal('tuning-not-finished', message('tuning.not-finished'));
  const study = await studyOf(studyId);
  const arm = study.arms.find((each) => each.id === armId);
  if (arm === undefined) throw new CallRefusal('unknown-arm', message('settings.unknown-arm'));
  if (scope.kind === 'pooled') {
    // In an arm with own models it becomes the common one, for people without a model of their own.
    const { parameters, systemPrompt } = settings.commonModelOf(study, arm);
    settings.mapArm(studyId, { armId, providerId, model, parameters, systemPrompt });
    return withPlaces(kept, [{ studyId, armId, participantCode: null }]);
  }
  if (arm.personalisation.kind !== 'own-model') throw new CallRefusal('arm-not-personal', message('tuning.arm-not-personal', { arm: arm.name }));
  if (scope.studyId !== studyId) throw new CallRefusal('other-study', message('tuning.other-study', { study: study.title }));
  const codes = scope.kind === 'participant' ? [scope.participantCode] : codesOfGroup(kept, scope, storage);
  storage.setOwnModels(codes.map((participantCode) => ({ studyId, armId, participantCode, providerId, model, origin: 'tuning' as const })));
  return withPlaces(kept, codes.map((participantCode) => ({ studyId, armId, participantCode })));
}

/** Everybody who belongs to the group now, whether their words were trained on or not, and all whose words were. */
function codesOfGroup({ people }: KeptTuning, { studyId, field, value }: Extract<TuningScope, { kind: 'group' }>, storage: UseSurroundings['storage']): string[] {
  const registered = storage.listParticipants(studyId).filter(({ erased }) => erased === null);
  const members = registered.filter(({ profile }) => groupOf(profile, field) === value).map(({ code }) => code);
  const known = new Set(registered.map(({ code }) => code));
  const trained = people.filter((person) => person.studyId === studyId && known.has(person.participantCode)).map(({ participantCode }) => participantCode);
  return [...new Set([...members, ...trained])];
}

function withPlaces({ usedAs }: KeptTuning, places: KeptTuning['usedAs']): KeptTuning['usedAs'] {
  const same = (left: KeptTuning['usedAs'][number], right: KeptTuning['usedAs'][number]): boolean =>
    left.studyId === right.studyId && left.armId === right.armId && left.participantCode === right.participantCode;
  return [...usedAs.filter((old) => !places.some((place) => same(old, place))), ...places];
}
