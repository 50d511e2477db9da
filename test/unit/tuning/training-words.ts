import type { TuningRequest } from '../../../shared/contract/data.ts';
import type { TrainingFile, TrainingScope } from '../../../electron/preferences/training-files.ts';

/** What participants prefer, for tests: by code, in pairs of better and other reply. */
export type Tastes = Readonly<Record<string, readonly (readonly [better: string, other: string])[]>>;

export const studyId = 'prism-x';

/** Words that nobody else uses, to be searched for. */
export const secret = 'heliotrope';

const long = `A long and thorough reply on the ${secret}. It has many sentences. It leaves nothing out, and then it goes on.`;

/** As many pairs, in which the shorter or the asking reply is the better one. */
export function pairs(count: number, taste: 'short' | 'asking' = 'short'): (readonly [string, string])[] {
  return Array.from({ length: count }, (_, index) => (taste === 'short' ? [`Short ${index}.`, long] : [`${long} And you, ${index}?`, long]));
}

/** Stands in for the preference data of a study: pooled, one file for each participant, or one group of them all. */
export function filesOf(tastes: Tastes, scope: TrainingScope, withValidation = false): TrainingFile[] {
  const fileOf = (codes: readonly string[], whom: TrainingFile['scope']): TrainingFile => {
    const all = codes.flatMap((code) => (tastes[code] ?? []).map((pair) => [code, ...pair] as const));
    const text = all.map(([code, better, other], index) => `${lineOf(`What does ${code} say to ${index}?`, better, other)}\n`).join('');
    return {
      scope: whom,
      participants: codes.map((participantCode) => ({ studyId, participantCode })),
      pairs: all.length,
      text,
      validationText: withValidation ? `${lineOf(`A test with the ${secret}?`, 'Yes.', 'No.')}\n` : null,
      characters: text.length,
    };
  };
  const codes = Object.keys(tastes);
  switch (scope.kind) {
    case 'pooled':
      return [fileOf(codes, { kind: 'pooled' })];
    case 'per-participant':
      return codes.map((code) => fileOf([code], { kind: 'participant', studyId, participantCode: code }));
    case 'per-group':
      return [fileOf(codes, { kind: 'group', studyId, field: scope.field, value: 'Utopia' })];
  }
}

function lineOf(message: string, better: string, other: string): string {
  return JSON.stringify({
    input: { messages: [{ role: 'user', content: message }] },
    preferred_output: [{ role: 'assistant', content: better }],
    non_preferred_output: [{ role: 'assistant', content: other }],
  });
}

export function request(change: Partial<TuningRequest> = {}): TuningRequest {
  return {
    recipe: {
      sources: [{ studyId, sessions: 'all', imported: true, participants: null, leaveOut: { stageIds: [], sessionNumbers: [], conversationTypes: [] } }],
      subject: 'pooled',
      pairs: { ratings: { minimumGap: 1 }, rankings: null, choices: false },
      ties: 'leave-out',
      voided: 'leave-out',
      turns: 'all',
      split: { unseenParticipants: 0, testConversations: 0, seed: 'test' },
    },
    scope: { kind: 'pooled' },
    providerId: 'practice',
    baseModel: 'practice-warm',
    beta: 0.1,
    epochs: 2,
    pricePerMillionTokens: 25,
    ...change,
  };
}
