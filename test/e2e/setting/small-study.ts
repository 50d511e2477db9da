import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Arm } from '../../../shared/study/arms.ts';
import type { Layout } from '../../../shared/study/conversations.ts';
import type { Judgement, Sheet } from '../../../shared/study/judgements.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import type { Stage, StageOf } from '../../../shared/study/stages.ts';

const blank = JSON.parse(
  readFileSync(path.resolve(import.meta.dirname, '../../../resources/blank.study.json'), 'utf8'),
) as Study;

/** An arm of the study with a model of its own at a provider. */
export function armOf(id: string, name: string, model: string, providerId = 'practice', systemPrompt = ''): Arm {
  return {
    id,
    name,
    description: `Stands for ${name}.`,
    model: { providerId, model, parameters: {}, systemPrompt },
    personalisation: { kind: 'none' },
  };
}

const score: Judgement = {
  kind: 'slider',
  id: 'score',
  question: 'How good is this response?',
  help: '',
  required: true,
  of: 'each-slot',
  low: 'Bad',
  high: 'Good',
  showNumber: false,
  notApplicable: null,
  mustMove: true,
};

const order: Judgement = { kind: 'ranking', id: 'order', question: 'Put them in order.', help: '', required: true, best: 'Best', worst: 'Worst', ties: false };

/** Scores and an order: compares all slots at the end of a conversation. */
export const comparison: Sheet = { id: 'comparison', judgements: [score, order], preferredBy: 'order' };

const whole: Sheet = {
  id: 'whole',
  judgements: [
    { kind: 'likert', id: 'useful', question: 'How useful was it?', help: '', required: true, of: 'conversation', points: ['Not', 'Somewhat', 'Very'], notApplicable: null },
  ],
  preferredBy: null,
};

/** A stage of conversations in any layout, judged as that layout needs it; no waiting before the reveal. */
export function talks(layout: Layout, turns: { readonly minimum: number; readonly maximum: number }, count = 1): StageOf<'conversations'> {
  const shared = layout.kind !== 'parallel';
  return {
    kind: 'conversations',
    id: 'talks',
    title: 'Conversation',
    layout,
    conversations: {
      count,
      order: 'listed',
      types: [{ id: 'anything', label: 'anything', title: 'Whatever you like', prompt: 'Talk about whatever you like.', opening: { kind: 'free' } }],
    },
    turns,
    timeLimitSeconds: null,
    messages: { maximumCharacters: 2_000, maximumWords: null, pasting: true },
    replies: { words: null, revealDelayMilliseconds: 0 },
    turnSheet: shared ? { id: 'each-turn', judgements: [score], preferredBy: 'score' } : null,
    sheets: [shared ? whole : comparison],
  };
}

export const goodbye: Stage = { kind: 'debrief', id: 'goodbye', title: 'Thank you', text: 'That was all.' };

/** A study of a test's own, small and complete. */
export function smallStudy(parts: Pick<Study, 'arms' | 'sessions'> & Partial<Study>): Study {
  return { ...blank, template: null, ...parts };
}

export function sessionOf(id: string, stages: readonly Stage[], gap: Study['sessions'][number]['gap'] = null): Study['sessions'][number] {
  return { id, title: `Session ${id}`, expectedMinutes: 10, gap, stages: [...stages] };
}
