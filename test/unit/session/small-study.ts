import type { Layout } from '../../../shared/study/conversations.ts';
import type { Sheet } from '../../../shared/study/judgements.ts';
import { Study } from '../../../shared/study/protocol.ts';
import type { Stage, StageOf, TrialStage } from '../../../shared/study/stages.ts';

const comparison: Sheet = {
  id: 'comparison',
  preferredBy: 'ranking',
  judgements: [
    {
      kind: 'slider',
      id: 'rating',
      question: 'How good?',
      help: '',
      required: true,
      of: 'each-slot',
      low: 'Terrible',
      high: 'Perfect',
      showNumber: false,
      notApplicable: null,
      mustMove: true,
    },
    { kind: 'ranking', id: 'ranking', question: 'Which order?', help: '', required: true, best: 'best', worst: 'worst', ties: false },
  ],
};

const explanation: Sheet = {
  id: 'explanation',
  preferredBy: null,
  judgements: [
    {
      kind: 'attributes',
      id: 'attributes',
      question: 'How did {assistant} do?',
      help: '',
      required: true,
      of: 'preferred',
      low: 'Terrible',
      high: 'Perfect',
      notApplicable: 'does not apply',
      items: [
        { id: 'values', label: 'Values' },
        { id: 'fluency', label: 'Fluency' },
      ],
    },
    {
      kind: 'text',
      id: 'feedback',
      question: 'In your words',
      help: '',
      required: true,
      boxes: [
        { id: 'good', label: 'Good' },
        { id: 'bad', label: 'Bad' },
      ],
      minimumCharacters: 5,
      maximumCharacters: 500,
    },
  ],
};

/** A sheet after every turn: a slider that stands in the middle, as in PRISM 2024. */
const turnSheet: Sheet = {
  id: 'turn',
  preferredBy: 'score',
  judgements: [
    {
      kind: 'slider',
      id: 'score',
      question: 'How good is this response?',
      help: '',
      required: true,
      of: 'each-slot',
      low: 'Terrible',
      high: 'Perfect',
      showNumber: false,
      notApplicable: null,
      mustMove: false,
    },
  ],
};

function arm(id: string, model: string) {
  return {
    id,
    name: `Secret name ${id}`,
    description: '',
    model: { providerId: 'practice', model, parameters: {}, systemPrompt: `Secret prompt ${id}.` },
    personalisation: { kind: 'none' as const },
  };
}

function type(id: string, label: string) {
  return { id, label, title: `Talk ${id}`, prompt: 'Talk about anything.', opening: { kind: 'free' as const } };
}

const trial: Pick<TrialStage, 'layout' | 'timeLimitSeconds' | 'messages' | 'replies' | 'turnSheet' | 'sheets'> = {
  layout: { kind: 'parallel', sendTo: 'all' },
  timeLimitSeconds: null,
  messages: { maximumCharacters: 200, maximumWords: null, pasting: true },
  replies: { words: null, revealDelayMilliseconds: 1500 },
  turnSheet: null,
  sheets: [comparison, explanation],
};

const stages: Stage[] = [
  {
    kind: 'consent',
    id: 'consent',
    title: 'Consent',
    text: 'Please read.',
    version: '1',
    statements: [
      { id: 'read', text: 'I have read it.' },
      { id: 'agree', text: 'I agree.' },
    ],
  },
  {
    kind: 'questionnaire',
    id: 'profile',
    title: 'Profile',
    language: null,
    survey: {
      elements: [
        {
          type: 'radiogroup',
          name: 'age',
          title: 'Age?',
          isRequired: true,
          choices: [
            { value: 'young', text: 'Young' },
            { value: 'old', text: 'Old' },
          ],
        },
        {
          type: 'comment',
          name: 'wish',
          title: 'Wish?',
          maxLength: 200,
          validators: [{ type: 'text', minLength: 3 }],
        },
      ],
    },
  },
  { kind: 'instructions', id: 'instructions', title: 'Instructions', text: 'Do this.' },
  {
    kind: 'practice',
    id: 'practice',
    title: 'Practice',
    ...trial,
    turns: { minimum: 1, maximum: 2 },
    conversations: { count: 1, order: 'listed', types: [type('practice-trial', 'unguided')] },
    arms: ['one', 'two', 'three', 'four'].map((id) => arm(`stand-in-${id}`, `p-${id}`)),
  },
  {
    kind: 'conversations',
    id: 'trials',
    title: 'Conversation',
    ...trial,
    turns: { minimum: 1, maximum: 3 },
    conversations: { count: 2, order: 'listed', types: [type('first', 'unguided'), type('second', 'values guided')] },
  },
  {
    kind: 'blinding-guess',
    id: 'guess',
    title: 'Which felt personal?',
    question: 'Which one?',
    help: '',
    none: 'None',
    sureQuestion: 'How sure?',
    sureChoices: [
      { value: 'guessing', label: 'Guessing' },
      { value: 'certain', label: 'Certain' },
    ],
    targets: ['arm-personal'],
  },
  { kind: 'debrief', id: 'debrief', title: 'Debrief', text: 'Thank you.' },
];

