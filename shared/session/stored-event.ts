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
  /** How the payload is written: 1 for protocol 1, 2 today. Hashed from 2 on, as a member `format` of its own. */
  readonly format: number;
}
