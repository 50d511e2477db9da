import { talkUntil, timeIsUp } from '../../shared/session/limits.ts';
import { currentTrialOf } from '../../shared/session/queries.ts';
import type { SessionLog } from './session-log.ts';

/** The longest that a timer can wait, in milliseconds. */
const longestWait = 2 ** 31 - 1;

/** Tells when the talking time of a conversation is over: the screen is another then, though nothing happened. */
export class TalkClock {
  readonly #log: SessionLog;
  readonly #tell: () => void;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(log: SessionLog, tell: () => void) {
    this.#log = log;
    this.#tell = tell;
  }

  /** Waits for the end of whatever is being talked about now. Called after every change. */
  set(): void {
    this.stop();
    const wait = this.#millisecondsLeft();
    if (wait === null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      // A timer that was early, or could not wait so long, waits once more.
      if (this.#millisecondsLeft() === null) this.#tell();
      else this.set();
    }, Math.min(wait, longestWait));
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** Null while no time runs out. */
  #millisecondsLeft(): number | null {
    const { state, halted } = this.#log;
    if (halted || state.status !== 'running' || state.pausedFor !== null) return null;
    const trial = currentTrialOf(state);
    const now = this.#log.now();
    if (trial?.conversation.phase !== 'talking' || trial.conversation.typeId === null || timeIsUp(state, trial, now)) return null;
    const until = talkUntil(state, trial, now);
    return until === null ? null : Math.ceil(until - now.utcMilliseconds);
  }
}
