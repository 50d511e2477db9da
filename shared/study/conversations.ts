import { z } from 'zod';
import { Identifier, Text } from './identifier.ts';
import { Sheet } from './judgements.ts';

/** How the arms answer, and what each of them has read. */
export const Layout = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('parallel'),
      sendTo: z.enum(['all', 'all-or-one']).describe('all-or-one: a message goes to all slots or to a single one, as the participant chooses.'),
    })
    .describe('Every arm keeps its own thread (PRISM-X).'),
  z
    .strictObject({
      kind: z.literal('branch'),
      samplesPerTurn: z.number().int().min(2).max(4).describe('Responses of the preferred arm after the opening turn.'),
    })
    .describe('All arms answer the opening message; the preferred one goes on with several samples a turn (PRISM 2024).'),
  z
    .strictObject({ kind: z.literal('common-thread') })
    .describe('Every turn compares the arms on one history that goes on from the preferred response.'),
]);
export type Layout = z.infer<typeof Layout>;

export const Opening = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('free') }).describe('The participant writes it.'),
  z.strictObject({ kind: z.literal('list'), messages: z.array(Text).min(2) }).describe('The participant picks one.'),
  z.strictObject({ kind: z.literal('fixed'), message: Text }).describe('The same for everybody.'),
]);
export type Opening = z.infer<typeof Opening>;

export const ConversationType = z.strictObject({
  id: Identifier,
  label: Text.describe('For analysis, for instance "values guided" as in PRISM.'),
  title: Text.describe('What the participant sees as the name of the task.'),
  prompt: Text.describe('What the participant is asked to talk about.'),
  opening: Opening,
});
export type ConversationType = z.infer<typeof ConversationType>;

const Conversations = z.strictObject({
  count: z.number().int().min(1).max(40),
  order: z
    .enum(['listed', 'balanced', 'participant'])
    .describe('listed: types in their order, over and over. balanced: by Williams squares over participants. participant: picks each time.'),
  types: z.array(ConversationType).min(1),
});

const TurnLimits = z
  .strictObject({ minimum: z.number().int().min(1), maximum: z.number().int().min(1).max(50) })
  .refine((limits) => limits.minimum <= limits.maximum, 'The minimum of turns is above the maximum.');

/** What a stage says about the conversations held in it. */
export const trialShape = {
  layout: Layout,
  conversations: Conversations,
  turns: TurnLimits,
  timeLimitSeconds: z.number().int().min(10).nullable().describe('Talking time of a conversation; afterwards it is judged. Null for none.'),
  messages: z.strictObject({
    maximumCharacters: z.number().int().min(1).max(20_000),
    maximumWords: z.number().int().min(1).nullable(),
    pasting: z.boolean().describe('May text be pasted or dropped into the message?'),
  }),
  replies: z.strictObject({
    words: z.number().int().min(1).nullable().describe('Every model is told to answer in about so many words; null for no such line.'),
    revealDelayMilliseconds: z.number().int().min(0).max(60_000).describe('Replies are shown at the earliest so long after the message.'),
  }),
  turnSheet: Sheet.nullable().describe('Judged after every turn; null for nothing.'),
  sheets: z.array(Sheet).describe('Judged at the end of a conversation, one screen after the other.'),
};
