import { z } from 'zod';
import { ConversationType } from '../study/conversations.ts';
import { Identifier } from '../study/identifier.ts';
import { Sheet } from '../study/judgements.ts';
import {
  BlindingGuessStage,
  BreakStage,
  ConsentStage,
  DebriefStage,
  InstructionsStage,
  MessageStage,
  QuestionnaireStage,
} from '../study/stages.ts';
import { FailureCategory, JudgementTexts, RankPlaces, RatingValue, Slot } from './events.ts';

const Exchange = z.strictObject({ message: z.string(), reply: z.string().nullable() });

/**
 * What reaches a window. These schemas have no field for an arm, a model, an endpoint or a provider:
 * blinding is a matter of types, and every view is parsed through them before it is sent.
 */
export const SlotThread = z.strictObject({ slot: Slot, turns: z.array(Exchange) });
export type SlotThread = z.infer<typeof SlotThread>;

/** A sheet with what was judged on it so far. */
export const SheetView = z.strictObject({
  sheet: Sheet,
  /** Index of the turn that is judged; null at the end of the conversation. */
  turn: z.number().int().nullable(),
  /** The slots that are judged, in the order of the screen; of a turn, those that were written to. */
  slots: z.array(Slot),
  /** The slot that judgements of the preferred one are about; null where there is none. */
  preferred: Slot.nullable(),
  ratings: z.array(
    z.strictObject({
      judgementId: Identifier,
      slot: Slot.nullable(),
      item: Identifier.nullable(),
      value: RatingValue,
      moved: z.boolean(),
    }),
  ),
  rankings: z.record(Identifier, RankPlaces),
  choices: z.record(Identifier, z.strictObject({ slot: Slot.nullable(), strength: z.number().int().nullable() })),
  texts: JudgementTexts,
});
export type SheetView = z.infer<typeof SheetView>;

const trial = {
  stageId: Identifier,
  conversationId: Identifier,
  practice: z.boolean(),
  /** 1-based, among the conversations of the stage. */
  number: z.number().int(),
  count: z.number().int(),
  title: z.string(),
  prompt: z.string(),
  layout: z.enum(['parallel', 'branch', 'common-thread']),
  /** What all slots share: the conversation so far, where it goes on from one response. */
  history: z.array(Exchange),
  /** What every slot has of its own: its whole thread, or its response to the last message. */
  threads: z.array(SlotThread),
};

export const ParticipantScreen = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('idle') }),
  /** Covered while paused, or while the app cannot store anything. */
  z.strictObject({ kind: z.literal('covered'), because: z.enum(['paused', 'trouble']) }),
  z.strictObject({ kind: z.literal('consent'), stage: ConsentStage }),
  z.strictObject({ kind: z.literal('questionnaire'), stage: QuestionnaireStage }),
  z.strictObject({ kind: z.literal('instructions'), stage: InstructionsStage }),
  /** `endsAtUtcMilliseconds`: when going on becomes possible; null at once. */
  z.strictObject({ kind: z.literal('break'), stage: BreakStage, endsAtUtcMilliseconds: z.number().nullable() }),
  z.strictObject({ kind: z.literal('message'), stage: MessageStage }),
  /** The participant picks what the conversation is about. */
  z.strictObject({
    kind: z.literal('type-choice'),
    ...trial,
    types: z.array(ConversationType.pick({ id: true, title: true, prompt: true })),
  }),
  z.strictObject({
    kind: z.literal('conversation'),
    ...trial,
    minimumTurns: z.number().int(),
    maximumTurns: z.number().int(),
    /** Messages sent that count, the running one included. */
    turnCount: z.number().int(),
    maximumMessageCharacters: z.number().int(),
    maximumMessageWords: z.number().int().nullable(),
    pasting: z.boolean(),
    /** Slots that a message can go to alone; empty when every message goes to all. */
    addressable: z.array(Slot),
    /** Messages of which the first must be one; null when it is written freely. */
    openings: z.array(z.string()).nullable(),
    /** UTC milliseconds at which the talking ends; null without a limit. */
    talkUntilUtcMilliseconds: z.number().nullable(),
    timeIsUp: z.boolean(),
    /** 'replies' while all goes well, 'one-moment' as soon as anything had to be asked again, unless that would tell which slot. */
    waiting: z.enum(['no', 'replies', 'one-moment']),
    canSend: z.boolean(),
    /** The words of a message that was taken back before its replies were shown, to send again. */
    returnedMessage: z.string().nullable(),
    canFinish: z.boolean(),
    /** The sheet to fill in before the next message; null while there is none. */
    judging: SheetView.nullable(),
  }),
  z.strictObject({
    kind: z.literal('judgement'),
    ...trial,
    /** True when a conversation is judged once more. */
    repeat: z.boolean(),
    /** 1-based, among the sheets of the conversation. */
    sheetNumber: z.number().int(),
    sheetCount: z.number().int(),
    judging: SheetView,
  }),
  z.strictObject({
    kind: z.literal('blinding-guess'),
    stage: BlindingGuessStage.omit({ targets: true }),
    conversations: z.array(
      z.strictObject({
        conversationId: Identifier,
        title: z.string(),
        slots: z.array(Slot),
        history: z.array(Exchange),
        threads: z.array(SlotThread),
      }),
    ),
  }),
  z.strictObject({ kind: z.literal('debrief'), stage: DebriefStage }),
  z.strictObject({ kind: z.literal('end'), outcome: z.enum(['complete', 'ended']) }),
]);
export type ParticipantScreen = z.infer<typeof ParticipantScreen>;
export type ScreenOf<Kind extends ParticipantScreen['kind']> = Extract<ParticipantScreen, { kind: Kind }>;

