import { createHash, randomBytes } from 'node:crypto';
import { canonicalJson } from '../../shared/study/canonical-json.ts';
import type { Study } from '../../shared/study/protocol.ts';

/** SHA-256 of the canonical study: names one version of a study for ever. */
export function studyDigest(study: Study): string {
  return sha256(canonicalJson(study));
}

/** 32 random bytes as hexadecimal digits; without them nobody can guess a short answer from its digest. */
export function newSalt(): string {
  return randomBytes(32).toString('hex');
}

/** SHA-256 over the 32 bytes of the salt followed by the canonical JSON of the payload in UTF-8. */
export function payloadDigest(salt: string, payloadJson: string): string {
  return createHash('sha256').update(Buffer.from(salt, 'hex')).update(payloadJson, 'utf8').digest('hex');
}

/** The previous hash of a session's first event. */
export const firstPreviousHash = '0'.repeat(64);

/** The format in which payloads are written today; see upcast.ts for the ones before. */
export const eventFormat = 2;

/** Every column of an event's row but its hash. */
export interface HashedColumns {
  readonly session_id: string;
  readonly sequence: number;
  readonly study_id: string;
  readonly utc_milliseconds: number;
  readonly monotonic_milliseconds: number;
  readonly actor: string;
  readonly kind: string;
  readonly payload_digest: string;
  readonly previous_hash: string;
  /** Format of the payload. */
  readonly format: number;
}

/**
 * SHA-256 of the canonical JSON object of all columns, by their names, without `hash` itself. Rows of
 * format 1 come from before the column `format` and are hashed without it, so their hashes stay.
 */
export function eventHash(row: HashedColumns): string {
  return sha256(
    canonicalJson({
      session_id: row.session_id,
      sequence: row.sequence,
      study_id: row.study_id,
      utc_milliseconds: row.utc_milliseconds,
      monotonic_milliseconds: row.monotonic_milliseconds,
      actor: row.actor,
      kind: row.kind,
      payload_digest: row.payload_digest,
      previous_hash: row.previous_hash,
      ...(row.format === 1 ? {} : { format: row.format }),
    }),
  );
}

/**
 * The value with every half of a broken surrogate pair replaced by U+FFFD. A text field cut inside an
 * emoji can produce one; neither UTF-8 nor canonical JSON can hold it, and the answer must not be lost.
 */
export function wellFormed(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\p{Surrogate}/gu, '\uFFFD');
  if (Array.isArray(value)) return value.map(wellFormed);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [wellFormed(key), wellFormed(each)]));
  }
  return value;
}

/** SHA-256 of a text in UTF-8, as hexadecimal digits. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
