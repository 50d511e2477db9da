import { z } from 'zod';
import { Actor } from '../session/events.ts';
import { Identifier } from '../study/identifier.ts';
import { column, Moment, momentOf, optionalColumn } from './column.ts';
import type { StoredEvent } from '../session/stored-event.ts';

const erased = "Empty when the participant's words were erased; digest and hashes stay, so that the chain still verifies.";

/** A line of events.jsonl. */
export const EventRow = z.strictObject({
  study_id: column(Identifier, 'Study.'),
  session_id: column(z.string(), 'Session.'),
  sequence: column(z.int().min(1), 'Place of the event in its session, 1 first, without gaps.'),
  at: column(Moment, 'When it was stored, by the wall clock.'),
  utc_milliseconds: column(z.int(), 'The same moment as it was stored.', { unit: 'ms since 1970-01-01T00:00:00Z' }),
  monotonic_milliseconds: column(
    z.number(),
    'The same moment by a clock that never jumps. Differences are exact within one start of the app, and mean nothing across starts (see the event session-reopened).',
    { unit: 'ms' },
  ),
  actor: column(Actor, 'Who caused it.'),
  kind: column(z.string(), 'What happened; the section "Events" lists every kind.'),
  payload: optionalColumn(z.record(z.string(), z.unknown()), 'The particulars, as the section "Events" describes them. It stands as it was stored. In format 1 some kinds and fields have the names of that time (comparison-confirmed, attribute-rated, explanation-confirmed and the like), because digests and hashes are of those; all other files name everything as it is named today.', {
    missing: erased,
  }),
  salt: optionalColumn(z.string(), '32 random bytes, hexadecimal, that go into the digest of the payload.', {
    missing: erased,
  }),
  payload_digest: column(
    z.string(),
    'SHA-256, hexadecimal, of the 32 bytes of the salt followed by the payload as canonical JSON (RFC 8785) in UTF-8.',
  ),
  previous_hash: column(z.string(), 'Hash of the event before; 64 zeros for the first of a session.'),
  format: column(z.int().min(1), 'How the payload is written: 1 by version 0.1 of the app, 2 today.'),
  hash: column(
    z.string(),
    'SHA-256, hexadecimal, of the canonical JSON object with the keys session_id, sequence, study_id, utc_milliseconds, monotonic_milliseconds, actor, kind, payload_digest, previous_hash and, from format 2 on, format.',
  ),
});
export type EventRow = z.infer<typeof EventRow>;

export function eventRow(event: StoredEvent): EventRow {
  return {
    study_id: event.studyId,
    session_id: event.sessionId,
    sequence: event.sequence,
    at: momentOf(event.at),
    utc_milliseconds: event.at.utcMilliseconds,
    monotonic_milliseconds: event.at.monotonicMilliseconds,
    actor: event.actor,
    kind: event.kind,
    payload: event.payload === null ? null : (JSON.parse(event.payload) as Record<string, unknown>),
    salt: event.salt,
    payload_digest: event.payloadDigest,
    previous_hash: event.previousHash,
    format: event.format,
    hash: event.hash,
  };
}
