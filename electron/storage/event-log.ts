import { canonicalJson } from '../../shared/study/canonical-json.ts';
import { Actor, Instant, type RecordedEvent, SessionEvent } from '../../shared/session/events.ts';
import type { StoredEvent } from '../../shared/session/stored-event.ts';
import type { Connection } from './binding.ts';
import {
  eventFormat,
  eventHash,
  firstPreviousHash,
  type HashedColumns,
  newSalt,
  payloadDigest,
  wellFormed,
} from './canonical.ts';
import { codeOf, DamagedDatabaseError, InvalidEventError, StorageError } from './errors.ts';
import type { Project } from './projections/projections.ts';
import type { NewEvent } from './storage.ts';
import { upcasterOf } from './upcast.ts';

export interface EventRow extends HashedColumns {
  readonly hash: string;
  readonly salt: string | null;
  readonly payload: string | null;
  /** UTC milliseconds; null unless salt and payload were erased on request. */
  readonly erased: number | null;
}

type Position = Pick<EventRow, 'sequence' | 'hash' | 'study_id'>;

const columns = `session_id, sequence, study_id, utc_milliseconds, monotonic_milliseconds, actor, kind, payload_digest,
  previous_hash, format`;

export function eventReaderOf(database: Connection): (sessionId: string) => readonly EventRow[] {
  const statement = database.prepare<[string], EventRow>(
    `SELECT ${columns}, hash, salt, payload, erased_utc_milliseconds AS erased FROM event LEFT JOIN event_payload USING (session_id, sequence)
     WHERE session_id = ? ORDER BY sequence`,
  );
  return (sessionId) => statement.all(sessionId);
}

export function storedEventOf(row: EventRow): StoredEvent {
  return {
    sessionId: row.session_id,
    sequence: row.sequence,
    studyId: row.study_id,
    at: instantOf(row),
    actor: Actor.parse(row.actor),
    kind: row.kind,
    payloadDigest: row.payload_digest,
    previousHash: row.previous_hash,
    hash: row.hash,
    salt: row.salt,
    payload: row.payload,
    format: row.format,
  };
}

/** The events of all rows of a session, parsed, in today's format. Throws when a payload was erased or does not fit its schema. */
export function recordedEventsOf(rows: readonly EventRow[]): readonly RecordedEvent[] {
  const recordedOf = recorderOf();
  return rows.map((row) => {
    const recorded = recordedOf(row);
    if (recorded === null) {
      throw new StorageError(
        'payload-erased',
        `What event ${row.sequence} of session ${row.session_id} said was erased on request, so the session cannot be replayed.`,
      );
    }
    return recorded;
  });
}

/** The function that parses the rows of one session, one after the other; null for what was erased. */
export function recorderOf(): (row: EventRow) => RecordedEvent | null {
  const upcast = upcasterOf();
  return (row) => {
    if (row.payload === null) return null;
    const event = SessionEvent.parse(upcast({ kind: row.kind, payload: JSON.parse(row.payload) as unknown }, row.format));
    return { ...event, sequence: row.sequence, at: instantOf(row), actor: Actor.parse(row.actor) };
  };
}

/** The function that appends events to a session, within a transaction that the caller has begun. */
export function appenderOf(database: Connection, project: Project) {
  const lastRow = database.prepare<[string], HashedColumns & { readonly hash: string; readonly erased: number | null }>(
    `SELECT ${columns}, hash, erased_utc_milliseconds AS erased FROM event LEFT JOIN event_payload USING (session_id, sequence)
     WHERE session_id = ? ORDER BY sequence DESC LIMIT 1`,
  );
  const addEvent = database.prepare(
    `INSERT INTO event (${columns}, hash) VALUES (${Array(11).fill('?').join(', ')})`,
  );
  const addPayload = database.prepare(
    'INSERT INTO event_payload (session_id, sequence, salt, payload) VALUES (?, ?, ?, ?)',
  );

  function positionOf(sessionId: string, first: NewEvent): Position {
    const last = lastRow.get(sessionId);
    if (last) {
      if (eventHash(last) !== last.hash) {
        throw new DamagedDatabaseError(
          database.name,
          `event ${last.sequence} of session ${sessionId} was changed after it was stored.`,
        );
      }
      if (last.erased !== null) {
        throw new StorageError('payload-erased', `What session ${sessionId} held was erased on request, so nothing can be added to it.`);
      }
      return last;
    }
    if (first.event.kind !== 'session-created') {
      throw new StorageError(
        'unknown-session',
        `There is no session ${sessionId} to which the event "${first.event.kind}" could belong.`,
      );
    }
    return { sequence: 0, hash: firstPreviousHash, study_id: first.event.payload.studyId };
  }

  function appendOne(sessionId: string, { event, at, actor }: NewEvent, last: Position): { recorded: RecordedEvent; position: Position } {
    if (last.sequence > 0 && event.kind === 'session-created') {
      throw new InvalidEventError(sessionId, event.kind, 'the session has begun already.');
    }
    const salt = newSalt();
    const payload = canonicalJson(event.payload);
    const row: HashedColumns = {
      session_id: sessionId,
      sequence: last.sequence + 1,
      study_id: last.study_id,
      utc_milliseconds: at.utcMilliseconds,
      monotonic_milliseconds: at.monotonicMilliseconds,
      actor,
      kind: event.kind,
      payload_digest: payloadDigest(salt, payload),
      previous_hash: last.hash,
      format: eventFormat,
    };
    const hash = eventHash(row);
    // By place, in the order of `columns`: named parameters cost a third more for every event.
    addEvent.run(
      row.session_id,
      row.sequence,
      row.study_id,
      row.utc_milliseconds,
      row.monotonic_milliseconds,
      row.actor,
      row.kind,
      row.payload_digest,
      row.previous_hash,
      row.format,
      hash,
    );
    addPayload.run(sessionId, row.sequence, salt, payload);
    const recorded: RecordedEvent = { ...event, sequence: row.sequence, at, actor };
    project(sessionId, recorded);
    return { recorded, position: { sequence: row.sequence, hash, study_id: row.study_id } };
  }

  return (sessionId: string, events: readonly NewEvent[]): readonly RecordedEvent[] => {
    const parsed = events.map((entry) => parseEntry(sessionId, entry));
    const [first] = parsed;
    if (!first) return [];
    let position = positionOf(sessionId, first);
    return parsed.map((entry) => {
      try {
        const appended = appendOne(sessionId, entry, position);
        position = appended.position;
        return appended.recorded;
      } catch (error) {
        if (error instanceof RangeError || codeOf(error)?.startsWith('SQLITE_CONSTRAINT')) {
          throw new InvalidEventError(sessionId, entry.event.kind, `${(error as Error).message}.`, { cause: error });
        }
        throw error;
      }
    });
  };
}

function parseEntry(sessionId: string, { event, at, actor }: NewEvent): NewEvent {
  const parsed = SessionEvent.safeParse(wellFormed(event));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new InvalidEventError(sessionId, event.kind, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`);
  }
  return { event: parsed.data, at: Instant.parse(at), actor: Actor.parse(actor) };
}

function instantOf(row: HashedColumns): Instant {
  return { utcMilliseconds: row.utc_milliseconds, monotonicMilliseconds: row.monotonic_milliseconds };
}
