/** Why a command was not carried out. A refused command leaves no event. */
export interface Refusal {
  readonly code: RefusalCode;
  /** One sentence in English, for logs and the command line; windows show the code's own message. */
  readonly message: string;
}

export type RefusalCode =
  | 'not-now'
  | 'paused'
  | 'over'
  | 'unknown-conversation'
  | 'unknown-stage'
  | 'unknown-slot'
  | 'unknown-call'
  | 'incomplete'
  | 'too-few-turns'
  | 'no-turn-left'
  | 'empty-message'
  | 'message-too-long'
  | 'waiting-for-replies'
  | 'too-early'
  | 'not-judged'
  | 'not-stored';

export type Result<Value, Problem> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: Problem };

export function accepted<Value>(value: Value): Result<Value, never> {
  return { ok: true, value };
}

export function refused(code: RefusalCode, message: string): Result<never, Refusal> {
  return { ok: false, problem: { code, message } };
}
