import type { Command } from '../../shared/session/commands.ts';
import { decide } from '../../shared/session/decide.ts';
import type { Actor, Instant, SessionEvent } from '../../shared/session/events.ts';
import { evolve, replay } from '../../shared/session/evolve.ts';
import { accepted, type Refusal, refused, type Result } from '../../shared/session/refusal.ts';
import type { SessionState } from '../../shared/session/state.ts';
import type { Drafts, LiveView } from '../../shared/session/views.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { InvalidEventError, StorageError } from '../storage/errors.ts';
import type { ReadableStorage, WritableStorage } from '../storage/storage.ts';

export type SessionStorage = Pick<ReadableStorage, 'readEvents' | 'readDrafts'> &
  Pick<WritableStorage, 'appendEvents' | 'saveDraft'>;

/** Nothing can be stored any more; what was acknowledged before is safe. */
export type Halt = NonNullable<LiveView['halted']>;

/**
 * A session's events and the state they make, in step with the disk: the state changes only after
 * the transaction is committed. When storing fails, the log halts and accepts nothing more.
 */
export class SessionLog {
  readonly sessionId: string;
  #state: SessionState;
  #halted: Halt | null = null;
  readonly #storage: SessionStorage;
  readonly #now: () => Instant;

  private constructor(sessionId: string, state: SessionState, storage: SessionStorage, now: () => Instant) {
    this.sessionId = sessionId;
    this.#state = state;
    this.#storage = storage;
    this.#now = now;
  }

  /** Stores the first events of a new session. */
  static begin(
    sessionId: string,
    study: Study,
    events: readonly SessionEvent[],
    storage: SessionStorage,
    now: () => Instant,
  ): SessionLog {
    const at = now();
    const recorded = storage.appendEvents(sessionId, events.map((event) => ({ event, at, actor: 'moderator' as const })));
    return new SessionLog(sessionId, replay(study, recorded), storage, now);
  }

  /** Reads a stored session back. */
  static open(sessionId: string, study: Study, storage: SessionStorage, now: () => Instant): SessionLog {
    return new SessionLog(sessionId, replay(study, storage.readEvents(sessionId)), storage, now);
  }

  get state(): SessionState {
    return this.#state;
  }

  get halted(): Halt | null {
    return this.#halted;
  }

  now(): Instant {
    return this.#now();
  }

  /** Carries a command out. On success its events are on disk. */
  perform(command: Command, actor: Actor): Result<SessionState, Refusal> {
    return this.performAll([command], actor);
  }

  /** Carries several commands out in one transaction: all of them or none. */
  performAll(commands: readonly Command[], actor: Actor): Result<SessionState, Refusal> {
    if (this.#halted) return haltedRefusal(this.#halted);
    const at = this.#now();
    let preview = this.#state;
    const events: SessionEvent[] = [];
    for (const command of commands) {
      const decision = decide(preview, command, at);
      if (!decision.ok) return decision;
      for (const event of decision.value) {
        preview = evolve(preview, { ...event, sequence: preview.revision + 1, at, actor });
        events.push(event);
      }
    }
    try {
      const recorded = this.#storage.appendEvents(
        this.sessionId,
        events.map((event) => ({ event, at, actor })),
        { forgetDrafts: draftsUsedUp(commands) },
      );
      this.#state = recorded.reduce(evolve, this.#state);
    } catch (error) {
      return this.#notStored(error);
    }
    return accepted(this.#state);
  }

  drafts(): Drafts {
    return this.#storage.readDrafts(this.sessionId);
  }

  /** Keeps what is being typed. Returns UTC milliseconds once it is on disk. */
  saveDraft(key: string, value: Drafts[string]): Result<number, Refusal> {
    if (this.#halted) return haltedRefusal(this.#halted);
    try {
      // The last keystrokes may arrive after the moderator has ended the session.
      if (!this.#storage.saveDraft(this.sessionId, key, value)) return refused('over', 'The session is over.');
    } catch (error) {
      return this.#notStored(error);
    }
    return accepted(this.#now().utcMilliseconds);
  }

  /** An event that does not fit is refused like any command; anything else means that storing is over. */
  #notStored(error: unknown): Result<never, Refusal> {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof InvalidEventError) return refused('not-stored', message);
    const diskFull = error instanceof StorageError && error.code === 'disk-full';
    this.#halted = { code: diskFull ? 'disk-full' : 'storage-failed', message };
    return haltedRefusal(this.#halted);
  }
}

/** A sent message and confirmed texts are in the log; their drafts would only come back as ghosts. */
function draftsUsedUp(commands: readonly Command[]): string[] {
  return commands.flatMap((command) => {
    switch (command.kind) {
      case 'turn/send':
        return [`message:${command.conversationId}`];
      case 'judgement/confirm':
        return Object.entries(command.texts).flatMap(([judgementId, boxes]) =>
          Object.keys(boxes).map(
            (boxId) => `text:${command.conversationId}:${command.turn ?? 'end'}:${judgementId}:${boxId}`,
          ),
        );
      case 'text/confirm':
        return command.answer === null ? [] : [`answer:${command.stageId}`];
      default:
        return [];
    }
  });
}

function haltedRefusal(halt: Halt): Result<never, Refusal> {
  return refused('not-stored', halt.message);
}
