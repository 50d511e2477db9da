import type { Connection } from './binding.ts';
import { wellFormed } from './canonical.ts';
import { compact, compactionMarkerOf } from './compaction.ts';
import { erasedProjectorOf, erasedSessionKeeperOf, erasedSessionReaderOf } from './erased-sessions.ts';
import { StorageError } from './errors.ts';
import { eventReaderOf } from './event-log.ts';
import type { Erased } from './people.ts';
import { clearerOf } from './projections/projections.ts';

/** Tables whose rows go with their participant. */
const ofParticipant = ['participant_note', 'participant_summary', 'imported_conversation', 'own_model'] as const;

const sessionsOfParticipant = 'SELECT session_id FROM session WHERE study_id = @studyId AND participant_code = @code';

interface Participant {
  readonly studyId: string;
  readonly code: string;
}

/** The function that counts what erasing would take away. */
export function erasableCounterOf(database: Connection): (studyId: string, code: string) => Erased {
  const sessions = `SELECT session_id FROM (${sessionsOfParticipant}) EXCEPT SELECT session_id FROM erased_session`;
  const count = database.prepare<[Participant], Erased>(`SELECT
    (SELECT count(*) FROM (${sessions})) AS sessions,
    (SELECT count(*) FROM event_payload WHERE payload IS NOT NULL AND session_id IN (${sessions})) AS events,
    (SELECT count(*) FROM imported_conversation WHERE study_id = @studyId AND participant_code = @code) AS importedConversations,
    (SELECT count(*) FROM participant_note WHERE study_id = @studyId AND participant_code = @code) AS notes`);
  return (studyId, code) => count.get({ studyId, code }) ?? { sessions: 0, events: 0, importedConversations: 0, notes: 0 };
}

/**
 * The function that erases everything a participant gave. Their rows go in one transaction, then the file is written
 * anew; when that cannot be done, the rows are gone all the same, and the next start does it.
 */
export function eraserOf(database: Connection, now: () => number) {
  const count = erasableCounterOf(database);
  const isRegistered = database.prepare('SELECT 1 FROM participant WHERE study_id = @studyId AND code = @code');
  const running = database.prepare<[Participant], string>(`${sessionsOfParticipant} AND status = 'running'`).pluck();
  const sessionsOf = database.prepare<[Participant], string>(sessionsOfParticipant).pluck();
  const eraseSession = sessionEraserOf(database, now);
  const deletions = ofParticipant.map((table) =>
    database.prepare(`DELETE FROM ${table} WHERE study_id = @studyId AND participant_code = @code`),
  );
  const leaveTombstone = database.prepare(
    `UPDATE participant SET origin_id = NULL, origin_digest = NULL, profile = '{}',
       excluded_reason = iif(excluded_reason IS NULL, NULL, ''), withdrawn_reason = iif(withdrawn_reason IS NULL, NULL, ''),
       erased_utc_milliseconds = @now, erased_reason = @reason, erased_by = @by
     WHERE study_id = @studyId AND code = @code AND erased_utc_milliseconds IS NULL`,
  );
  const markPending = compactionMarkerOf(database, now);

  const erase = database.transaction((participant: Participant, why: { readonly reason: string; readonly by: string }): Erased => {
    const { studyId, code } = participant;
    if (isRegistered.get(participant) === undefined) {
      throw new StorageError('unknown-participant', `Nobody with the code ${code} is registered for the study ${studyId}. Check the code.`);
    }
    const open = running.get(participant);
    if (open !== undefined) {
      throw new StorageError('session-running', `Session ${open} of the participant ${code} is not over. End it, then erase. Nothing was erased.`);
    }
    const erased = count(studyId, code);
    sessionsOf.all(participant).forEach(eraseSession);
    deletions.forEach((deletion) => deletion.run(participant));
    leaveTombstone.run({ ...participant, now: now(), reason: wellFormed(why.reason), by: wellFormed(why.by) });
    markPending();
    return erased;
  });

  return (studyId: string, code: string, why: { readonly reason: string; readonly by: string }): Erased => {
    const erased = erase.immediate({ studyId, code }, why);
    compact(database);
    return erased;
  };
}

/** Takes payloads and salts out of the log, and everything that was made of them; one that is erased already stays as it is. */
function sessionEraserOf(database: Connection, now: () => number): (sessionId: string) => void {
  const readKept = erasedSessionReaderOf(database);
  const keep = erasedSessionKeeperOf(database);
  const readRows = eventReaderOf(database);
  const clear = clearerOf(database);
  const project = erasedProjectorOf(database);
  const erasePayloads = database.prepare(
    `UPDATE event_payload SET salt = NULL, payload = NULL, erased_utc_milliseconds = ? WHERE session_id = ? AND payload IS NOT NULL`,
  );
  const forgetDrafts = database.prepare('DELETE FROM draft WHERE session_id = ?');
  return (sessionId) => {
    if (readKept(sessionId) !== null) return;
    keep(sessionId);
    erasePayloads.run(now(), sessionId);
    forgetDrafts.run(sessionId);
    clear(sessionId);
    const kept = readKept(sessionId);
    if (kept) project(kept, readRows(sessionId));
  };
}
