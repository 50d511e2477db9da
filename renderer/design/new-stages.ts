import { stagesOf, type Study } from '../../shared/study/protocol.ts';
import type { Stage, StageKind, StageOf, TrialStage } from '../../shared/study/stages.ts';
import { message } from '../ui/messages.ts';
import { newSheet, newType, standInsFor, trialStagesUnderStudy } from './forms/new-members.ts';
import { uniqueId } from './forms/unique-id.ts';

/** All kinds, in the order in which a session usually has them. */
export const stageKinds = [
  'consent',
  'questionnaire',
  'instructions',
  'practice',
  'conversations',
  'repeats',
  'blinding-guess',
  'break',
  'message',
  'debrief',
] as const satisfies readonly StageKind[];

/** A stage to begin with: all its fields in order, its words to be replaced. */
export function newStage(kind: StageKind, study: Study): Stage {
  const id = uniqueId(kind, stagesOf(study).map((stage) => stage.id));
  const base = { id, title: message(`design.stage.${kind}`) };
  switch (kind) {
    case 'consent':
      return {
        kind,
        ...base,
        text: message('design.new.consent.text'),
        version: '1.0',
        statements: [{ id: 'voluntary', text: message('design.new.consent.statement') }],
      };
    case 'questionnaire':
      return {
        kind,
        ...base,
        language: null,
        survey: { elements: [{ type: 'text', name: 'question-1', title: message('design.new.questionnaire.question') }] },
      };
    case 'instructions':
    case 'debrief':
      return { kind, ...base, text: message(`design.new.${kind}.text`) };
    case 'conversations':
      return { kind, ...base, ...newTrial(null) };
    case 'practice':
      return newPractice(base, study);
    case 'repeats':
      return { kind, ...base, ...repeatsOf(trialStagesUnderStudy(study)[0]), prompt: message('design.new.repeats.prompt') };
    case 'blinding-guess':
      return {
        kind,
        ...base,
        question: message('design.new.guess.question'),
        help: '',
        none: message('design.new.guess.none'),
        sureQuestion: message('design.new.guess.how-sure'),
        sureChoices: (['guessing', 'unsure', 'sure'] as const).map((value) => ({ value, label: message(`design.new.guess.${value}`) })),
        targets: [],
      };
    case 'break':
      return { kind, ...base, text: message('design.new.break.text'), minimumSeconds: 0 };
    case 'message':
      return { kind, ...base, text: message('design.new.message.text'), answer: null };
  }
}

type Trial = Omit<StageOf<'conversations'>, 'kind' | 'id' | 'title'>;

/** One conversation of two to five turns and a ranking; in the layout of what it prepares for. */
function newTrial(like: TrialStage | null): Trial {
  const trial: Trial = {
    layout: like?.layout ?? { kind: 'parallel', sendTo: 'all' },
    conversations: { count: 1, order: 'listed', types: [newType([])] },
    turns: { minimum: 2, maximum: 5 },
    timeLimitSeconds: null,
    messages: like?.messages ?? { maximumCharacters: 4_000, maximumWords: null, pasting: true },
    replies: like?.replies ?? { words: null, revealDelayMilliseconds: 500 },
    turnSheet: null,
    sheets: [],
  };
  if (like !== null) return { ...trial, turnSheet: like.turnSheet, sheets: like.sheets };
  return { ...trial, sheets: [newSheet({ kind: 'conversations', id: 'new', title: 'new', ...trial })] };
}

function newPractice(base: { readonly id: string; readonly title: string }, study: Study): Stage {
  const stage = { kind: 'practice' as const, ...base, ...newTrial(trialStagesUnderStudy(study)[0] ?? null), arms: [] };
  return { ...stage, turns: { minimum: 1, maximum: 2 }, arms: [...standInsFor(study, stage)] };
}

function repeatsOf(stage: TrialStage | undefined): { readonly of: string; readonly count: number; readonly sheets: string[] } {
  const sheets = stage?.sheets.filter((sheet) => sheet.judgements.some((judgement) => judgement.kind !== 'text')) ?? [];
  // Without conversations to repeat the study says so at this field.
  return { of: stage?.id ?? 'conversations', count: 1, sheets: sheets.length === 0 ? ['sheet'] : sheets.map((sheet) => sheet.id) };
}
