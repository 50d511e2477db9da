import { z } from 'zod';
import { EndStanding, Leak, RankPlaces, RatingValue, Slot } from '../session/events.ts';
import { Identifier } from '../study/identifier.ts';

const at = z.number().describe('UTC milliseconds.');
const subject = Slot.nullable().describe('Null for the preferred one or the conversation as a whole.');

const judgement = {
  judgementId: Identifier,
  /** As the study asks it; {assistant} stands for the preferred slot. */
  question: z.string(),
};

/** A judgement as it stands, with the words that it was asked in. */
export const JudgedAnswer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('rated'),
    ...judgement,
    low: z.string(),
    high: z.string(),
    /** The right end of the scale: 100 for sliders, the number of points otherwise. */
    maximum: z.number().int(),
    values: z.array(
      z.strictObject({
        slot: subject,
        /** Label of an item of a battery. */
        item: z.string().nullable(),
        value: RatingValue,
        /** Words of the value, where it has any. */
        words: z.string().nullable(),
        moved: z.boolean(),
      }),
    ),
  }),
  z.strictObject({ kind: z.literal('ranking'), ...judgement, best: z.string(), worst: z.string(), places: RankPlaces }),
  z.strictObject({
    kind: z.literal('choice'),
    ...judgement,
    /** Null for no difference. */
    slot: Slot.nullable(),
    /** Words of the strength, or of "no difference". */
    words: z.string().nullable(),
  }),
  z.strictObject({
    kind: z.literal('text'),
    ...judgement,
    boxes: z.array(z.strictObject({ label: z.string(), text: z.string() })),
  }),
]);
export type JudgedAnswer = z.infer<typeof JudgedAnswer>;

/** What was judged on one screen. */
export const JudgedSheetView = z.strictObject({
  sheetId: Identifier,
  confirmed: z.boolean(),
  /** What judgements of the preferred one are about. */
  about: Slot.nullable(),
  /** Slot that the sheet found to be preferred. */
  preferred: Slot.nullable(),
  /** Slots between which it was drawn. */
  tied: z.array(Slot),
  judgements: z.array(JudgedAnswer),
});
export type JudgedSheetView = z.infer<typeof JudgedSheetView>;

const TurnView = z.strictObject({
  number: z.number().int(),
  message: z.string(),
  /** The only slot that it was sent to; null for all. */
  sentTo: Slot.nullable(),
  status: z.enum(['collecting', 'stalled', 'revealed', 'voided']),
  sentAtUtcMilliseconds: at,
  revealedAtUtcMilliseconds: at.nullable(),
  replies: z.array(z.strictObject({ slot: Slot, text: z.string().nullable(), preferred: z.boolean() })),
  /** What was found in replies, without saying in whose: a category alone can name an arm. */
  leaks: z.array(z.strictObject({ category: Leak.shape.category, action: z.enum(['shown', 'asked-again', 'masked']) })),
  sheet: JudgedSheetView.nullable(),
});

/** A conversation that is judged once more, beside what was judged the first time. */
const RepeatView = z.strictObject({
  /** Which of the planned sessions the original was held in; null when it cannot be read any more. */
  sessionNumber: z.number().int().nullable(),
  conversationId: Identifier,
  title: z.string(),
  /** What is judged, in the slots that it has now. */
  exchanges: z.array(
    z.strictObject({ message: z.string(), replies: z.array(z.strictObject({ slot: Slot, text: z.string().nullable() })) }),
  ),
  /** Where each slot of now stood then. */
  slots: z.array(z.strictObject({ slot: Slot, before: Slot.nullable() })),
  /** The same sheets as they were judged then, by the slots of then. */
  sheets: z.array(JudgedSheetView),
});

/** A session as it is read afterwards. Like every view, it has no field for an arm or a model. */
export const TranscriptView = z.strictObject({
  sessionId: z.string(),
  studyId: Identifier,
  studyTitle: z.string(),
  /** Number of the locked version; null for a study that is not locked. */
  studyVersion: z.number().int().nullable(),
  participantCode: z.string(),
  sessionNumber: z.number().int(),
  sessionCount: z.number().int(),
  /** Empty in sessions of before moderators signed. */
  moderator: z.string(),
  status: z.enum(['running', 'complete', 'ended']),
  endReason: z.string().nullable(),
  standing: EndStanding,
  /** Why it was found, after it was over, not to count. */
  voidReason: z.string().nullable(),
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
  /** Questions in the order in which they were shown, then what else was written. */
  answers: z.array(z.strictObject({ stageTitle: z.string(), question: z.string(), readable: z.string() })),
  conversations: z.array(
    z.strictObject({
      conversationId: Identifier,
      title: z.string(),
      type: z.string(),
      practice: z.boolean(),
      layout: z.enum(['parallel', 'branch', 'common-thread']),
      phase: z.enum(['talking', 'judging', 'done', 'skipped']),
      slots: z.array(Slot),
      turns: z.array(TurnView),
      repeat: RepeatView.nullable(),
      /** What was judged at the end. */
      sheets: z.array(JudgedSheetView),
      guesses: z.array(z.strictObject({ slot: Slot.nullable(), sure: z.string().nullable() })),
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

const NamedSlot = z.strictObject({ slot: Slot, armName: z.string(), model: z.string() });

/** The one answer that names arms; only `transcript/unblind` gives it, after recording the reason. */
export const UnblindedArms = z.strictObject({
  sessionId: z.string(),
  conversations: z.array(
    z.strictObject({
      conversationId: Identifier,
      slots: z.array(NamedSlot),
      /** Who answered in each turn, and what their replies gave away. */
      turns: z.array(
        z.strictObject({
          number: z.number().int(),
          slots: z.array(NamedSlot),
          leaks: z.array(
            z.strictObject({
              slot: Slot,
              category: Leak.shape.category,
              action: z.enum(['shown', 'asked-again', 'masked']),
              passage: z.string(),
            }),
          ),
        }),
      ),
    }),
  ),
});
export type UnblindedArms = z.infer<typeof UnblindedArms>;
