import type { Study } from '../study/protocol.ts';
import type {
  AttributeValue,
  BlindingGuess,
  CallOutcome,
  EventOf,
  FailureCategory,
  Instant,
  ItemAnswer,
  ModelReply,
  RankPlaces,
  Slot,
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
  readonly category: FailureCategory | null;
  readonly lastFailure: FailedAttempt | null;
}

export interface TurnState {
  readonly text: string;
  readonly sentAt: Instant;
  readonly status: 'collecting' | 'stalled' | 'revealed' | 'voided';
  readonly calls: readonly CallState[];
  readonly revealedAt: Instant | null;
  /** How many calls there were when the turn was last retried; failures before that are forgiven. */
  readonly callsBeforeRetry: number;
  /** Set when it was revealed: the one call whose reply each slot shows. */
  readonly responses: EventOf<'turn-revealed'>['payload']['responses'];
}

export interface ConversationState {
  readonly conversationId: string;
  readonly stageId: string;
  readonly slots: readonly { readonly slot: Slot; readonly armId: string }[];
  readonly phase: 'talking' | 'comparing' | 'explaining' | 'done' | 'skipped';
  readonly turns: readonly TurnState[];
  readonly ratings: Readonly<Partial<Record<Slot, number>>>;
  readonly places: RankPlaces;
  readonly best: Slot | null;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly good: string;
  readonly bad: string;
}

export interface StepState {
  readonly enteredAt: Instant | null;
  readonly leftAt: Instant | null;
  readonly skipped: boolean;
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
  readonly participantCode: string;
  readonly status: 'running' | 'complete' | 'ended';
  readonly endReason: string | null;
  readonly pausedFor: string | null;
  readonly startedAt: Instant;
  readonly lastEventAt: Instant;
  readonly steps: readonly StepState[];
  readonly currentStep: number;
  readonly models: EventOf<'session-created'>['payload']['models'];
  readonly conversations: readonly ConversationState[];
  /** Answers by stage and item. */
  readonly answers: Readonly<Record<string, Readonly<Record<string, ItemAnswer>>>>;
  readonly guesses: readonly BlindingGuess[];
  readonly notes: readonly SessionNote[];
  readonly unblinded: boolean;
}
