import { hash, randomFillSync } from 'node:crypto';
import { canonicalJson } from '../../shared/study/canonical-json.ts';
import type { Study } from '../../shared/study/protocol.ts';

/** SHA-256 of the canonical study: names one version of a study for ever. */
export function studyDigest(study: Study): string {
  return sha256(canonicalJson(study));
}

const saltBytes = 32;
/** Drawn for many salts at once, because asking the system for each costs more than all else about it. */
const randomness = { bytes: Buffer.alloc(saltBytes * 128), used: saltBytes * 128 };

/** 32 random bytes as hexadecimal digits; without them nobody can guess a short answer from its digest. */
export function newSalt(): string {
  if (randomness.used === randomness.bytes.length) {
    randomFillSync(randomness.bytes);
    randomness.used = 0;
  }
  randomness.used += saltBytes;
  return randomness.bytes.toString('hex', randomness.used - saltBytes, randomness.used);
}

/** SHA-256 over the 32 bytes of the salt followed by the canonical JSON of the payload in UTF-8. */
export function payloadDigest(salt: string, payloadJson: string): string {
  return hash('sha256', Buffer.concat([Buffer.from(salt, 'hex'), Buffer.from(payloadJson, 'utf8')]));
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
  const { actor, format, kind, monotonic_milliseconds, payload_digest, previous_hash, sequence, session_id, study_id, utc_milliseconds } = row;
  // Named in the order of RFC 8785, so that this is the canonical spelling without sorting for every event.
  const canonical = { monotonic_milliseconds, payload_digest, previous_hash, sequence, session_id, study_id, utc_milliseconds };
  return sha256(JSON.stringify(format === 1 ? { actor, kind, ...canonical } : { actor, format, kind, ...canonical }));
}

/**
 * The value with every half of a broken surrogate pair replaced by U+FFFD. A text field cut inside an
 * emoji can produce one; neither UTF-8 nor canonical JSON can hold it, and the answer must not be lost.
 */
export function wellFormed(value: unknown): unknown {
  return isWellFormed(value) ? value : mended(value);
}

const halfAPair = /\p{Surrogate}/u;

function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return !halfAPair.test(value);
  if (Array.isArray(value)) return value.every(isWellFormed);
  if (value === null || typeof value !== 'object') return true;
  for (const [key, each] of Object.entries(value)) {
    if (halfAPair.test(key) || !isWellFormed(each)) return false;
  }
  return true;
}

function mended(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/\p{Surrogate}/gu, '\uFFFD');
  if (Array.isArray(value)) return value.map(mended);
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [mended(key), mended(each)]));
  }
  return value;
}

/** SHA-256 of a text in UTF-8, as hexadecimal digits. */
export function sha256(text: string): string {
  return hash('sha256', text);
}