/** A study small enough to play thousands of times. */
export const smallStudy: Study = Study.parse({
  format: 'visavis-study',
  formatVersion: 2,
  id: 'small-study',
  title: 'Small study',
  summary: '',
  template: null,
  arms: [arm('arm-generic', 'm-1'), arm('arm-prompted', 'm-2'), arm('arm-pooled', 'm-3'), arm('arm-personal', 'm-4')],
  sessions: [{ id: 'only', title: 'Session', expectedMinutes: 5, gap: null, stages }],
  allocation: { seed: 'small', armsPerConversation: null, strata: null },
  analysis: {
    plannedParticipants: 24,
    primaryOutcome: { stageId: 'trials', judgementId: 'ranking' },
    significance: 0.05,
    contrasts: [],
    exclusions: [],
    notes: '',
  },
  blinding: {
    leaks: { policy: 'flag', categories: [], names: [], mask: '[…]' },
    look: { headings: false, bold: false, emoji: false, trailingQuestions: false },
  },
} satisfies Study);

/** The small study with other stages; changes to a stage are named by its id. */
export function withStages(study: Study, change: (stages: readonly Stage[]) => readonly Stage[]): Study {
  return {
    ...study,
    sessions: study.sessions.map((session) => ({ ...session, stages: [...change(session.stages)] })),
  };
}

/** The small study with its conversations held in another way. */
export function withTrials(study: Study, change: Partial<StageOf<'conversations'>>): Study {
  return withStages(study, (all) => all.map((stage) => (stage.kind === 'conversations' ? { ...stage, ...change } : stage)));
}

/** One study a layout: what differs is how the arms answer, and so what can be judged. */
export function studyWithLayout(layout: Layout['kind']): Study {
  if (layout === 'parallel') return smallStudy;
  const attributes = explanation.judgements.map((judgement) =>
    layout === 'common-thread' && judgement.kind === 'attributes' ? { ...judgement, of: 'conversation' as const, question: 'How did they do?' } : judgement,
  );
  return withTrials(smallStudy, {
    layout: layout === 'branch' ? { kind: 'branch', samplesPerTurn: 2 } : { kind: 'common-thread' },
    turnSheet,
    sheets: [{ ...explanation, judgements: attributes }],
  });
}

/** The small study with everything that an engine can be asked to play besides. */
export const fullStudy: Study = withStages(
  {
    ...withTrials(smallStudy, {
      layout: { kind: 'parallel', sendTo: 'all-or-one' },
      timeLimitSeconds: 60,
      conversations: {
        count: 2,
        order: 'participant',
        types: [type('first', 'unguided'), { ...type('second', 'values guided'), opening: { kind: 'list', messages: ['Hello there', 'Good day'] } }],
      },
    }),
    blinding: {
      leaks: { policy: 'ask-again', categories: ['name'], names: ['Ozymandias'], mask: '[…]' },
      look: { headings: false, bold: true, emoji: false, trailingQuestions: false },
    },
  },
  (stages) =>
    stages.flatMap((stage): Stage[] =>
      stage.id === 'guess'
        ? [
            { kind: 'break', id: 'break', title: 'Break', text: 'Have a rest.', minimumSeconds: 2 },
            {
              kind: 'repeats',
              id: 'again',
              title: 'Once more',
              of: 'trials',
              count: 1,
              prompt: 'Please judge this one once more.',
              sheets: ['comparison'],
            },
            {
              kind: 'message',
              id: 'message',
              title: 'A word',
              text: 'Anything else?',
              answer: { label: 'Your words', minimumCharacters: 0, maximumCharacters: 100 },
            },
            stage,
          ]
        : [stage],
    ),
);
