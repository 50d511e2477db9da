import type { Slot } from '../session/events.ts';

/**
 * A conversation with what a person thought of its responses, whatever it came from: a session of ours or
 * an imported one. Prompts take examples from it, preference data pairs.
 */
export interface JudgedConversation {
  readonly studyId: string;
  readonly participantCode: string;
  readonly source: { readonly kind: 'session'; readonly sessionId: string; readonly sessionNumber: number } | { readonly kind: 'imported' };
  /** Unique together with the source. */
  readonly conversationId: string;
  /** Stage of the study; null for imported ones. */
  readonly stageId: string | null;
  /** Type as the study or the file names it. */
  readonly type: string | null;
  /** UTC milliseconds; null where the source does not say. */
  readonly atUtcMilliseconds: number | null;
  readonly turns: readonly JudgedTurn[];
  /** Judgements on the conversation as a whole: what is compared are the threads of the slots. */
  readonly atEnd: Judgements | null;
  /** What the person wrote about it. */
  readonly feedback: string | null;
}

export interface JudgedTurn {
  /** Index of the turn, voided turns included. */
  readonly turn: number;
  readonly message: string;
  readonly voided: boolean;
  readonly responses: readonly JudgedResponse[];
  readonly judgements: Judgements | null;
}

export interface JudgedResponse {
  /** Names the response within its turn, and the thread within the conversation where threads run side by side. */
  readonly key: string;
  /** As it was shown; null for an empty reply. */
  readonly text: string | null;
  readonly armId: string | null;
  readonly model: string | null;
  readonly provider: string | null;
  readonly slot: Slot | null;
  /** The response with which the conversation went on, or the one that was preferred. */
  readonly chosen: boolean;
  /** What its model had read before this turn: exchanges, oldest first. Same history, comparable prompts. */
  readonly history: readonly { readonly message: string; readonly reply: string }[];
}

/** What was said about the responses of a turn, or about the threads of a conversation. Keys are those of the responses. */
export interface Judgements {
  /** 1 to 100 (points of a scale are spread over 1 to 100); keys without a rating are absent. */
  readonly ratings: Readonly<Record<string, number>>;
  /** Best first; several keys in one place are tied. Empty when nothing was ranked. */
  readonly ranking: readonly (readonly string[])[];
  /** Pairwise or best-of choices: the better one, and all it was better than; `better` null for no difference. */
  readonly choices: readonly { readonly better: string | null; readonly others: readonly string[] }[];
}
