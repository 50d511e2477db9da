import type { Connection } from './binding.ts';
import type { EventRow } from './event-log.ts';
import { inserter } from './projections/projection.ts';

/** What is kept of a session when it is erased, because its events can no longer tell it. */
export interface ErasedSession {
  readonly session_id: string;
  readonly study_digest: string;
  readonly study_version: number | null;
  readonly participant_code: string;
  readonly session_number: number;
  readonly moderator: string;
  readonly allocation_row: string | null;
  readonly stratum: string | null;
  readonly seed: string;
  readonly standing: string;
  readonly current_step: number;
}

const columns = `session_id, study_digest, study_version, participant_code, session_number, moderator, allocation_row, stratum, seed,
  standing, current_step`;

export function erasedSessionReaderOf(database: Connection): (sessionId: string) => ErasedSession | null {
  const one = database.prepare<[string], ErasedSession>(`SELECT ${columns} FROM erased_session WHERE session_id = ?`);
  return (sessionId) => one.get(sessionId) ?? null;
}

/** The function that keeps what will still be told of a session, before it is erased. */
export function erasedSessionKeeperOf(database: Connection): (sessionId: string) => void {
  const keep = database.prepare(
    `INSERT INTO erased_session (${columns}) SELECT ${columns} FROM session WHERE session_id = ? ON CONFLICT DO NOTHING`,
  );
  return (sessionId) => {
    keep.run(sessionId);
  };
}

/**
 * The function that writes the projections of an erased session: one row of `session`, made from what was kept and from
 * the kinds and times of its events. No other table has a row of it, and none of the words of this one are there.
 */
export function erasedProjectorOf(database: Connection): (kept: ErasedSession, rows: readonly EventRow[]) => void {
  const add = inserter(database, 'session', [
    ...columns.split(',').map((column) => column.trim()),
    'study_id',
    'status',
    'unblinded',
    'reopenings',
    'last_sequence',
    'started_utc_milliseconds',
    'first_revealed_utc_milliseconds',
    'last_event_utc_milliseconds',
    'ended_utc_milliseconds',
    'voided_utc_milliseconds',
  ]);
  return (kept, rows) => {
    const [first, last] = [rows.at(0), rows.at(-1)];
    if (!first || !last) return;
    const of = (...kinds: readonly string[]): EventRow | undefined => rows.find(({ kind }) => kinds.includes(kind));
    const end = of('session-completed', 'session-ended');
    add({
      ...kept,
      study_id: first.study_id,
      status: end === undefined ? 'running' : end.kind === 'session-completed' ? 'complete' : 'ended',
      unblinded: of('session-unblinded') !== undefined,
      reopenings: rows.filter(({ kind }) => kind === 'session-reopened').length,
      last_sequence: last.sequence,
      started_utc_milliseconds: first.utc_milliseconds,
      first_revealed_utc_milliseconds: of('turn-revealed')?.utc_milliseconds,
      last_event_utc_milliseconds: last.utc_milliseconds,
      ended_utc_milliseconds: end?.utc_milliseconds,
      voided_utc_milliseconds: rows.findLast(({ kind }) => kind === 'session-voided')?.utc_milliseconds,
    });
  };
}
