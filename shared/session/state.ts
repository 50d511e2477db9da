import type { Study } from '../study/protocol.ts';
import type {
  Answers,
  BlindingGuess,
  CallOutcome,
  EndStanding,
  EventOf,
  FailureCategory,
  Instant,
  JudgementTexts,
  ModelReply,
  PersonalContext,
  RankPlaces,
  RatingValue,
  Slot,
  Trial,
  TurnSlot,
} from './events.ts';

export interface FailedAttempt {
  readonly attempt: number;
  readonly attempts: number;
  readonly category: FailureCategory;
  readonly at: Instant;
  readonly retryInMilliseconds: number | null;
}

/** One request to a model for the reply of one slot, over all its attempts. */
export interface CallState {
  readonly callId: string;
  readonly slot: Slot;
  readonly armId: string;
  readonly outcome: CallOutcome | 'running';
  readonly reply: ModelReply | null;
  /** What the scan of the reply led to; null when nothing was found or changed. */
  readonly screened: EventOf<'reply-screened'>['payload'] | null;
  readonly category: FailureCategory | null;
  readonly lastFailure: FailedAttempt | null;
}

/** One rating as it stands: of a slot, or (null) of the preferred one or the whole. */
export interface GivenRating {
  readonly judgementId: string;
  readonly slot: Slot | null;
  readonly item: string | null;
  readonly value: RatingValue;
  readonly moved: boolean;
}

/** What was judged so far, of a turn or of a conversation. */
export interface Given {
  readonly ratings: readonly GivenRating[];
  /** By judgement. */
  readonly rankings: Readonly<Record<string, RankPlaces>>;
  readonly choices: Readonly<Record<string, { readonly slot: Slot | null; readonly strength: number | null }>>;
  readonly texts: JudgementTexts;
  /** Sheets that are final. */
  readonly confirmed: readonly string[];
}

export const nothingGiven: Given = { ratings: [], rankings: {}, choices: {}, texts: {}, confirmed: [] };

export interface TurnState {
  readonly text: string;
  readonly sentAt: Instant;
  /** Who answers where. */
  readonly slots: readonly TurnSlot[];
  readonly status: 'collecting' | 'stalled' | 'revealed' | 'voided';
  readonly calls: readonly CallState[];
  readonly revealedAt: Instant | null;
  /** How many calls there were when the turn was last retried; failures before that are forgiven. */
  readonly callsBeforeRetry: number;
  /** Set when it was revealed: the one call whose reply each slot shows. */
  readonly responses: EventOf<'turn-revealed'>['payload']['responses'];
  readonly given: Given;
  /** Slot preferred when the turn was judged; the conversation goes on from its response. */
  readonly preferred: Slot | null;
}

export interface ConversationState {
  readonly conversationId: string;
  readonly stageId: string;
  /** Null until the participant has picked it, and for a repeat. */
  readonly typeId: string | null;
  /** How long the participant took to pick it, pauses left out; 0 where it was not theirs to pick. */
  readonly pickingMilliseconds: number;
  readonly slots: Trial['slots'];
  readonly repeatOf: Trial['repeatOf'];
  readonly phase: 'talking' | 'judging' | 'done' | 'skipped';
  readonly turns: readonly TurnState[];
  readonly given: Given;
  /** Slot preferred on a sheet at the end of the conversation. */
  readonly preferred: Slot | null;
}

export interface StepState {
  readonly enteredAt: Instant | null;
  readonly leftAt: Instant | null;
  readonly skipped: boolean;
  /** Time for which the session was paused while the step was open, in milliseconds. */
  readonly pausedMilliseconds: number;
}

export interface SessionNote {
  readonly kind: 'note' | 'incident';
  readonly at: Instant;
  readonly text: string;
}

/** A session as its events tell it. Built by `evolve` alone. */
export interface SessionState {
  readonly study: Study;
  /** Sequence of the last event; 0 before the first. */
  readonly revision: number;
  readonly studyVersion: number | null;
  readonly participantCode: string;
  readonly sessionNumber: number;
  readonly moderator: string;
  readonly row: string | null;
  readonly stratum: string | null;
  readonly seed: string;
  readonly status: 'running' | 'complete' | 'ended';
  /** Does the session count, and if not, why. Complete and running sessions are 'kept' until found otherwise. */
  readonly standing: EndStanding;
  readonly endReason: string | null;
  readonly pausedFor: string | null;
  readonly pausedAt: Instant | null;
  readonly startedAt: Instant;
  readonly lastEventAt: Instant;
  readonly steps: readonly StepState[];
  readonly currentStep: number;
  readonly models: EventOf<'session-created'>['payload']['models'];
  readonly conversations: readonly ConversationState[];
  /** Answers of earlier sessions, by stage. */
  readonly earlierAnswers: Readonly<Record<string, Answers>>;
  /** What prompts are told about the participant besides answers; null when no arm asks for it. */
  readonly personal: PersonalContext | null;
  /** Answers of this session, by stage. */
  readonly answers: Readonly<Record<string, Answers>>;
  readonly guesses: readonly BlindingGuess[];
  readonly notes: readonly SessionNote[];
  readonly unblinded: boolean;
}
