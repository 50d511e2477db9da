import { allocationListOf } from '../../electron/design/designs.ts';
import type { WritableStorage } from '../../electron/storage/storage.ts';
import { leakCategories } from '../../shared/blinding/leak-categories.ts';
import { Study } from '../../shared/study/protocol.ts';

/** A study of conversations of six turns, for whichever models are measured. */
export function benchStudy(id: string, models: readonly string[], conversations = 1): Study {
  return Study.parse({
    format: 'visavis-study',
    formatVersion: 2,
    id,
    title: 'Measuring',
    summary: '',
    template: null,
    arms: models.map((model, index) => ({
      id: `arm-${index + 1}`,
      name: `Arm ${index + 1}`,
      description: '',
      model: { providerId: 'practice', model, parameters: {}, systemPrompt: '' },
      personalisation: { kind: 'none' },
    })),
    sessions: [{ id: 'session', title: 'Session', expectedMinutes: 1, gap: null, stages: [conversationsStage(conversations)] }],
    allocation: { seed: 'bench', armsPerConversation: null, strata: null },
    analysis: { plannedParticipants: 24, primaryOutcome: null, significance: 0.05, contrasts: [], exclusions: [], notes: '' },
    // Replies are searched as in any study; that is part of what is measured.
    blinding: {
      leaks: { policy: 'flag', categories: [...leakCategories], names: [], mask: '[…]' },
      look: { headings: false, bold: false, emoji: false, trailingQuestions: false },
    },
  });
}

/** Locks a study with its allocation list, so that sessions of it can be held. */
export function lockBenchStudy(storage: WritableStorage, study: Study): void {
  const rows = allocationListOf(study).map((row) => ({ id: row.id, stratum: row.stratum, content: row }));
  storage.lockStudy({ study, rows, lockedBy: 'Bench', reason: null, statement: null });
}

function conversationsStage(count: number) {
  return {
    kind: 'conversations',
    id: 'conversations',
    title: 'Conversation',
    layout: { kind: 'parallel', sendTo: 'all' },
    conversations: {
      count,
      order: 'listed',
      types: Array.from({ length: count }, (_, index) => ({
        id: `measured-${index + 1}`,
        label: 'unguided',
        title: `Measured ${index + 1}`,
        prompt: 'Talk about anything.',
        opening: { kind: 'free' },
      })),
    },
    turns: { minimum: 1, maximum: 6 },
    timeLimitSeconds: null,
    messages: { maximumCharacters: 2000, maximumWords: null, pasting: true },
    replies: { words: null, revealDelayMilliseconds: 0 },
    turnSheet: null,
    sheets: [comparison, explanation],
  };
}

const required = { help: '', required: true };
const comparison = {
  id: 'comparison',
  judgements: [
    {
      kind: 'slider',
      id: 'rating',
      ...required,
      question: 'How good?',
      of: 'each-slot',
      low: 'Terrible',
      high: 'Perfect',
      showNumber: false,
      notApplicable: null,
      mustMove: true,
    },
    { kind: 'ranking', id: 'ranking', ...required, question: 'Which order?', best: 'best', worst: 'worst', ties: false },
  ],
  preferredBy: 'ranking',
};
const explanation = {
  id: 'explanation',
  judgements: [
    {
      kind: 'attributes',
      id: 'attributes',
      ...required,
      question: 'How did {assistant} do?',
      of: 'preferred',
      low: 'Terrible',
      high: 'Perfect',
      notApplicable: 'does not apply',
      items: [{ id: 'fluency', label: 'Fluency' }],
    },
    {
      kind: 'text',
      id: 'feedback',
      ...required,
      question: 'In your words',
      boxes: [
        { id: 'good', label: 'Good' },
        { id: 'bad', label: 'Bad' },
      ],
      minimumCharacters: 0,
      maximumCharacters: 500,
    },
  ],
  preferredBy: null,
};
