import { z } from 'zod';
import { Slot } from '../session/events.ts';

/** Fields that the released layout does not have, or that nothing here reads; kept so that they go out as they came. */
const Extra = z.record(z.string(), z.json());

export const ImportedResponse = z.strictObject({
  /** Null for an empty reply, which PRISM writes as `EMPTY STRING`. */
  text: z.string().nullable(),
  model: z.string().nullable(),
  provider: z.string().nullable(),
  /** 1 to 100; null when the response was not scored. */
  score: z.number().nullable(),
  /** The response with which the conversation went on. In the release some turns have two. */
  chosen: z.boolean(),
  /** Random in PRISM, not a place on the screen. */
  withinTurnId: z.number().int().nullable(),
  /** Place on the screen, where it is known (PRISM did not record it). */
  slot: Slot.nullable(),
  utteranceId: z.string().nullable(),
  interactionId: z.string().nullable(),
  /** `history`: fields of the entry in the history; `utterance`: fields of the line in utterances.jsonl. Each is absent when there are none. */
  extra: Extra,
});
export type ImportedResponse = z.infer<typeof ImportedResponse>;

export const ImportedTurn = z.strictObject({
  /** As in the file, 0 first. */
  turn: z.number().int().min(0),
  message: z.string(),
  responses: z.array(ImportedResponse),
  /** Fields of the entry of the message. */
  extra: Extra,
});
export type ImportedTurn = z.infer<typeof ImportedTurn>;

/** A conversation that was held elsewhere, as it is stored: PRISM's, or one of ours in PRISM's layout. */
export const ImportedConversation = z.strictObject({
  conversationId: z.string().min(1),
  /** `unguided`, `values guided`, `controversy guided`, or what another study wrote. */
  type: z.string().nullable(),
  /** `YYYY-MM-DD HH:MM:SS` as in the file. */
  generatedAt: z.string().nullable(),
  turns: z.array(ImportedTurn),
  /** How well the chosen model did: 1 to 100, or null for not applicable. */
  performance: z.record(z.string(), z.number().nullable()),
  /** Why it was chosen: 1 to 100, or null for not applicable. */
  choice: z.record(z.string(), z.number().nullable()),
  feedback: z.string().nullable(),
  /** Other fields of the line in conversations.jsonl, by name; ours say in `layout` how responses stood side by side. */
  extra: Extra,
});
export type ImportedConversation = z.infer<typeof ImportedConversation>;
