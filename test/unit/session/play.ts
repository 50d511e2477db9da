import type { Command } from '../../../shared/session/commands.ts';
import { createSession } from '../../../shared/session/create-session.ts';
import { decide } from '../../../shared/session/decide.ts';
import type { Actor, Instant, ModelReply, RecordedEvent, SessionEvent } from '../../../shared/session/events.ts';
import { evolve, replay } from '../../../shared/session/evolve.ts';
import { currentStepOf, currentTrialOf, guessableConversations, runningTurnOf, slotsToAsk } from '../../../shared/session/queries.ts';
import type { Refusal } from '../../../shared/session/refusal.ts';
import type { SessionState } from '../../../shared/session/state.ts';
import { armsOfStage, isTrialStage, type Study } from '../../../shared/study/protocol.ts';

/** A session played in memory: the engine with a list for a disk and a clock that is set by hand. */
export class PlayedSession {
  readonly study: Study;
  readonly events: RecordedEvent[] = [];
  state: SessionState;
  #milliseconds = 1_000;
  #calls = 0;

  constructor(study: Study, seed = 'seed') {
    this.study = study;
    const models = study.stages.filter(isTrialStage).flatMap((stage) =>
      armsOfStage(study, stage).map((arm) => ({
        stageId: stage.id,
        armId: arm.id,
        model: { ...arm.model, baseURL: 'practice' },
      })),
    );
    for (const event of createSession({ study, studyDigest: 'digest', participantCode: 'K7', seed, models })) {
      this.#record(event, 'moderator');
    }
    this.state = replay(study, this.events);
  }

  now(): Instant {
    return { utcMilliseconds: 1_800_000_000_000 + this.#milliseconds, monotonicMilliseconds: this.#milliseconds };
  }

  wait(milliseconds: number): void {
    this.#milliseconds += milliseconds;
  }

  /** Carries a command out; returns the refusal, or null when it was accepted. */
  perform(command: Command, actor: Actor = 'participant'): Refusal | null {
    const decision = decide(this.state, command, this.now());
    if (!decision.ok) return decision.problem;
    for (const event of decision.value) this.state = evolve(this.state, this.#record(event, actor));
    return null;
  }

  /** As `perform`, but a refusal fails the test. */
  must(command: Command, actor: Actor = 'participant'): void {
    const refusal = this.perform(command, actor);
    if (refusal) throw new Error(`${command.kind} was refused: ${refusal.message}`);
  }

  /** Starts every call that the running turn still needs; returns their ids. */
  startCalls(): string[] {
    const conversation = currentTrialOf(this.state)?.conversation;
    const running = conversation && runningTurnOf(conversation);
    if (!running) return [];
    return slotsToAsk(conversation, running.turn).map((slot) => {
      this.#calls += 1;
      const callId = `call-${this.#calls}`;
      const armId = conversation.slots.find((each) => each.slot === slot)?.armId ?? '';
      const model = this.state.models.find((each) => each.armId === armId)?.model;
      if (!model) throw new Error(`No model for arm ${armId}.`);
      const { conversationId } = conversation;
      this.must({ kind: 'call/start', callId, conversationId, turn: running.index, slot, armId, model, messages: [] }, 'system');
      return callId;
    });
  }

  answer(callId: string): Refusal | null {
    return this.perform(
      { kind: 'call/end', callId, outcome: 'answered', attempts: 1, reply: reply(`Reply ${callId}`), category: null },
      'system',
    );
  }

  fail(callId: string): Refusal | null {
    return this.perform(
      { kind: 'call/end', callId, outcome: 'failed', attempts: 4, reply: null, category: 'server-error' },
      'system',
    );
  }

  reveal(): Refusal | null {
    const conversation = currentTrialOf(this.state)?.conversation;
    const turn = (conversation?.turns.length ?? 0) - 1;
    return this.perform({ kind: 'turn/reveal', conversationId: conversation?.conversationId ?? '', turn }, 'system');
  }

  /** Sends a message and shows its four replies. */
  holdTurn(text: string): void {
    this.must({ kind: 'turn/send', conversationId: this.conversationId(), text });
    for (const callId of this.startCalls()) this.answer(callId);
    this.wait(2_000);
    const refusal = this.reveal();
    if (refusal) throw new Error(refusal.message);
  }

  conversationId(): string {
    return currentTrialOf(this.state)?.conversation.conversationId ?? '';
  }

  /** Rates, ranks and explains the current conversation. */
  judge(): void {
    const conversationId = this.conversationId();
    const slots = currentTrialOf(this.state)?.conversation.slots.map(({ slot }) => slot) ?? [];
    slots.forEach((slot, index) => {
      this.must({ kind: 'judgement/rate', conversationId, slot, value: 20 + index });
    });
    this.must({ kind: 'judgement/rank', conversationId, places: slots.toReversed() });
    this.must({ kind: 'judgement/confirm-comparison', conversationId });
    this.explain();
  }

  /** Rates the qualities of the best slot and says why. */
  explain(): void {
    const conversationId = this.conversationId();
    this.must({ kind: 'judgement/rate-attribute', conversationId, attribute: 'values', value: 'not-applicable' });
    this.must({ kind: 'judgement/rate-attribute', conversationId, attribute: 'fluency', value: 80 });
    this.must({ kind: 'judgement/confirm-explanation', conversationId, good: 'Clear words', bad: '' });
  }

  /** Does what the current step asks for, the shortest way. */
  completeStep(): void {
    const { stage } = currentStepOf(this.state);
    switch (stage.kind) {
      case 'consent':
        this.must({ kind: 'consent/give', stageId: stage.id, statements: stage.statements.map(({ id }) => id) });
        break;
      case 'questionnaire':
        this.must({ kind: 'questionnaire/submit', stageId: stage.id, answers: { age: 'old' }, timings: {} });
        break;
      case 'instructions':
      case 'debrief':
        this.must({ kind: 'text/confirm', stageId: stage.id });
        break;
      case 'practice':
      case 'conversations':
        this.holdTurn('Hello there');
        this.must({ kind: 'conversation/finish', conversationId: this.conversationId() });
        this.judge();
        break;
      case 'blinding-guess': {
        const guesses = guessableConversations(this.state).map(({ conversationId }) => ({
          conversationId,
          slot: 'B' as const,
          sure: 'certain',
        }));
        this.must({ kind: 'guess/submit', stageId: stage.id, guesses });
      }
    }
  }

  /** Plays on until the step with this stage is reached. */
  reach(stageId: string): void {
    while (currentStepOf(this.state).stage.id !== stageId) this.completeStep();
  }

  #record(event: SessionEvent, actor: Actor): RecordedEvent {
    const recorded: RecordedEvent = { ...event, sequence: this.events.length + 1, at: this.now(), actor };
    this.events.push(recorded);
    return recorded;
  }
}

export function reply(text: string): ModelReply {
  return {
    text,
    finishReason: 'stop',
    reportedModel: 'secret-reported-model',
    promptTokens: 3,
    completionTokens: 5,
    startedAtUtcMilliseconds: 1_800_000_000_000,
    timeToFirstTokenMilliseconds: 10,
    totalMilliseconds: 20,
    callMilliseconds: 20,
  };
}
