import { Study } from '../../shared/study/protocol.ts';

/** A study of conversations of six turns, for whichever models are measured. */
export function benchStudy(id: string, models: readonly string[], conversations = 1): Study {
  return Study.parse({
    format: 'visavis-study',
    formatVersion: 1,
    id,
    title: 'Measuring',
    summary: '',
    expectedMinutes: 1,
    minimumRevealDelayMilliseconds: 0,
    maximumMessageCharacters: 2000,
    arms: models.map((model, index) => ({
      id: `arm-${index + 1}`,
      name: `Arm ${index + 1}`,
      description: '',
      model: { providerId: 'practice', model, parameters: {}, systemPrompt: '' },
    })),
    stages: [
      {
        kind: 'conversations',
        id: 'conversations',
        title: 'Conversation',
        turns: { minimum: 1, maximum: 6 },
        conversations: Array.from({ length: conversations }, (_, index) => ({
          id: `measured-${index + 1}`,
          type: 'unguided',
          title: `Measured ${index + 1}`,
          prompt: 'Talk about anything.',
        })),
        judgements: {
          rating: { question: 'How good?', help: '', low: 'Terrible', high: 'Perfect' },
          ranking: { question: 'Which order?', help: '', best: 'best', worst: 'worst' },
          attributes: {
            question: 'How did {assistant} do?',
            help: '',
            low: 'Terrible',
            high: 'Perfect',
            notApplicable: 'does not apply',
            items: [{ id: 'fluency', label: 'Fluency' }],
          },
          feedback: { question: 'In your words', good: 'Good', bad: 'Bad', minimumCharacters: 0, maximumCharacters: 500 },
        },
      },
    ],
  });
}
