import type { NewSession } from '../../shared/session/create-session.ts';
import type { LiveView, ParticipantView } from '../../shared/session/views.ts';
import { emptyParticipantView } from '../../shared/session/views.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import type { AskArm } from '../session/ask-arm.ts';
import type { ComingSession, Schedule, SessionRequest } from '../schedule/schedule.ts';
import type { LiveSession } from '../session/live-session.ts';
import type { Storage } from '../storage/storage.ts';
import type { StudyShelf } from '../studies/study-shelf.ts';

export interface CurrentSessionSurroundings {
  readonly storage: Storage;
  readonly shelf: StudyShelf;
  readonly ask: AskArm;
  readonly schedule: Schedule;
  /** What the models of a session are, and what they are told about the participant; throws `CallRefusal` when the study's terms are not met. */
  readonly personalise: (planned: ComingSession) => Promise<Pick<NewSession, 'models' | 'personal'>>;
  /** The study with the waiting that development asks for; what is on record stays the study itself. */
  readonly paced: (study: Study) => Study;
}

/** What holds sessions takes the form library, which is large: no window waits for it. */
const loadSessions = () => import('../session/live-session.ts');

/** The one session that is held in this process, if any. */
export class CurrentSession {
  readonly #surroundings: CurrentSessionSurroundings;
  readonly #listeners = new Set<() => void>();
  #live: LiveSession | null = null;
  /** From the wish to begin a session until it is there: a second wish comes too late. */
  #isStarting = false;

  constructor(surroundings: CurrentSessionSurroundings) {
    this.#surroundings = surroundings;
  }

  get(): LiveSession | null {
    return this.#live;
  }

  require(): LiveSession {
    if (this.#live === null) throw new CallRefusal('no-session', message('session.none'));
    return this.#live;
  }

  /** True while leaving would interrupt somebody. */
  isRunning(): boolean {
    return this.#live?.liveView().status === 'running';
  }

  /** Reads the code of sessions, so that the first one begins without a pause. */
  async prepare(): Promise<void> {
    await loadSessions();
  }

  async start(request: SessionRequest): Promise<LiveView> {
    if (this.#isStarting) throw new CallRefusal('session-running', message('session.running'));
    this.#isStarting = true;
    try {
      return await this.#start(request);
    } finally {
      this.#isStarting = false;
    }
  }

  async #start(request: SessionRequest): Promise<LiveView> {
    const { startSession } = await loadSessions();
    this.#refuseSecond();
    const { schedule, storage, ask, personalise, paced } = this.#surroundings;
    const personal = await personalise(schedule.plan(request));
    this.#refuseSecond();
    // Planned once more: asking for models takes time, and something may have changed meanwhile.
    const planned = schedule.plan(request);
    const session = startSession({ ...planned, ...personal, study: paced(planned.study) }, { storage, ask });
    if (request.outsideGap !== null) session.recordIncident(message('schedule.outside-gap.incident', { reason: request.outsideGap }));
    return this.#hold(session);
  }

  async continue(sessionId: string): Promise<LiveView> {
    const { continueSession } = await loadSessions();
    if (this.#live?.sessionId === sessionId) return this.#live.liveView();
    this.#refuseSecond();
    const { shelf, storage, ask, paced } = this.#surroundings;
    const row = storage.readSession(sessionId);
    if (row === null) throw new CallRefusal('unknown-session', message('session.unknown'));
    if (row.status !== 'running') throw new CallRefusal('over', message('session.over'));
    const continued = continueSession(sessionId, paced(shelf.version(row.studyDigest)), { storage, ask });
    if (!continued.ok) throw new CallRefusal(continued.problem.code, continued.problem.message);
    return this.#hold(continued.value);
  }

  /** Lets go of a session that is over, or that can no longer be stored. */
  leave(): void {
    const view = this.#live?.liveView();
    if (view === undefined) return;
    if (view.status === 'running' && view.halted === null) {
      throw new CallRefusal('session-running', message('session.running'));
    }
    this.close();
  }

  /** Stops at once, whatever the session is at; it can be continued later. */
  close(): void {
    this.#live?.close();
    this.#live = null;
    this.#tell();
  }

  participantView(): ParticipantView {
    return this.#live?.participantView() ?? emptyParticipantView;
  }

  liveView(): LiveView | null {
    return this.#live?.liveView() ?? null;
  }

  /** Keeps what the app noticed, while there is a session that can keep it. */
  recordIncident(text: string): void {
    if (this.#live !== null && this.#live.liveView().halted === null) this.#live.recordIncident(text);
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  #hold(session: LiveSession): LiveView {
    this.#live = session;
    session.onChange(() => this.#tell());
    this.#tell();
    return session.liveView();
  }

  #refuseSecond(): void {
    if (this.#live === null) return;
    if (this.#live.liveView().status === 'running') throw new CallRefusal('session-running', message('session.running'));
    this.close();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
