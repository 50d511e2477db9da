import type { Connection } from './binding.ts';
import type { SessionRow } from './storage.ts';

interface Row {
  readonly session_id: string;
  readonly study_id: string;
  readonly study_digest: string;
  readonly study_version: number | null;
  readonly participant_code: string;
  readonly session_number: number;
  readonly moderator: string;
  readonly allocation_row: string | null;
  readonly stratum: string | null;
  readonly status: SessionRow['status'];
  readonly standing: SessionRow['standing'];
  readonly started_utc_milliseconds: number;
  readonly first_revealed_utc_milliseconds: number | null;
  readonly last_event_utc_milliseconds: number;
  readonly ended_utc_milliseconds: number | null;
  readonly end_reason: string | null;
  readonly unblinded: number;
  readonly current_step: number;
  readonly last_sequence: number;
  readonly erased: 0 | 1;
}

const columns = `session_id, study_id, study_digest, study_version, participant_code, session_number, moderator,
  allocation_row, stratum, status, standing, started_utc_milliseconds, first_revealed_utc_milliseconds,
  last_event_utc_milliseconds, ended_utc_milliseconds, coalesce(void_reason, end_reason) AS end_reason, unblinded,
  current_step, last_sequence, EXISTS (SELECT 1 FROM erased_session AS gone WHERE gone.session_id = session.session_id) AS erased`;

export function sessionReaderOf(database: Connection) {
  const all = database.prepare<[], Row>(
    `SELECT ${columns} FROM session ORDER BY started_utc_milliseconds DESC, session_id`,
  );
  const one = database.prepare<[string], Row>(`SELECT ${columns} FROM session WHERE session_id = ?`);
  return {
    listSessions: (): readonly SessionRow[] => all.all().map(sessionOf),
    readSession: (sessionId: string): SessionRow | null => {
      const row = one.get(sessionId);
      return row ? sessionOf(row) : null;
    },
  };
}

function sessionOf(row: Row): SessionRow {
  return {
    sessionId: row.session_id,
    studyId: row.study_id,
    studyDigest: row.study_digest,
    studyVersion: row.study_version,
    participantCode: row.participant_code,
    sessionNumber: row.session_number,
    moderator: row.moderator,
    row: row.allocation_row,
    stratum: row.stratum,
    status: row.status,
    standing: row.standing,
    startedAtUtcMilliseconds: row.started_utc_milliseconds,
    firstRevealedAtUtcMilliseconds: row.first_revealed_utc_milliseconds,
    lastEventAtUtcMilliseconds: row.last_event_utc_milliseconds,
    endedAtUtcMilliseconds: row.ended_utc_milliseconds,
    endReason: row.end_reason,
    unblinded: row.unblinded === 1,
    currentStep: row.current_step,
    revision: row.last_sequence,
    erased: row.erased === 1,
  };
}
