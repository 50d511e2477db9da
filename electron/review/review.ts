import type { TranscriptView, UnblindedArms } from '../../shared/contract/transcript.ts';
import { replay } from '../../shared/session/evolve.ts';
import type { SessionState } from '../../shared/session/state.ts';
import { CallRefusal } from '../call-refusal.ts';
import type { CurrentSession } from '../live/current-session.ts';
import { message } from '../messages/message.ts';
import { systemInstant } from '../session/live-session.ts';
import { SessionLog } from '../session/session-log.ts';
import type { SessionRow, Storage } from '../storage/storage.ts';
import type { StudyShelf } from '../studies/study-shelf.ts';
import { transcriptOf } from './transcript.ts';
import { armsOf } from './unblind.ts';

export interface ReviewSurroundings {
  readonly storage: Storage;
  readonly shelf: StudyShelf;
  readonly current: Pick<CurrentSession, 'get' | 'isRunning'>;
}

/** Reading sessions: blinded, and unblinded for a reason. */
export class Review {
  readonly #storage: Storage;
  readonly #shelf: StudyShelf;
  readonly #current: ReviewSurroundings['current'];

  constructor({ storage, shelf, current }: ReviewSurroundings) {
    this.#storage = storage;
    this.#shelf = shelf;
    this.#current = current;
  }

  transcript(sessionId: string): TranscriptView {
    const row = this.#row(sessionId);
    const events = this.#storage.readEvents(sessionId);
    const hashes = new Map(this.#storage.readStoredEvents(sessionId).map(({ sequence, hash }) => [sequence, hash]));
    const state = replay(this.#shelf.version(row.studyDigest), events);
    return transcriptOf(
      sessionId,
      state,
      events.map((event) => ({ event, hash: hashes.get(event.sequence) ?? '' })),
    );
  }

  /** Records the reason, and only when that is on disk, tells. */
  unblind(sessionId: string, reason: string): UnblindedArms {
    const row = this.#row(sessionId);
    // Whoever has just read an earlier session with its arms named knows them again in the one that runs.
    // An interrupted session can still be continued, so it counts as running.
    if (this.#current.isRunning() || row.status === 'running') throw new CallRefusal('session-running', message('session.arms-locked'));
    const live = this.#current.get();
    if (live?.sessionId === sessionId) {
      const unblinded = live.unblind(reason);
      if (!unblinded.ok) throw new CallRefusal(unblinded.problem.code, unblinded.problem.message);
    } else {
      const log = SessionLog.open(sessionId, this.#shelf.version(row.studyDigest), this.#storage, systemInstant);
      const unblinded = log.perform({ kind: 'session/unblind', reason }, 'moderator');
      if (!unblinded.ok) throw new CallRefusal(unblinded.problem.code, unblinded.problem.message);
    }
    return armsOf(sessionId, this.#state(row));
  }

  #state(row: SessionRow): SessionState {
    return replay(this.#shelf.version(row.studyDigest), this.#storage.readEvents(row.sessionId));
  }

  #row(sessionId: string): SessionRow {
    const row = this.#storage.readSession(sessionId);
    if (row === null) throw new CallRefusal('unknown-session', message('session.unknown'));
    return row;
  }
}
