import type { Arm } from '../../../shared/study/arms.ts';
import type { ConversationType } from '../../../shared/study/conversations.ts';
import type { Judgement, JudgementKind, Sheet } from '../../../shared/study/judgements.ts';
import { slotCountOf, stagesOf, type SessionPlan, type Study } from '../../../shared/study/protocol.ts';
import { isTrialStage, type StageOf, type TrialStage } from '../../../shared/study/stages.ts';
import { formWords } from './form-words.ts';
import { uniqueId } from './unique-id.ts';

/** Ids of all arms, stand-ins of practice rounds included: none may occur twice. */
export function armIdsOf(study: Study): readonly string[] {
  const standIns = stagesOf(study).flatMap((stage) => (stage.kind === 'practice' ? stage.arms : []));
  return [...study.arms, ...standIns].map((arm) => arm.id);
}

export function sheetsOf({ turnSheet, sheets }: TrialStage): readonly Sheet[] {
  return turnSheet === null ? sheets : [turnSheet, ...sheets];
}

export function judgementIdsOf(stage: TrialStage): readonly string[] {
  return sheetsOf(stage).flatMap((sheet) => sheet.judgements).map((judgement) => judgement.id);
}

export function newArm(study: Study, stem = 'arm'): Arm {
  const id = uniqueId(stem, armIdsOf(study));
  return {
    id,
    name: formWords('new.arm', { number: id.replace(/^.*?(\d*)$/, '$1') || 1 }),
    description: '',
    model: { providerId: 'practice', model: 'practice-brief', parameters: {}, systemPrompt: '' },
    personalisation: { kind: 'none' },
  };
}

export function copyOfArm(study: Study, arm: Arm): Arm {
  return { ...arm, id: uniqueId(arm.id, armIdsOf(study)), name: formWords('new.copy', { name: arm.name }) };
}

/** Built-in models for practice rounds, and those for trying studies out, in case more are needed. */
const practiceModels = [
  ...[1, 2, 3, 4].map((number) => `practice-plain-${number}`),
  ...['practice-brief', 'practice-warm', 'practice-agreeable', 'practice-long-winded'],
];

/** As many stand-ins as there are responses on the screen under study; those that are there stay. */
export function standInsFor(study: Study, stage: StageOf<'practice'>): readonly Arm[] {
  const studied = stagesOf(study).find((each) => each.kind === 'conversations');
  const wanted = studied?.kind === 'conversations' ? slotCountOf(study, studied) : study.arms.length;
  const standIns = stage.arms.slice(0, wanted);
  const used = new Set([...study.arms, ...standIns].filter(({ model }) => model.providerId === 'practice').map(({ model }) => model.model));
  const free = practiceModels.filter((model) => !used.has(model));
  const taken = [...armIdsOf(study)];
  while (standIns.length < wanted) {
    const id = uniqueId('stand-in', taken);
    taken.push(id);
    standIns.push({
      ...newArm(study),
      id,
      name: formWords('new.stand-in', { number: standIns.length + 1 }),
      model: { providerId: 'practice', model: free.shift() ?? 'practice-plain-1', parameters: {}, systemPrompt: '' },
    });
  }
  return standIns;
}

export function newType(types: readonly ConversationType[]): ConversationType {
  const id = uniqueId('type', types.map((type) => type.id));
  return { id, label: id, title: formWords('new.type.title'), prompt: formWords('new.type.prompt'), opening: { kind: 'free' } };
}

