import type { Connection } from './binding.ts';
import { wellFormed } from './canonical.ts';
import { compact, compactionMarkerOf } from './compaction.ts';
import { keepCopies } from './copy-list.ts';
import { erasedProjectorOf, erasedSessionKeeperOf, erasedSessionReaderOf } from './erased-sessions.ts';
import { keepErasures, type ListedErasure } from './erasure-list.ts';
import { markOfOrigin } from './erased-origins.ts';
import { StorageError } from './errors.ts';
import { eventReaderOf } from './event-log.ts';
import type { Erased } from './people.ts';
import { clearerOf } from './projections/projections.ts';

/** Tables whose rows go with their participant. */
const ofParticipant = ['participant_note', 'participant_summary', 'imported_conversation', 'own_model'] as const;

const sessionsOfParticipant = 'SELECT session_id FROM session WHERE study_id = @studyId AND participant_code = @code';

type Tombstone = Omit<ListedErasure, 'registeredAtUtcMilliseconds'>;

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
  const erase = rowEraserOf(database, now);
  return (studyId: string, code: string, why: { readonly reason: string; readonly by: string }): Erased => {
    const erased = erase({ studyId, code, ...why, atUtcMilliseconds: now(), originSalt: null, originDigest: null });
    keepErasures(database);
    keepCopies(database);
    compact(database);
    return erased;
  };
}

/** The function that takes the rows of a participant out of the tables, in one transaction. */
export function rowEraserOf(database: Connection, now: () => number): (tombstone: Tombstone) => Erased {
  const count = erasableCounterOf(database);
  const findOrigin = database.prepare<[Participant], { readonly originId: string | null }>(
    'SELECT origin_id AS originId FROM participant WHERE study_id = @studyId AND code = @code',
  );
  const running = database.prepare<[Participant], string>(`${sessionsOfParticipant} AND status = 'running'`).pluck();
  const sessionsOf = database.prepare<[Participant], string>(sessionsOfParticipant).pluck();
  const eraseSession = sessionEraserOf(database, now);
  const deletions = ofParticipant.map((table) =>
    database.prepare(`DELETE FROM ${table} WHERE study_id = @studyId AND participant_code = @code`),
  );
  const leaveTombstone = database.prepare(
    `UPDATE participant SET origin_id = NULL, origin_digest = NULL, profile = '{}',
       excluded_reason = iif(excluded_reason IS NULL, NULL, ''), withdrawn_reason = iif(withdrawn_reason IS NULL, NULL, ''),
       erased_utc_milliseconds = @at, erased_reason = @reason, erased_by = @by,
       erased_origin_salt = @salt, erased_origin_digest = @digest
     WHERE study_id = @studyId AND code = @code AND erased_utc_milliseconds IS NULL`,
  );
  const markPending = compactionMarkerOf(database, now);

  const keepEndpoints = endpointKeeperOf(database);
  const dropTraining = database.prepare(trainingWithoutWords);

  const erase = database.transaction((tombstone: Tombstone): Erased => {
    const { studyId, code, reason, by, atUtcMilliseconds: at, originSalt, originDigest } = tombstone;
    const participant = { studyId, code };
    const registered = findOrigin.get(participant);
    if (registered === undefined) {
      throw new StorageError('unknown-participant', `Nobody with the code ${code} is registered for the study ${studyId}. Check the code.`);
    }
    const open = running.get(participant);
    if (open !== undefined) {
      throw new StorageError('session-running', `Session ${open} of the participant ${code} is not over. End it, then erase. Nothing was erased.`);
    }
    const erased = count(studyId, code);
    keepEndpoints(participant);
    sessionsOf.all(participant).forEach(eraseSession);
    deletions.forEach((deletion) => deletion.run(participant));
    dropTraining.run(participant);
    const mark = registered.originId === null ? { salt: originSalt, digest: originDigest } : markOfOrigin(registered.originId);
    leaveTombstone.run({ ...participant, ...mark, at, reason: wellFormed(reason), by: wellFormed(by) });
    markPending();
    return erased;
  });

  return (tombstone) => erase.immediate(tombstone);
}

/**
 * Which endpoints were sent conversations of a participant, and when last, can be told by the calls alone: it is kept
 * among the copies before they go. Neither arms nor models are.
 */
function endpointKeeperOf(database: Connection): (participant: Participant) => void {
  const sentTo = database.prepare<[Participant], { readonly place: string; readonly last: number }>(
    `SELECT provider_id || ': ' || base_url AS place, max(started_utc_milliseconds) AS last FROM model_call
     WHERE session_id IN (${sessionsOfParticipant}) GROUP BY place ORDER BY last`,
  );
  const add = database.prepare("INSERT INTO copy_made (kind, place, made_utc_milliseconds) VALUES ('conversation', ?, ?)");
  const addPerson = database.prepare('INSERT INTO copy_made_person (study_id, participant_code, copy_id) VALUES (?, ?, ?)');
  return (participant) => {
    for (const { place, last } of sentTo.all(participant)) addPerson.run(participant.studyId, participant.code, add.run(place, last).lastInsertRowid);
  };
}

/** Files for training hold the words of many: without one of them they can't be sent as they are, so their text goes. */
const trainingWithoutWords = `
  UPDATE tuning_job SET content = json_replace(content, '$.training.text', NULL, '$.validation.text', NULL)
  WHERE EXISTS (
    SELECT 1 FROM json_each(content, '$.people')
    WHERE json_extract(value, '$.studyId') = @studyId AND json_extract(value, '$.participantCode') = @code
  )`;

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
