import { Study } from '../../../shared/study/protocol.ts';

const arm = (id: string) => ({
  id,
  name: `Secret name ${id}`,
  description: '',
  model: { providerId: 'practice', model: `m-${id}`, parameters: {}, systemPrompt: '' },
  personalisation: { kind: 'none' },
});

/** A study of two arms that branch, small enough to read; what is stored of it does not depend on more. */
export function aStudy(title = 'Branches', seed = 'list'): Study {
  return Study.parse({
    format: 'visavis-study',
    formatVersion: 2,
    id: 'branches',
    title,
    summary: '',
    template: null,
    arms: [arm('arm-one'), arm('arm-two')],
    sessions: [
      {
        id: 'only',
        title: 'Only session',
        expectedMinutes: 10,
        gap: null,
        stages: [{ kind: 'instructions', id: 'instructions', title: 'Instructions', text: 'Do this.' }],
      },
    ],
    allocation: { seed, armsPerConversation: null, strata: null },
    analysis: { plannedParticipants: 3, primaryOutcome: null, significance: 0.05, contrasts: [], exclusions: [], notes: '' },
    blinding: {
      leaks: { policy: 'flag', categories: [], names: [], mask: '[covered]' },
      look: { headings: false, bold: false, emoji: false, trailingQuestions: false },
    },
  });
}