export const Drafts = z.record(z.string(), z.unknown());
export type Drafts = z.infer<typeof Drafts>;

export const ParticipantView = z.strictObject({
  /** Sequence of the last event; grows with every change. */
  revision: z.number().int(),
  /** Random per session; a new value means that everything typed so far belongs to someone else. */
  sessionId: z.string().nullable(),
  studyTitle: z.string(),
  /** Steps done and steps in all, for a quiet progress bar. */
  progress: z.strictObject({ done: z.number().int(), of: z.number().int() }),
  screen: ParticipantScreen,
});
export type ParticipantView = z.infer<typeof ParticipantView>;

export const PlanEntry = z.strictObject({
  title: z.string(),
  state: z.enum(['done', 'current', 'open', 'skipped']),
  /** Time spent in the step so far, up to `LiveView.now`. */
  elapsedMilliseconds: z.number(),
});

export type PlanEntry = z.infer<typeof PlanEntry>;

export const Trouble = z.strictObject({
  /** The latest failure of the running turn, without saying whose. */
  category: FailureCategory,
  attempt: z.number().int(),
  attempts: z.number().int(),
  /** UTC milliseconds of the next attempt; null when retries are spent and the moderator decides. */
  nextAttemptAtUtcMilliseconds: z.number().nullable(),
});
export type Trouble = z.infer<typeof Trouble>;

/** What the moderator sees of a running session: as blind as the participant. */
export const LiveView = z.strictObject({
  sessionId: z.string(),
  revision: z.number().int(),
  participantCode: z.string(),
  studyTitle: z.string(),
  /** Which of the planned sessions it is, and of how many. */
  sessionNumber: z.number().int(),
  sessionCount: z.number().int(),
  moderator: z.string(),
  status: z.enum(['running', 'complete', 'ended']),
  pausedFor: z.string().nullable(),
  endReason: z.string().nullable(),
  /** UTC milliseconds at which the view was made; elapsed times count up to here. */
  now: z.number(),
  startedAtUtcMilliseconds: z.number(),
  expectedMinutes: z.number(),
  plan: z.array(PlanEntry),
  currentStep: z.number().int(),
  /** Exactly the screen that the participant has, pauses not covered. */
  mirror: ParticipantScreen,
  conversationType: z.string().nullable(),
  turn: z
    .strictObject({
      number: z.number().int(),
      status: z.enum(['collecting', 'stalled', 'revealed']),
      sentAtUtcMilliseconds: z.number(),
    })
    .nullable(),
  trouble: Trouble.nullable(),
  notes: z.array(
    z.strictObject({ kind: z.enum(['note', 'incident']), atUtcMilliseconds: z.number(), text: z.string() }),
  ),
  lastSavedAtUtcMilliseconds: z.number(),
  can: z.strictObject({
    pause: z.boolean(),
    resume: z.boolean(),
    retryTurn: z.boolean(),
    voidTurn: z.boolean(),
    skipConversation: z.boolean(),
    endConversation: z.boolean(),
    endSession: z.boolean(),
  }),
  unblinded: z.boolean(),
  /** Set when nothing can be stored any more (disk full, database damaged); the session is stopped. */
  halted: z.strictObject({ code: z.enum(['disk-full', 'storage-failed']), message: z.string() }).nullable(),
});
export type LiveView = z.infer<typeof LiveView>;

export const emptyParticipantView: ParticipantView = {
  revision: 0,
  sessionId: null,
  studyTitle: '',
  progress: { done: 0, of: 0 },
  screen: { kind: 'idle' },
};
