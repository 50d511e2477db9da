import type { TuningPlace, TuningScope } from '../../shared/contract/data.ts';
import { isOwnModelArm } from '../../shared/personal/own-model.ts';
import { groupOf } from '../../shared/preferences/group-of.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { readStudy } from '../../shared/study/read-study.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import type { Settings } from '../settings/settings.ts';
import type { Storage } from '../storage/storage.ts';
import type { KeptTuning } from './kept-job.ts';

export interface UseSurroundings {
  readonly storage: Pick<Storage, 'setOwnModels' | 'listParticipants' | 'listStudyDrafts' | 'readStudyDraft' | 'saveStudyDraft'>;
  readonly settings: Pick<Settings, 'commonModelOf' | 'mapArm'>;
  /** Studies as sessions use them. */
  readonly studies: () => readonly Study[];
}

/** Where finished models can stand: studies that sessions are held under, and drafts as far as they are studies already. */
export function placesOf({ storage, studies }: Pick<UseSurroundings, 'storage' | 'studies'>): TuningPlace[] {
  const used = studies();
  const drafts = storage.listStudyDrafts().flatMap(({ studyId }) => draftOf(studyId, storage) ?? []);
  const newOnes = drafts.filter(({ id }) => used.every((study) => study.id !== id));
  return [...used, ...newOnes].map(({ id, title, arms: ownArms }): TuningPlace => {
    const isUsed = used.some((study) => study.id === id);
    // What an amendment adds can have its models before it is locked.
    const added = isUsed ? (drafts.find((draft) => draft.id === id)?.arms ?? []).filter((arm) => ownArms.every((own) => own.id !== arm.id)) : [];
    const armOf = (arm: Study['arms'][number], isInDraft: boolean): TuningPlace['arms'][number] => ({ armId: arm.id, name: arm.name, hasOwnModels: isOwnModelArm(arm), isInDraft });
    return { studyId: id, title, arms: [...ownArms.map((arm) => armOf(arm, !isUsed)), ...added.map((arm) => armOf(arm, true))] };
  });
}

/**
 * Makes a finished model the model of an arm or, for one participant or a group, their own model in it. An arm
 * that stands in a draft alone is given it there; those of locked studies get it in the settings.
 * @returns where it stands now, places of before included
 */
export function useModel(kept: KeptTuning, studyId: string, armId: string, { storage, settings, studies }: UseSurroundings): KeptTuning['usedAs'] {
  const { scope, resultModel: model, providerId } = kept;
  if (model === null) throw new CallRefusal('tuning-not-finished', message('tuning.not-finished'));
  const used = studies().find(({ id }) => id === studyId);
  const draft = draftOf(studyId, storage);
  const isInDraft = draft !== null && used?.arms.some(({ id }) => id === armId) !== true;
  const study = isInDraft ? draft : used;
  if (study === undefined) throw new CallRefusal('unknown-study', message('study.unknown'));
  const arm = study.arms.find(({ id }) => id === armId);
  if (arm === undefined) throw new CallRefusal('unknown-arm', message('settings.unknown-arm'));
  if (scope.kind === 'pooled') {
    // In an arm with own models it becomes the common one, for people without a model of their own.
    if (isInDraft) giveInDraft(study, armId, { providerId, model }, storage);
    else {
      const { parameters, systemPrompt } = settings.commonModelOf(study, arm);
      settings.mapArm(studyId, { armId, providerId, model, parameters, systemPrompt });
    }
    return withPlaces(kept, [{ studyId, armId, participantCode: null }]);
  }
  if (!isOwnModelArm(arm)) throw new CallRefusal('arm-not-personal', message('tuning.arm-not-personal', { arm: arm.name }));
  if (scope.studyId !== studyId) throw new CallRefusal('other-study', message('tuning.other-study', { study: study.title }));
  const codes = scope.kind === 'participant' ? [scope.participantCode] : codesOfGroup(kept, scope, storage);
  storage.setOwnModels(codes.map((participantCode) => ({ studyId, armId, participantCode, providerId, model, origin: 'tuning' as const })));
  return withPlaces(kept, codes.map((participantCode) => ({ studyId, armId, participantCode })));
}

/** Null where there is none, and for one that is no study yet. */
function draftOf(studyId: string, storage: Pick<Storage, 'readStudyDraft'>): Study | null {
  const reading = readStudy(storage.readStudyDraft(studyId)?.content);
  return reading.ok ? { ...reading.study, id: studyId } : null;
}

/** The settings know locked studies alone, and a draft shows in the editor what it will be locked with. */
function giveInDraft(study: Study, armId: string, choice: Pick<Study['arms'][number]['model'], 'providerId' | 'model'>, storage: UseSurroundings['storage']): void {
  const draft = storage.readStudyDraft(study.id);
  if (draft === null) return;
  const arms = study.arms.map((arm) => (arm.id === armId ? { ...arm, model: { ...arm.model, ...choice } } : arm));
  storage.saveStudyDraft({ studyId: study.id, title: draft.title, madeFrom: draft.madeFrom, content: { ...study, arms } });
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
