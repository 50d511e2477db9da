import { blindingReport, type BlindingRecords, type BlindingReport } from '../../shared/blinding/blinding-report.ts';
import { blindingRecordsOf } from '../../shared/blinding/records.ts';
import { replay } from '../../shared/session/evolve.ts';
import type { Storage } from '../storage/storage.ts';
import type { StudyShelf } from '../studies/study-shelf.ts';

const nothing: BlindingRecords = { armIds: [], sureDegrees: [], guesses: [], judgements: [], replies: [], leaks: [], unblindings: [] };

/**
 * How blinding held in the sessions of a study that are over, count and were not erased; a report of nothing for a draft,
 * which has none. The intervals are drawn from the study's own seed, so the same sessions give the same report.
 */
export function blindingReportOf(
  storage: Pick<Storage, 'listSessions' | 'readEvents'>,
  shelf: StudyShelf,
  studyId: string,
): BlindingReport {
  const held = storage
    .listSessions()
    .filter((session) => session.studyId === studyId && session.status !== 'running' && session.standing !== 'voided' && !session.erased);
  if (held.length === 0) return blindingReport(nothing, studyId);
  const { study } = shelf.current(studyId);
  const sessions = held.map(({ sessionId, studyDigest }) => {
    const events = storage.readEvents(sessionId);
    return { sessionId, events, state: replay(shelf.version(studyDigest), events) };
  });
  return blindingReport(blindingRecordsOf(study, sessions), study.allocation.seed);
}
