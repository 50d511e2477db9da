import type { PreferenceRecipe } from './recipe.ts';

/** What is taken when nobody says otherwise: everything that was judged, and a tenth of people and conversations to test with. */
export function usualRecipe(studyIds: readonly string[]): PreferenceRecipe {
  return {
    sources: studyIds.map((studyId) => ({
      studyId,
      sessions: 'all',
      imported: true,
      participants: null,
      leaveOut: { stageIds: [], sessionNumbers: [], conversationTypes: [] },
    })),
    subject: 'pooled',
    pairs: { ratings: { minimumGap: 1 }, rankings: 'all', choices: true },
    ties: 'leave-out',
    voided: 'leave-out',
    turns: 'all',
    split: { unseenParticipants: 0.1, testConversations: 0.1, seed: 'visavis' },
  };
}
