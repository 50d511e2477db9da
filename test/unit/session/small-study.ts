import { Study } from '../../../shared/study/protocol.ts';

const judgements = {
  rating: { question: 'How good?', help: '', low: 'Terrible', high: 'Perfect' },
  ranking: { question: 'Which order?', help: '', best: 'best', worst: 'worst' },
  attributes: {
    question: 'How did {assistant} do?',
    help: '',
    low: 'Terrible',
    high: 'Perfect',
    notApplicable: 'does not apply',
    items: [
      { id: 'values', label: 'Values' },
      { id: 'fluency', label: 'Fluency' },
    ],
  },
  feedback: { question: 'In your words', good: 'Good', bad: 'Bad', minimumCharacters: 5, maximumCharacters: 500 },
};

function arm(id: string, model: string) {
  return {
    id,
    name: `Secret name ${id}`,
    description: '',
    model: { providerId: 'practice', model, parameters: {}, systemPrompt: `Secret prompt ${id}.` },
  };
}

function conversation(id: string, type: 'unguided' | 'values guided' | 'controversy guided') {
  return { id, type, title: `Talk ${id}`, prompt: 'Talk about anything.' };
}

/** A study with every kind of stage, small enough to play thousands of times. */
export const smallStudy: Study = Study.parse({
  format: 'visavis-study',
  formatVersion: 1,
  id: 'small-study',
  title: 'Small study',
  summary: '',
  expectedMinutes: 5,
  minimumRevealDelayMilliseconds: 1500,
  maximumMessageCharacters: 200,
  arms: [arm('arm-generic', 'm-1'), arm('arm-prompted', 'm-2'), arm('arm-pooled', 'm-3'), arm('arm-personal', 'm-4')],
  stages: [
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
      introduction: '',
      items: [
        {
          kind: 'choice',
          id: 'age',
          question: 'Age?',
          required: true,
          choices: [
            { value: 'young', label: 'Young' },
            { value: 'old', label: 'Old' },
          ],
        },
        { kind: 'text', id: 'wish', question: 'Wish?', required: false, minimumCharacters: 3, maximumCharacters: 20, lines: 2 },
      ],
    },
    { kind: 'instructions', id: 'instructions', title: 'Instructions', text: 'Do this.' },
    {
      kind: 'practice',
      id: 'practice',
      title: 'Practice',
      turns: { minimum: 1, maximum: 2 },
      judgements,
      conversations: [conversation('practice-trial', 'unguided')],
      arms: ['one', 'two', 'three', 'four'].map((id) => arm(`stand-in-${id}`, `p-${id}`)),
    },
    {
      kind: 'conversations',
      id: 'trials',
      title: 'Conversation',
      turns: { minimum: 1, maximum: 3 },
      judgements,
      conversations: [conversation('first', 'unguided'), conversation('second', 'values guided')],
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
    },
    { kind: 'debrief', id: 'debrief', title: 'Debrief', text: 'Thank you.' },
  ],
});
