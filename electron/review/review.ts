import type { TranscriptView, UnblindedArms } from '../../shared/contract/transcript.ts';
import type { PlayedEvents } from '../../shared/exchange/exported-session.ts';
import { replay } from '../../shared/session/evolve.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import { systemInstant } from '../session/live-session.ts';
import { SessionLog } from '../session/session-log.ts';
import type { SessionRow } from '../storage/storage.ts';
import { transcriptOf } from './transcript.ts';
import { armsOf } from './unblind.ts';
import { voidSession, type ReviewSurroundings } from './void.ts';

/** Reading sessions: blinded, and unblinded for a reason; finding that one does not count. */
export class Review {
  readonly #surroundings: ReviewSurroundings;
  readonly #storage: ReviewSurroundings['storage'];
  readonly #shelf: ReviewSurroundings['shelf'];
  readonly #current: ReviewSurroundings['current'];

  constructor(surroundings: ReviewSurroundings) {
    this.#surroundings = surroundings;
    this.#storage = surroundings.storage;
    this.#shelf = surroundings.shelf;
    this.#current = surroundings.current;
  }

  transcript(sessionId: string): TranscriptView {
    const row = this.#row(sessionId);
    const hashes = new Map(this.#storage.readStoredEvents(sessionId).map(({ sequence, hash }) => [sequence, hash]));
    return transcriptOf({ sessionId, ...this.#played(row), hashes }, (earlier) => this.#earlier(earlier));
  }

  /** Records that the session does not count, and why. */
  voidSession(sessionId: string, reason: string): TranscriptView {
    voidSession(this.#surroundings, this.#row(sessionId), reason);
    return this.transcript(sessionId);
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
    return armsOf(sessionId, this.#played(row).state);
  }

  #played({ sessionId, studyDigest }: SessionRow): PlayedEvents {
    const events = this.#storage.readEvents(sessionId);
    return { events, state: replay(this.#shelf.version(studyDigest), events) };
  }

  /** Null when it is not on this laptop, or its words were erased. */
  #earlier(sessionId: string): PlayedEvents | null {
    const row = this.#storage.readSession(sessionId);
    if (!row || this.#storage.readStoredEvents(sessionId).some(({ payload }) => payload === null)) return null;
    return this.#played(row);
  }

  #row(sessionId: string): SessionRow {
    const row = this.#storage.readSession(sessionId);
    if (row === null) throw new CallRefusal('unknown-session', message('session.unknown'));
    if (row.erased) throw new CallRefusal('session-erased', message('session.erased'));
    return row;
  }
}
