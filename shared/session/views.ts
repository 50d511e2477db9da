import { z } from 'zod';
import {
  BlindingGuessStage,
  ConsentStage,
  DebriefStage,
  Identifier,
  InstructionsStage,
  QuestionnaireStage,
} from '../study/protocol.ts';
import { AttributeValue, FailureCategory, RankPlaces, Rating, Slot } from './events.ts';

/**
 * What reaches a window. These schemas have no field for an arm, a model, an endpoint or a provider:
 * blinding is a matter of types, and every view is parsed through them before it is sent.
 */
export const SlotThread = z.strictObject({
  slot: Slot,
  turns: z.array(z.strictObject({ message: z.string(), reply: z.string().nullable() })),
});
export type SlotThread = z.infer<typeof SlotThread>;

const trial = {
  stageId: Identifier,
  conversationId: Identifier,
  practice: z.boolean(),
  /** 1-based, among the conversations of the stage. */
  number: z.number().int(),
  count: z.number().int(),
  title: z.string(),
  prompt: z.string(),
  threads: z.array(SlotThread),
};

export const ParticipantScreen = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('idle') }),
  /** Covered while paused, or while the app cannot store anything. */
  z.strictObject({ kind: z.literal('covered'), because: z.enum(['paused', 'trouble']) }),
  z.strictObject({ kind: z.literal('consent'), stage: ConsentStage }),
  z.strictObject({ kind: z.literal('questionnaire'), stage: QuestionnaireStage }),
  z.strictObject({ kind: z.literal('instructions'), stage: InstructionsStage }),
  z.strictObject({
    kind: z.literal('conversation'),
    ...trial,
    minimumTurns: z.number().int(),
    maximumTurns: z.number().int(),
    /** Messages sent that count, the running one included. */
    turnCount: z.number().int(),
    maximumMessageCharacters: z.number().int(),
    /** 'replies' while all goes well, 'one-moment' as soon as anything had to be asked again. */
    waiting: z.enum(['no', 'replies', 'one-moment']),
    canSend: z.boolean(),
    /** The words of a message that was taken back before its replies were shown, to send again. */
    returnedMessage: z.string().nullable(),
    canFinish: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('comparison'),
    ...trial,
    rating: z.strictObject({ question: z.string(), help: z.string(), low: z.string(), high: z.string() }),
    ranking: z.strictObject({ question: z.string(), help: z.string(), best: z.string(), worst: z.string() }),
    ratings: z.partialRecord(Slot, Rating),
    places: RankPlaces,
  }),
  z.strictObject({
    kind: z.literal('explanation'),
    ...trial,
    best: Slot,
    attributes: z.strictObject({
      question: z.string(),
      help: z.string(),
      low: z.string(),
      high: z.string(),
      notApplicable: z.string(),
      items: z.array(z.strictObject({ id: Identifier, label: z.string(), help: z.string().optional() })),
    }),
    values: z.record(Identifier, AttributeValue),
    feedback: z.strictObject({
      question: z.string(),
      good: z.string(),
      bad: z.string(),
      minimumCharacters: z.number().int(),
      maximumCharacters: z.number().int(),
    }),
  }),
  z.strictObject({
    kind: z.literal('blinding-guess'),
    stage: BlindingGuessStage,
    conversations: z.array(
      z.strictObject({ conversationId: Identifier, title: z.string(), threads: z.array(SlotThread) }),
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
