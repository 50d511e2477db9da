import type { NewEvent, Storage } from '../../../electron/storage/storage.ts';
import { type RecordedEvent, SessionEvent } from '../../../shared/session/events.ts';
import { PlayedSession } from '../session/play.ts';
import { smallStudy } from '../session/small-study.ts';

/** What a session's runner hands to the storage. */
export function entriesOf(events: readonly RecordedEvent[], studyDigest: string): readonly NewEvent[] {
  return events.map(({ at, actor, kind, payload }) => ({
    at,
    actor,
    event: SessionEvent.parse({ kind, payload: kind === 'session-created' ? { ...payload, studyDigest } : payload }),
  }));
}

/** Plays the small study from consent to debrief. */
export function playedToTheEnd(seed = 'seed'): PlayedSession {
  const session = new PlayedSession(smallStudy, seed);
  while (session.state.status === 'running') session.completeStep();
  return session;
}

export function storeSession(storage: Storage, sessionId: string, session: PlayedSession): readonly RecordedEvent[] {
  return storage.appendEvents(sessionId, entriesOf(session.events, storage.saveStudy(session.study)));
}
