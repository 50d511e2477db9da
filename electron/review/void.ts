import { CallRefusal } from '../call-refusal.ts';
import type { CurrentSession } from '../live/current-session.ts';
import { message } from '../messages/message.ts';
import { systemInstant } from '../session/live-session.ts';
import { SessionLog } from '../session/session-log.ts';
import type { SessionRow, Storage } from '../storage/storage.ts';
import type { StudyShelf } from '../studies/study-shelf.ts';

/** Where sessions that are over are read, and written to once more. */
export interface ReviewSurroundings {
  readonly storage: Storage;
  readonly shelf: StudyShelf;
  readonly current: Pick<CurrentSession, 'get' | 'isRunning'>;
}

/** Finds that a session which is over does not count. Its events stay; its row of the allocation list may be free again. */
export function voidSession({ storage, shelf, current }: ReviewSurroundings, row: SessionRow, reason: string): void {
  // What is held live has a state of its own, which would not hear of it.
  if (current.get()?.sessionId === row.sessionId) throw new CallRefusal('session-held', message('session.void-held'));
  const log = SessionLog.open(row.sessionId, shelf.version(row.studyDigest), storage, systemInstant);
  const voided = log.perform({ kind: 'session/void', reason }, 'moderator');
  if (!voided.ok) throw new CallRefusal(voided.problem.code, voided.problem.message);
}