export function newJudgement(kind: JudgementKind, taken: readonly string[]): Judgement {
  const base = { id: uniqueId('judgement', taken), question: formWords(`new.judgement.${kind}`), help: '', required: true };
  const ends = { low: formWords('new.low'), high: formWords('new.high') };
  switch (kind) {
    case 'slider':
      return { kind, ...base, of: 'each-slot', ...ends, showNumber: false, notApplicable: null, mustMove: true };
    case 'likert':
      return { kind, ...base, of: 'each-slot', points: [1, 2, 3, 4, 5].map((point) => formWords('new.point', { point })), notApplicable: null };
    case 'choice':
      return { kind, ...base, strengths: [], tie: null };
    case 'ranking':
      return { kind, ...base, best: formWords('new.best'), worst: formWords('new.worst'), ties: false };
    case 'attributes':
      return { kind, ...base, of: 'each-slot', ...ends, notApplicable: null, items: [{ id: 'item', label: formWords('new.item') }] };
    case 'text':
      return { kind, ...base, boxes: [{ id: 'box', label: formWords('new.box') }], minimumCharacters: 0, maximumCharacters: 2000 };
  }
}

export function newSheet(stage: TrialStage): Sheet {
  const judgement = newJudgement('ranking', judgementIdsOf(stage));
  return { id: uniqueId('sheet', sheetsOf(stage).map((sheet) => sheet.id)), judgements: [judgement], preferredBy: judgement.id };
}

export function copyOfJudgement(judgement: Judgement, taken: readonly string[]): Judgement {
  return { ...judgement, id: uniqueId(judgement.id, taken) };
}

export function copyOfSheet(stage: TrialStage, sheet: Sheet): Sheet {
  const taken = [...judgementIdsOf(stage)];
  const ids = new Map<string, string>();
  for (const { id } of sheet.judgements) {
    const copy = uniqueId(id, taken);
    taken.push(copy);
    ids.set(id, copy);
  }
  return {
    id: uniqueId(sheet.id, sheetsOf(stage).map((each) => each.id)),
    judgements: sheet.judgements.map((judgement) => ({ ...judgement, id: ids.get(judgement.id) ?? judgement.id })),
    preferredBy: sheet.preferredBy === null ? null : (ids.get(sheet.preferredBy) ?? sheet.preferredBy),
  };
}

const usualGap = { minimumDays: 1, maximumDays: 14 };

export function newSession(study: Study): SessionPlan {
  const stageIds = stagesOf(study).map((stage) => stage.id);
  return {
    id: uniqueId('session', study.sessions.map((session) => session.id)),
    title: formWords('new.session', { number: study.sessions.length + 1 }),
    expectedMinutes: 30,
    gap: usualGap,
    stages: [{ kind: 'instructions', id: uniqueId('welcome', stageIds), title: formWords('new.stage.title'), text: formWords('new.stage.text') }],
  };
}

/** A session once more, its stages and stand-ins under ids of their own; repeats within it go along. */
export function copyOfSession(study: Study, session: SessionPlan): SessionPlan {
  const stageIds = [...stagesOf(study).map((stage) => stage.id)];
  const armIds = [...armIdsOf(study)];
  const take = (id: string, taken: string[]): string => {
    const copy = uniqueId(id, taken);
    taken.push(copy);
    return copy;
  };
  const renamed = new Map(session.stages.map((stage) => [stage.id, take(stage.id, stageIds)]));
  return {
    ...session,
    id: uniqueId(session.id, study.sessions.map((each) => each.id)),
    title: formWords('new.copy', { name: session.title }),
    stages: session.stages.map((stage) => ({
      ...stage,
      id: renamed.get(stage.id) ?? stage.id,
      ...(stage.kind === 'practice' ? { arms: stage.arms.map((arm) => ({ ...arm, id: take(arm.id, armIds) })) } : {}),
      ...(stage.kind === 'repeats' ? { of: renamed.get(stage.of) ?? stage.of } : {}),
    })),
  };
}

/** The first session follows no other; every later one follows after some days. */
export function withGapsSettled(sessions: readonly SessionPlan[]): readonly SessionPlan[] {
  return sessions.map((session, index) => (index === 0 ? { ...session, gap: null } : { ...session, gap: session.gap ?? usualGap }));
}

export function trialStagesUnderStudy(study: Study): readonly StageOf<'conversations'>[] {
  return stagesOf(study).filter((stage): stage is StageOf<'conversations'> => isTrialStage(stage) && stage.kind === 'conversations');
}
