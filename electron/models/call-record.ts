import type { ChatMessage, FailureCategory as ModelFailure } from '../../shared/session/events.ts';
import type { SamplingParameters } from '../../shared/study/arms.ts';

/** Where a model is reached. The key may be empty: local servers often need none. */
export interface ModelEndpoint {
  readonly baseURL: string;
  readonly apiKey: string;
}

export interface ModelRequest extends ModelEndpoint {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly parameters: SamplingParameters;
}

/** How an attempt can end badly; a stop on request is no failure of the model. */
export type FailureCategory = ModelFailure | 'cancelled';

export interface TokenUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

/** The request as it left the machine, without the key and without credentials in the address. */
interface SentRequest {
  readonly url: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Everything known about one attempt, kept whether it went well or not. */
export interface Attempt {
  /** 1 for the first. */
  readonly number: number;
  readonly request: SentRequest;
  readonly outcome: 'ok' | FailureCategory;
  /** UTC milliseconds. */
  readonly startedAt: number;
  readonly timeToFirstTokenMilliseconds: number | null;
  readonly totalMilliseconds: number;
  readonly httpStatus: number | null;
  /** The operating system's or library's code, such as ECONNREFUSED. */
  readonly systemCode: string | null;
  /** What went wrong in the server's or system's own words, with the key taken out. */
  readonly detail: string | null;
  /** What had arrived, kept as evidence; a failed attempt's text is never used as a reply. */
  readonly receivedText: string;
  readonly reportedModel: string | null;
  readonly finishReason: string | null;
  readonly usage: TokenUsage | null;
  /** How long the server asked us to wait, when it did. */
  readonly retryAfterMilliseconds: number | null;
}

interface CallTiming {
  /** UTC milliseconds at the start of the attempt that succeeded. */
  readonly startedAt: number;
  readonly timeToFirstTokenMilliseconds: number;
  readonly totalMilliseconds: number;
  /** From the first attempt to the reply, waits included. */
  readonly callMilliseconds: number;
}

export type CallResult =
  | {
      readonly status: 'ok';
      readonly text: string;
      /** As the server says it: "stop", "length", … null when it only closed the stream properly. */
      readonly finishReason: string | null;
      readonly reportedModel: string | null;
      readonly usage: TokenUsage | null;
      readonly timing: CallTiming;
      readonly attempts: readonly Attempt[];
    }
  | {
      readonly status: 'failed';
      readonly category: ModelFailure;
      readonly detail: string;
      readonly attempts: readonly Attempt[];
    }
  | { readonly status: 'cancelled'; readonly attempts: readonly Attempt[] };

/** What a running session shows and stores while a call is under way. */
export type AttemptEvent =
  | {
      readonly kind: 'attempt-started';
      readonly number: number;
      readonly of: number;
      readonly startedAt: number;
      readonly request: SentRequest;
    }
  | { readonly kind: 'attempt-ended'; readonly of: number; readonly attempt: Attempt }
  | {
      readonly kind: 'waiting';
      /** The attempt that comes after the wait: "trying again in 4 s (2nd of 4)". */
      readonly nextNumber: number;
      readonly of: number;
      readonly waitMilliseconds: number;
      /** UTC milliseconds. */
      readonly until: number;
      readonly because: FailureCategory;
    };
