import { createRandom, type Random } from '../../shared/allocation/random.ts';
import type { AllocationRow } from '../../shared/allocation/list.ts';
import type { Person } from '../../shared/rehearsal/chooser.ts';
import { drawNormal } from '../../shared/rehearsal/draws.ts';
import type { RehearsalParameters } from '../../shared/rehearsal/rehearsal.ts';
import { usualReplyLength } from '../../shared/rehearsal/reply-length.ts';
import { type Help, SyntheticParticipant } from '../../shared/rehearsal/synthetic-participant.ts';
import { replyText } from '../../shared/rehearsal/words.ts';
import type { Command, SystemCommand } from '../../shared/session/commands.ts';
import { createSession, type NewSession } from '../../shared/session/create-session.ts';
import type { Actor, Instant, ModelReply, Slot } from '../../shared/session/events.ts';
import { participantView } from '../../shared/session/participant-view.ts';
import { currentStepOf, currentTrialOf, runningTurnOf, slotsToAsk } from '../../shared/session/queries.ts';
import type { SessionState } from '../../shared/session/state.ts';
import { countWords } from '../../shared/session/words.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { SessionLog } from '../session/session-log.ts';
import { messagesFor, modelOfSlot } from '../session/thread.ts';
import type { Storage } from '../storage/storage.ts';
import { type WriteBehind, writeBehind } from './write-behind.ts';

/** Where and under what a participant is played. */
export interface Stage {
  readonly study: Study;
  readonly studyDigest: string;
  readonly parameters: RehearsalParameters;
  readonly storage: Storage;
  readonly models: NewSession['models'];
  readonly fillForm: Help['fillForm'];
}

export interface ComingParticipant {
  readonly code: string;
  readonly person: Person;
  readonly row: AllocationRow;
}

/** Which of their sessions it is, and what they bring from the ones before. */
export type ComingSession = Pick<NewSession, 'sessionNumber' | 'earlier' | 'earlierAnswers'> & {
  /** UTC milliseconds. */
  readonly startsAt: number;
};

/** How a session went. */
export type SessionOutcome =
  | { readonly kind: 'complete' | 'left'; readonly state: SessionState }
  /** The engine or a form would not let the participant go on. */
  | { readonly kind: 'failed'; readonly state: SessionState; readonly stageId: string; readonly reason: string };

/** More moves than any session has: a participant who makes them is going in circles. */
const mostMoves = 20_000;

/**
 * Plays one session of one participant through the engine and the store, by a clock of its own. The
 * participant knows the screen alone; what the app does by itself (asking models, revealing) is done here.
 * @param startsAt UTC milliseconds
 */
export class PlayedSession {
  readonly #stage: Stage;
  readonly #log: SessionLog;
  readonly #disk: WriteBehind;
  readonly #participant: SyntheticParticipant;
  readonly #random: Random;
  #now: number;
  readonly #startsAt: number;
  #calls = 0;

