import type { Actor, Instant } from './events.ts';

/** An event as it lies in the log. Salt and payload are null once a participant's words were erased. */
export interface StoredEvent {
  readonly sessionId: string;
  readonly sequence: number;
  readonly studyId: string;
  readonly at: Instant;
  readonly actor: Actor;
  readonly kind: string;
  readonly payloadDigest: string;
  readonly previousHash: string;
  readonly hash: string;
  readonly salt: string | null;
  /** Canonical JSON. */
  readonly payload: string | null;
}
