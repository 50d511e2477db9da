import { randomUUID } from 'node:crypto';
import type { SystemCommand } from '../../shared/session/commands.ts';
import { millisecondsUntilReveal } from '../../shared/session/decide-system.ts';
import { currentTrialOf, isComplete, runningTurnOf, slotsToAsk } from '../../shared/session/queries.ts';
import type { FailureCategory, Slot } from '../../shared/session/events.ts';
import { CallRefusal } from '../call-refusal.ts';
import type { Attempt, AttemptEvent, CallResult } from '../models/call-record.ts';
import type { AskArm } from './ask-arm.ts';
import type { SessionLog } from './session-log.ts';
import { messagesFor, modelOfSlot } from './thread.ts';

/**
 * Gets the replies of the running turn and reveals them together. It keeps no knowledge of its own
 * beyond the calls in flight: what has to be asked or revealed is read off the session's state after
 * every change, so a restart in the middle needs no special path.
 */
export class ReplyCollector {
  readonly #log: SessionLog;
  readonly #ask: AskArm;
  readonly #report: (commands: readonly SystemCommand[]) => boolean;
  readonly #inFlight = new Map<string, AbortController>();
  #revealTimer: ReturnType<typeof setTimeout> | null = null;

  /** @param report carries commands of the app out, on disk, and tells the windows; false when refused */
  constructor(log: SessionLog, ask: AskArm, report: (commands: readonly SystemCommand[]) => boolean) {
    this.#log = log;
    this.#ask = ask;
    this.#report = report;
  }

  /** Does what the state asks for: stops, starts, reveals. Called after every change. */
  react(): void {
    this.#stopAbandonedCalls();
    const running = this.#runningTurn();
    if (!running || this.#log.halted) return;
    const { conversation, turn, index } = running;
    const slots = slotsToAsk(turn);
    if (slots.length > 0) this.#askFor(slots);
    else if (isComplete(turn)) this.#scheduleReveal(conversation.conversationId, index);
  }

  /** Stops every call at once and lets nothing come in any more. */
  close(): void {
    for (const controller of this.#inFlight.values()) controller.abort();
    this.#inFlight.clear();
    this.#cancelReveal();
  }

  #runningTurn() {
    const { state } = this.#log;
    const trial = state.status === 'running' ? currentTrialOf(state) : null;
    const running = trial && runningTurnOf(trial.conversation);
    return running ? { trial, conversation: trial.conversation, ...running } : null;
  }

  #askFor(slots: readonly Slot[]): void {
    const running = this.#runningTurn();
    if (!running) return;
    const { trial, conversation, turn, index } = running;
    const { state } = this.#log;
    const asked = turn.slots.filter(({ slot }) => slots.includes(slot));
    const starts = asked.map((answering) => {
      const { slot, armId } = answering;
      const model = modelOfSlot(state, trial, answering);
      return {
        kind: 'call/start' as const,
        callId: randomUUID(),
        conversationId: conversation.conversationId,
        turn: index,
        slot,
        armId,
        model,
        messages: messagesFor(state, trial, turn, answering, model),
      };
    });
    for (const { callId } of starts) this.#inFlight.set(callId, new AbortController());
    // On disk before anything leaves the machine: a crash then knows what was under way.
    if (!this.#report(starts)) {
      for (const { callId } of starts) this.#inFlight.delete(callId);
      return;
    }
    for (const start of starts) {
      const controller = this.#inFlight.get(start.callId);
      if (controller) void this.#runCall(start, controller);
    }
  }

