import { z } from 'zod';
import { AttributeValue, ItemAnswer, RankPlaces, Rating, Slot } from '../session/events.ts';
import { Identifier } from '../study/protocol.ts';

const at = z.number().describe('UTC milliseconds.');

/** A session as it is read afterwards. Like every view, it has no field for an arm or a model. */
export const TranscriptView = z.strictObject({
  sessionId: z.string(),
  studyId: Identifier,
  studyTitle: z.string(),
  participantCode: z.string(),
  status: z.enum(['running', 'complete', 'ended']),
  endReason: z.string().nullable(),
  startedAtUtcMilliseconds: at,
  endedAtUtcMilliseconds: at.nullable(),
  unblinded: z.boolean(),
  steps: z.array(
    z.strictObject({
      title: z.string(),
      enteredAtUtcMilliseconds: at.nullable(),
      elapsedMilliseconds: z.number(),
      skipped: z.boolean(),
    }),
  ),
  answers: z.array(
    z.strictObject({ stageTitle: z.string(), question: z.string(), answer: ItemAnswer, readable: z.string() }),
  ),
  conversations: z.array(
    z.strictObject({
      conversationId: Identifier,
      title: z.string(),
      type: z.string(),
      practice: z.boolean(),
      phase: z.enum(['talking', 'comparing', 'explaining', 'done', 'skipped']),
      slots: z.array(Slot),
      turns: z.array(
        z.strictObject({
          number: z.number().int(),
          message: z.string(),
          status: z.enum(['collecting', 'stalled', 'revealed', 'voided']),
          sentAtUtcMilliseconds: at,
          revealedAtUtcMilliseconds: at.nullable(),
          replies: z.array(z.strictObject({ slot: Slot, text: z.string().nullable() })),
        }),
      ),
      ratings: z.partialRecord(Slot, Rating),
      places: RankPlaces,
      best: Slot.nullable(),
      attributes: z.array(z.strictObject({ label: z.string(), value: AttributeValue })),
      good: z.string(),
      bad: z.string(),
      guess: z.strictObject({ slot: Slot.nullable(), sure: z.string().nullable() }).nullable(),
    }),
  ),
  notes: z.array(z.strictObject({ kind: z.enum(['note', 'incident']), atUtcMilliseconds: at, text: z.string() })),
  /** Every event, by kind and actor, with a summary that names no arm. */
  auditTrail: z.array(
    z.strictObject({
      sequence: z.number().int(),
      atUtcMilliseconds: at,
      actor: z.string(),
      kind: z.string(),
      summary: z.string(),
      hash: z.string(),
    }),
  ),
});
export type TranscriptView = z.infer<typeof TranscriptView>;

/** The one answer that names arms; only `transcript/unblind` gives it, after recording the reason. */
export const UnblindedArms = z.strictObject({
  sessionId: z.string(),
  conversations: z.array(
    z.strictObject({
      conversationId: Identifier,
      slots: z.array(z.strictObject({ slot: Slot, armName: z.string(), model: z.string() })),
    }),
  ),
});
export type UnblindedArms = z.infer<typeof UnblindedArms>;
