import { stagesOf, type Study } from '../../../shared/study/protocol.ts';
import { isTrialStage, type Stage, type StageOf, type TrialStage } from '../../../shared/study/stages.ts';
import type { Selection } from '../editing.ts';

/** A point of a stage at which the participant has a screen of their own. */
export type MomentKind =
  | 'screen'
  | 'type-choice'
  | 'opening'
  | 'waiting'
  | 'replies'
  | 'turn-sheet'
  | 'going-on'
  | 'samples'
  | 'sheet';

export interface Moment {
  /** Unlike that of every other moment of the selection; the same kind has the same id in every stage. */
  readonly id: string;
  readonly kind: MomentKind;
  /** Index of the session. */
  readonly session: number;
  readonly stage: Stage;
  /** Sheet at the end of a conversation, 1 first; null elsewhere. */
  readonly sheet: number | null;
}

/** Why what is chosen is shown by this screen, where it is not the screen itself. */
export type PreviewHint = 'study' | 'arms' | 'allocation' | 'analysis' | 'blinding' | 'blinding-guess' | 'nothing';

export interface Subject {
  readonly moments: readonly Moment[];
  /** The one that is shown first. */
  readonly first: string | null;
  readonly hint: PreviewHint | null;
}

/** What there is to see for a selection of the outline: the screens of a stage, or those that it concerns most. */
export function subjectOf(study: Study, selection: Selection): Subject {
  const [area, session, , stageIndex] = selection;
  if (area === 'sessions' && typeof session === 'number') {
    const stages = study.sessions[session]?.stages ?? [];
    if (typeof stageIndex !== 'number') return { ...subject(stages.map((stage, index) => firstOf(study, session, stage, index)), null), first: null };
    const stage = stages[stageIndex];
    return subject(stage === undefined ? [] : momentsOfStage(study, session, stage), null);
  }
  if (area === 'blinding') {
    const guess = firstOfKind(study, 'blinding-guess');
    return guess === null ? talkSubject(study, 'blinding') : subject(momentsOfStage(study, guess.session, guess.stage), 'blinding-guess');
  }
  if (area === 'analysis') return outcomeSubject(study);
  if (area === 'arms' || area === 'allocation') return talkSubject(study, area);
  const [begin] = study.sessions[0]?.stages ?? [];
  return begin === undefined ? nothing : subject(momentsOfStage(study, 0, begin), 'study');
}

const nothing: Subject = { moments: [], first: null, hint: 'nothing' };

function subject(moments: readonly Moment[], hint: PreviewHint | null): Subject {
  return moments.length === 0 ? nothing : { moments, first: moments[0]?.id ?? null, hint };
}

/** The conversations under study, at the moment when replies stand beside each other. */
function talkSubject(study: Study, hint: PreviewHint): Subject {
  const talk = firstOfKind(study, 'conversations');
  if (talk === null) return nothing;
  const moments = momentsOfStage(study, talk.session, talk.stage);
  const shown = moments.find(({ kind }) => kind === 'replies' || kind === 'turn-sheet');
  return { ...subject(moments, hint), first: shown?.id ?? moments[0]?.id ?? null };
}

/** The sheet with the judgement that the study is decided by. */
function outcomeSubject(study: Study): Subject {
  const outcome = study.analysis.primaryOutcome;
  const session = study.sessions.findIndex(({ stages }) => stages.some((stage) => stage.id === outcome?.stageId));
  const stage = study.sessions[session]?.stages.find((each) => each.id === outcome?.stageId);
  if (outcome === null || stage === undefined || !isTrialStage(stage)) return talkSubject(study, 'analysis');
  const holds = (sheet: TrialStage['turnSheet']): boolean =>
    sheet?.judgements.some((judgement) => judgement.id === outcome.judgementId) ?? false;
  const moments = momentsOfStage(study, session, stage);
  const shown = holds(stage.turnSheet) ? 'turn-sheet' : `sheet-${stage.sheets.findIndex(holds) + 1}`;
  const first = moments.some(({ id }) => id === shown) ? shown : (moments[0]?.id ?? null);
  return { ...subject(moments, 'analysis'), first };
}

function firstOfKind<Kind extends Stage['kind']>(study: Study, kind: Kind): { readonly session: number; readonly stage: StageOf<Kind> } | null {
  for (const [session, { stages }] of study.sessions.entries()) {
    const stage = stages.find((each): each is StageOf<Kind> => each.kind === kind);
    if (stage !== undefined) return { session, stage };
  }
  return null;
}

/** The moment that shows most of a stage, named after its place in the session. */
function firstOf(study: Study, session: number, stage: Stage, index: number): Moment {
  const moments = momentsOfStage(study, session, stage);
  const telling = moments.find(({ kind }) => kind === 'replies' || kind === 'turn-sheet') ?? moments[0];
  return { ...(telling ?? momentOf('screen', session, stage)), id: `stage-${index + 1}` };
}

export function momentsOfStage(study: Study, session: number, stage: Stage): readonly Moment[] {
  if (stage.kind === 'repeats') return repeatMoments(study, session, stage);
  if (!isTrialStage(stage)) return [momentOf('screen', session, stage)];
  const { conversations, turnSheet, layout, turns, sheets } = stage;
  const goesOn = turns.maximum > 1;
  const kinds: MomentKind[] = [
    ...(conversations.order === 'participant' ? (['type-choice'] as const) : []),
    'opening',
    'waiting',
    turnSheet === null ? 'replies' : 'turn-sheet',
    ...(turnSheet !== null && goesOn ? (['going-on'] as const) : []),
    ...(turnSheet !== null && goesOn && layout.kind === 'branch' ? (['samples'] as const) : []),
  ];
  return [
    ...kinds.map((kind) => momentOf(kind, session, stage)),
    ...sheets.map((_, index) => ({ ...momentOf('sheet', session, stage), id: `sheet-${index + 1}`, sheet: index + 1 })),
  ];
}

function repeatMoments(study: Study, session: number, stage: StageOf<'repeats'>): readonly Moment[] {
  const original = stagesOf(study).find((each) => each.id === stage.of);
  if (original === undefined || !isTrialStage(original)) return [momentOf('screen', session, stage)];
  const sheets = original.sheets.filter((sheet) => stage.sheets.includes(sheet.id));
  if (sheets.length === 0) return [momentOf('screen', session, stage)];
  return sheets.map((_, index) => ({ ...momentOf('sheet', session, stage), id: `sheet-${index + 1}`, sheet: index + 1 }));
}

function momentOf(kind: MomentKind, session: number, stage: Stage): Moment {
  return { id: kind, kind, session, stage, sheet: null };
}