  constructor(
    stage: Stage,
    { code, person, row }: ComingParticipant,
    { startsAt, ...session }: ComingSession,
  ) {
    const { study, studyDigest, parameters, storage, models, fillForm } = stage;
    this.#stage = stage;
    this.#now = startsAt;
    this.#startsAt = startsAt;
    const seed = `${parameters.seed}/${code}/${session.sessionNumber}`;
    this.#random = createRandom(`${seed}/replies`);
    this.#participant = new SyntheticParticipant(person, createRandom(`${seed}/moves`), {
      fillForm,
      armOf: (...place) => this.#armOf(...place),
    });
    const details: NewSession = {
      study,
      studyDigest,
      studyVersion: 1,
      participantCode: code,
      ...session,
      moderator: 'Rehearsal',
      row,
      stratum: row.stratum,
      seed,
      models,
    };
    const sessionId = `rehearsal-${code}-${session.sessionNumber}`;
    this.#disk = writeBehind(sessionId, storage);
    this.#log = SessionLog.begin(sessionId, study, createSession(details), this.#disk.storage, () => this.#instant());
  }

  get sessionId(): string {
    return this.#log.sessionId;
  }

  /** Plays on until the session is over or stuck; all of it is stored then. */
  play(): SessionOutcome {
    const outcome = this.#playOn();
    try {
      this.#disk.flush();
      return outcome;
    } catch (error) {
      return this.#failed(reasonOf(error));
    }
  }

  #playOn(): SessionOutcome {
    for (let moves = 0; moves < mostMoves; moves += 1) {
      const { state } = this.#log;
      if (state.status === 'complete') return { kind: 'complete', state };
      if (state.status === 'ended') return { kind: 'left', state };
      let reason: string | null;
      try {
        reason = this.#move(state);
      } catch (error) {
        reason = reasonOf(error);
      }
      if (reason !== null) return this.#failed(reason);
    }
    return this.#failed(`No end after ${mostMoves} moves.`);
  }

  #failed(reason: string): SessionOutcome {
    const { state } = this.#log;
    return { kind: 'failed', state, stageId: currentStepOf(state).stage.id, reason };
  }

  /** One move of the participant and what the app does about it; the reason when that was refused. */
  #move(state: SessionState): string | null {
    const { screen } = participantView(this.#log.sessionId, state, this.#instant());
    const move = this.#participant.next(screen, this.#now);
    switch (move.kind) {
      case 'wait':
        return `The participant could do nothing at the screen "${screen.kind}".`;
      case 'leave':
        this.#wait(move.seconds);
        return this.#perform([{ kind: 'session/end', reason: 'Left the rehearsal, as asked for.', standing: 'withdrawn' }], 'moderator');
      case 'act':
        this.#wait(move.seconds);
        return this.#perform(move.commands, 'participant') ?? this.#collectReplies();
    }
  }

  /** Asks for the replies of the running turn, again where the study's policy says so, and reveals them. */
  #collectReplies(): string | null {
    const trial = currentTrialOrNull(this.#log.state);
    const running = trial && runningTurnOf(trial.conversation);
    if (!trial || !running) return null;
    const { conversationId } = trial.conversation;
    const turn = running.index;
    for (;;) {
      const { state } = this.#log;
      const now = currentTrialOrNull(state);
      const asked = now && runningTurnOf(now.conversation);
      const slots = asked ? slotsToAsk(asked.turn) : [];
      if (!now || !asked || slots.length === 0) break;
      const answering = asked.turn.slots.filter(({ slot }) => slots.includes(slot));
      const starts = answering.map((each) => {
        this.#calls += 1;
        const model = modelOfSlot(state, now, each);
        const messages = messagesFor(state, now, asked.turn, each, model);
        const { slot, armId } = each;
        return { kind: 'call/start' as const, callId: `call-${this.#calls}`, conversationId, turn, slot, armId, model, messages };
      });
      const refusal = this.#perform(starts, 'system');
      if (refusal !== null) return refusal;
      const started = this.#now;
      const slowest = this.#secondsToReply();
      this.#wait(slowest);
      const ends = starts.map(
        ({ callId, armId }): SystemCommand => ({ kind: 'call/end', callId, outcome: 'answered', attempts: 1, reply: this.#reply(armId, started, slowest), category: null }),
      );
      const ended = this.#perform(ends, 'system');
      if (ended !== null) return ended;
    }
    const delay = trial.stage.replies.revealDelayMilliseconds;
    this.#now = Math.max(this.#now, running.turn.sentAt.utcMilliseconds + delay);
    return this.#perform([{ kind: 'turn/reveal', conversationId, turn }], 'system');
  }

  #reply(armId: string, startedAt: number, seconds: number): ModelReply {
    const { mean, standardDeviation } = this.#stage.parameters.replyCharacters[armId] ?? usualReplyLength;
    const text = replyText(Math.max(1, mean + standardDeviation * drawNormal(this.#random)), this.#random);
    const milliseconds = Math.round(seconds * 1_000);
    return {
      text,
      finishReason: 'stop',
      reportedModel: null,
      promptTokens: null,
      completionTokens: countWords(text),
      startedAtUtcMilliseconds: startedAt,
      timeToFirstTokenMilliseconds: Math.round(milliseconds / 4),
      totalMilliseconds: milliseconds,
      callMilliseconds: milliseconds,
    };
  }

  #secondsToReply(): number {
    const { mean, spread } = this.#stage.parameters.secondsToReply;
    return mean * Math.exp(spread * drawNormal(this.#random) - (spread * spread) / 2);
  }

  #armOf(conversationId: string, turn: number | null, slot: Slot): string {
    const conversation = this.#log.state.conversations.find((each) => each.conversationId === conversationId);
    const slots = turn === null ? conversation?.slots : conversation?.turns[turn]?.slots;
    const found = slots?.find((each) => each.slot === slot);
    if (found === undefined) throw new Error(`Conversation "${conversationId}" has no slot ${slot}.`);
    return found.armId;
  }

  #perform(commands: readonly Command[], actor: Actor): string | null {
    const result = this.#log.performAll(commands, actor);
    return result.ok ? null : `${commands.map(({ kind }) => kind).at(-1) ?? ''}: ${result.problem.message}`;
  }

  #wait(seconds: number): void {
    this.#now += Math.ceil(seconds * 1_000);
  }

  #instant(): Instant {
    return { utcMilliseconds: this.#now, monotonicMilliseconds: this.#now - this.#startsAt };
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function currentTrialOrNull(state: SessionState) {
  return state.status === 'running' ? currentTrialOf(state) : null;
}