  async #runCall(
    { callId, model, messages }: Extract<SystemCommand, { kind: 'call/start' }>,
    controller: AbortController,
  ): Promise<void> {
    const failures = new FailureReporter(callId, (command) => {
      this.#report([command]);
    });
    let ended: Extract<SystemCommand, { kind: 'call/end' }>;
    try {
      const result = await this.#ask(model, messages, {
        signal: controller.signal,
        onAttempt: (event) => {
          if (this.#inFlight.has(callId)) failures.note(event);
        },
      });
      if (!this.#inFlight.has(callId)) return;
      failures.flush();
      ended = endOf(callId, result);
    } catch (error) {
      if (!this.#inFlight.delete(callId)) return;
      const category = error instanceof CallRefusal && error.code === 'key-missing' ? 'refused-key' : 'bad-request';
      this.#giveUp(callId, 1, category, `A reply could not be asked for: ${nameOf(error)}.`);
      return;
    }
    this.#inFlight.delete(callId);
    if (!this.#report([ended])) {
      this.#giveUp(callId, Math.max(1, ended.attempts), 'malformed-stream', 'A reply came in that could not be stored.');
    }
  }

  /**
   * Ends a call that left no end of its own, with a failure that the moderator sees: a call without an end
   * would keep the turn waiting for ever. Refused when the call is no longer wanted.
   */
  #giveUp(callId: string, attempts: number, category: FailureCategory, detail: string): void {
    const told = this.#report([
      {
        kind: 'call/attempt-ended',
        callId,
        attempt: attempts,
        attempts,
        category,
        statusCode: null,
        detail,
        receivedText: '',
        startedAtUtcMilliseconds: this.#log.now().utcMilliseconds,
        totalMilliseconds: 0,
        retryInMilliseconds: null,
      },
    ]);
    const ended = this.#report([{ kind: 'call/end', callId, outcome: 'failed', attempts, reply: null, category }]);
    if (told || ended) this.#report([{ kind: 'incident/record', text: detail }]);
  }

  /** A turn that was voided, skipped or ended needs no replies any more. */
  #stopAbandonedCalls(): void {
    const wanted = new Set(
      this.#runningTurn()?.turn.calls.filter((call) => call.outcome === 'running').map((call) => call.callId),
    );
    for (const [callId, controller] of this.#inFlight) {
      if (wanted.has(callId) && !this.#log.halted) continue;
      this.#inFlight.delete(callId);
      controller.abort();
    }
    this.#cancelReveal();
  }

  #scheduleReveal(conversationId: string, turn: number): void {
    const { state } = this.#log;
    const running = this.#runningTurn();
    // While paused nothing is shown; the reaction to resuming comes here again.
    if (!running || state.pausedFor !== null) return;
    const wait = millisecondsUntilReveal(running.trial.stage, running.turn, this.#log.now());
    if (wait <= 0) {
      this.#report([{ kind: 'turn/reveal', conversationId, turn }]);
      return;
    }
    this.#revealTimer = setTimeout(() => {
      this.#revealTimer = null;
      this.react();
    }, Math.ceil(wait));
  }

  #cancelReveal(): void {
    if (this.#revealTimer) clearTimeout(this.#revealTimer);
    this.#revealTimer = null;
  }
}

/** Holds a failed attempt until it is known whether another follows, and when. */
class FailureReporter {
  readonly #callId: string;
  readonly #report: (command: SystemCommand) => void;
  #held: { readonly attempt: Attempt; readonly of: number } | null = null;

  constructor(callId: string, report: (command: SystemCommand) => void) {
    this.#callId = callId;
    this.#report = report;
  }

  note(event: AttemptEvent): void {
    if (event.kind === 'attempt-ended') this.#held = event;
    else this.#send(event.kind === 'waiting' ? event.waitMilliseconds : 0);
  }

  flush(): void {
    this.#send(null);
  }

  #send(retryInMilliseconds: number | null): void {
    const held = this.#held;
    this.#held = null;
    if (!held) return;
    const { attempt, of } = held;
    if (attempt.outcome === 'ok' || attempt.outcome === 'cancelled') return;
    this.#report({
      kind: 'call/attempt-ended',
      callId: this.#callId,
      attempt: attempt.number,
      attempts: of,
      category: attempt.outcome,
      statusCode: attempt.httpStatus,
      detail: attempt.detail ?? '',
      receivedText: attempt.receivedText,
      startedAtUtcMilliseconds: Math.round(attempt.startedAt),
      totalMilliseconds: attempt.totalMilliseconds,
      retryInMilliseconds,
    });
  }
}

function endOf(callId: string, result: CallResult): Extract<SystemCommand, { kind: 'call/end' }> {
  const base = { kind: 'call/end' as const, callId, attempts: result.attempts.length };
  switch (result.status) {
    case 'ok':
      return {
        ...base,
        outcome: 'answered',
        category: null,
        reply: {
          text: result.text,
          finishReason: result.finishReason,
          reportedModel: result.reportedModel,
          promptTokens: result.usage?.promptTokens ?? null,
          completionTokens: result.usage?.completionTokens ?? null,
          startedAtUtcMilliseconds: Math.round(result.timing.startedAt),
          timeToFirstTokenMilliseconds: result.timing.timeToFirstTokenMilliseconds,
          totalMilliseconds: result.timing.totalMilliseconds,
          callMilliseconds: result.timing.callMilliseconds,
        },
      };
    case 'failed':
      return { ...base, outcome: 'failed', category: result.category, reply: null };
    case 'cancelled':
      return { ...base, outcome: 'stopped', category: null, reply: null };
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown error';
}
