import { z } from 'zod';
import { Identifier } from '../study/identifier.ts';

/** What of one study goes in. */
export const PreferenceSource = z.strictObject({
  studyId: Identifier,
  sessions: z.union([z.enum(['all', 'none']), z.array(z.string()).min(1)]).describe('Sessions whose answers count: all, none, or these.'),
  imported: z.boolean().describe('Imported conversations of the study too.'),
  participants: z.array(z.string()).min(1).nullable().describe('Codes; null for everybody.'),
  leaveOut: z
    .strictObject({
      stageIds: z.array(z.string()).describe('Stages whose conversations will be evaluated.'),
      sessionNumbers: z.array(z.number().int().min(1)).describe('Planned sessions that will be evaluated.'),
      conversationTypes: z.array(z.string()).describe('Types that will be evaluated, imported ones included.'),
    })
    .describe('Trials that will be evaluated: they stay out, and a check looks whether anything of them came in all the same.'),
});
export type PreferenceSource = z.infer<typeof PreferenceSource>;

/** How preference data are made. The same recipe over the same data gives the same files, byte for byte. */
export const PreferenceRecipe = z.strictObject({
  sources: z.array(PreferenceSource).min(1),
  subject: z.enum(['pooled', 'per-participant']).describe('One data set of everybody, or one for each participant.'),
  pairs: z.strictObject({
    ratings: z.strictObject({ minimumGap: z.number().min(0).max(99) }).nullable().describe('A pair where ratings differ by more than nothing and at least this much.'),
    rankings: z.enum(['adjacent', 'all', 'best-against-rest']).nullable(),
    choices: z.boolean().describe('What was chosen, against what it was chosen over.'),
  }),
  ties: z.enum(['leave-out', 'draw']).describe('draw: one of two level responses is drawn as the better one (seeded), and counted.'),
  voided: z.enum(['leave-out', 'keep']).describe('Voided turns whose replies were judged.'),
  turns: z.enum(['all', 'first']).describe('First: only opening messages. All: later turns with their whole history.'),
  split: z.strictObject({
    unseenParticipants: z.number().min(0).max(0.9).describe('Share of participants who are in the test set alone.'),
    testConversations: z.number().min(0).max(0.9).describe('Share of the other participants\' conversations that are in the test set.'),
    seed: z.string().min(1).max(100),
  }),
});
export type PreferenceRecipe = z.infer<typeof PreferenceRecipe>;

export const preferenceFormats = ['trl', 'openai-dpo', 'p-rlhf', 'prism'] as const;
export const PreferenceFormat = z.enum(preferenceFormats).describe('Whose training code will read the files.');
export type PreferenceFormat = z.infer<typeof PreferenceFormat>;

/** Where a pair comes from, before it is written in anyone's format. */
export interface PreferencePair {
  readonly studyId: string;
  readonly participantCode: string;
  readonly conversationId: string;
  readonly sourceKey: string;
  readonly turn: number;
  readonly from: 'rating' | 'ranking' | 'choice';
  /** Exchanges before the message, oldest first; the same for both replies. */
  readonly history: readonly { readonly message: string; readonly reply: string }[];
  readonly message: string;
  readonly chosen: string;
  readonly rejected: string;
  /** Difference of the ratings; null unless it comes from ratings. */
  readonly gap: number | null;
  /** True when the better one was drawn. */
  readonly drawn: boolean;
  readonly split: 'train' | 'test';
}
