import { randomUUID } from 'node:crypto';
import type { Command, ModeratorCommand, ParticipantCommand } from '../../shared/session/commands.ts';
import { createSession, type NewSession } from '../../shared/session/create-session.ts';
import type { Actor, Instant } from '../../shared/session/events.ts';
import { liveView } from '../../shared/session/live-view.ts';
import { participantView } from '../../shared/session/participant-view.ts';
import { accepted, type Refusal, type Result } from '../../shared/session/refusal.ts';
import type { Drafts, LiveView, ParticipantView } from '../../shared/session/views.ts';
import type { Study } from '../../shared/study/protocol.ts';
import type { AskArm } from './ask-arm.ts';
import { ReplyCollector } from './reply-collector.ts';
import { SessionLog, type SessionStorage } from './session-log.ts';
import { TalkClock } from './talk-clock.ts';

/** A session being held: engine, models and storage together. */
export interface LiveSession {
  readonly sessionId: string;
  participantView(): ParticipantView;
  liveView(): LiveView;
  drafts(): Drafts;
  /** Carries a participant's command out; the answer comes when it is on disk. */
  participant(command: ParticipantCommand): Result<ParticipantView, Refusal>;
  moderator(command: ModeratorCommand): Result<LiveView, Refusal>;
  unblind(reason: string): Result<LiveView, Refusal>;
  /** UTC milliseconds at which the draft was on disk. */
  saveDraft(key: string, value: Drafts[string]): Result<number, Refusal>;
  /** Keeps what the app itself noticed: a reloaded window, a sleeping laptop. */
  recordIncident(text: string): void;
  onChange(listener: () => void): () => void;
  /** Stops the calls in flight without recording anything; the next opening marks them interrupted. */
  close(): void;
}

export interface SessionSurroundings {
  readonly storage: SessionStorage;
  readonly ask: AskArm;
  readonly now?: () => Instant;
  /** Hears what a listener threw; without it, it is thrown where no session can be hurt by it. */
  readonly onFault?: (error: unknown) => void;
}

/** Wall clock, and the process's own clock that never jumps. */
export function systemInstant(): Instant {
  return { utcMilliseconds: Date.now(), monotonicMilliseconds: performance.now() };
}

/** Creates a session and stores its allocation before anybody sees it. */
export function startSession(details: NewSession, surroundings: SessionSurroundings): LiveSession {
  const { storage, now = systemInstant } = surroundings;
  const log = SessionLog.begin(randomUUID(), details.study, createSession(details), storage, now);
  return hold(log, surroundings);
}

/** Takes a stored session up again, at the step where it was left. */
export function continueSession(
  sessionId: string,
  study: Study,
  surroundings: SessionSurroundings,
): Result<LiveSession, Refusal> {
  const { storage, now = systemInstant } = surroundings;
  const log = SessionLog.open(sessionId, study, storage, now);
  const reopened = log.perform({ kind: 'session/reopen' }, 'system');
  return reopened.ok ? accepted(hold(log, surroundings)) : reopened;
}

function throwApart(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}

function hold(log: SessionLog, { ask, onFault = throwApart }: SessionSurroundings): LiveSession {
  const listeners = new Set<() => void>();
  let closed = false;

  /** What happened is on disk by now: a window that cannot be told must not undo it or stop the calls. */
  const tell = (): void => {
    for (const listener of listeners) {
      try {
        listener();
      } catch (error) {
        onFault(error);
      }
    }
  };
  /** One place where something happens: on disk, then acted upon, then shown. */
  const perform = (commands: readonly Command[], actor: Actor): Result<unknown, Refusal> => {
    const result = log.performAll(commands, actor);
    if (result.ok || log.halted) {
      collector.react();
      clock.set();
      tell();
    }
    return result;
  };
  // The collector's reports may come too late (a voided turn): the engine refuses them then.
  const collector = new ReplyCollector(log, ask, (commands) => !closed && perform(commands, 'system').ok);

  const clock = new TalkClock(log, tell);

  const views = {
    participantView: (): ParticipantView => {
      const view = participantView(log.sessionId, log.state, log.now());
      return log.halted ? { ...view, screen: { kind: 'covered', because: 'trouble' } } : view;
    },
    liveView: (): LiveView => liveView(log.sessionId, log.state, log.now(), log.halted),
  };
  const answering = <View>(result: Result<unknown, Refusal>, view: () => View): Result<View, Refusal> =>
    result.ok ? accepted(view()) : result;

  collector.react();
  clock.set();
  return {
    sessionId: log.sessionId,
    ...views,
    drafts: () => log.drafts(),
    participant: (command) => answering(perform([command], 'participant'), views.participantView),
    moderator: (command) => answering(perform([command], 'moderator'), views.liveView),
    unblind: (reason) => answering(perform([{ kind: 'session/unblind', reason }], 'moderator'), views.liveView),
    saveDraft: (key, value) => {
      const result = log.saveDraft(key, value);
      if (log.halted) tell();
      return result;
    },
    recordIncident: (text) => {
      perform([{ kind: 'incident/record', text }], 'system');
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      closed = true;
      listeners.clear();
      collector.close();
      clock.stop();
    },
  };
}
