import type { AllocationRow } from '../../../shared/allocation/list.ts';
import type { Command } from '../../../shared/session/commands.ts';
import { createSession, type NewSession } from '../../../shared/session/create-session.ts';
import { decide } from '../../../shared/session/decide.ts';
import type { Actor, Instant, ModelReply, RecordedEvent, SessionEvent } from '../../../shared/session/events.ts';
import { evolve, replay } from '../../../shared/session/evolve.ts';
import {
  currentStepOf,
  currentTrialOf,
  guessableConversations,
  runningTurnOf,
  slotsToAsk,
  turnToJudge,
} from '../../../shared/session/queries.ts';
import type { Refusal } from '../../../shared/session/refusal.ts';
import { openSheet } from '../../../shared/session/sheet-view.ts';
import type { SessionState } from '../../../shared/session/state.ts';
import type { Judgement } from '../../../shared/study/judgements.ts';
import { armsOfStage, stagesOf, type Study } from '../../../shared/study/protocol.ts';
import { isTrialStage } from '../../../shared/study/stages.ts';

/** A session played in memory: the engine with a list for a disk and a clock that is set by hand. */
export class PlayedSession {
  readonly study: Study;
  readonly events: RecordedEvent[] = [];
  state: SessionState;
  #milliseconds = 1_000;
  /** By how much the wall clock was set, against the one that never jumps. */
  #clockSetBy = 0;
  #calls = 0;

  constructor(study: Study, seed = 'seed', details: Partial<NewSession> & { readonly row?: AllocationRow | null } = {}) {
    this.study = study;
    const models = stagesOf(study)
      .filter(isTrialStage)
      .flatMap((stage) =>
        armsOfStage(study, stage).map((arm) => ({
          stageId: stage.id,
          armId: arm.id,
          model: { ...arm.model, baseURL: 'practice' },
        })),
      );
    const events = createSession({
      study,
      studyDigest: 'digest',
      studyVersion: null,
      participantCode: 'K7',
      sessionNumber: 1,
      moderator: 'MM',
      row: null,
      stratum: null,
      seed,
      models,
      earlierAnswers: {},
      earlier: [],
      ...details,
    });
    for (const event of events) this.#record(event, 'moderator');
    this.state = replay(study, this.events);
  }

  now(): Instant {
    return { utcMilliseconds: 1_800_000_000_000 + this.#milliseconds + this.#clockSetBy, monotonicMilliseconds: this.#milliseconds };
  }

  wait(milliseconds: number): void {
    this.#milliseconds += milliseconds;
  }

  /** Sets the wall clock forward, or back. */
  setClock(byMilliseconds: number): void {
    this.#clockSetBy += byMilliseconds;
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
    return slotsToAsk(running.turn).map((slot) => {
      this.#calls += 1;
      const callId = `call-${this.#calls}`;
      const armId = running.turn.slots.find((each) => each.slot === slot)?.armId ?? '';
      const model = this.state.models.find((each) => each.armId === armId)?.model;
      if (!model) throw new Error(`No model for arm ${armId}.`);
      const { conversationId } = conversation;
      this.must({ kind: 'call/start', callId, conversationId, turn: running.index, slot, armId, model, messages: [] }, 'system');
      return callId;
    });
  }

  answer(callId: string, text = `Reply ${callId}`): Refusal | null {
    return this.perform(
      { kind: 'call/end', callId, outcome: 'answered', attempts: 1, reply: reply(text), category: null },
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

  /** Sends a message and shows its replies, asked again as often as need be. */
  holdTurn(text: string): void {
    this.must({ kind: 'turn/send', conversationId: this.conversationId(), text, slot: null });
    for (let calls = this.startCalls(); calls.length > 0; calls = this.startCalls()) {
      for (const callId of calls) this.answer(callId);
    }
    this.wait(2_000);
    const refusal = this.reveal();
    if (refusal) throw new Error(refusal.message);
  }

  conversationId(): string {
    return currentTrialOf(this.state)?.conversation.conversationId ?? '';
  }

  /** Holds a turn of the current conversation and judges it, where it is to be judged. */
  converse(text: string): void {
    this.holdTurn(text);
    const trial = currentTrialOf(this.state);
    if (trial && turnToJudge(trial.stage, trial.conversation)) this.fillSheet();
  }

  /** Fills every sheet at the end of the current conversation. */
  judge(): void {
    const conversationId = this.conversationId();
    while (this.state.status === 'running' && this.conversationId() === conversationId) this.fillSheet();
  }

  /** Says something about everything on the open sheet, and confirms it. */
  fillSheet(): void {
    const trial = currentTrialOf(this.state);
    const open = trial && openSheet(trial);
    if (!open) throw new Error('No sheet is open.');
    for (const judgement of open.sheet.judgements) this.#judge(judgement, open.turn, open.slots);
    const texts = Object.fromEntries(
      open.sheet.judgements.flatMap((judgement) =>
        judgement.kind === 'text'
          ? [[judgement.id, Object.fromEntries(judgement.boxes.map((box, index) => [box.id, index === 0 ? 'Clear words' : '']))]]
          : [],
      ),
    );
    this.must({ kind: 'judgement/confirm', conversationId: this.conversationId(), turn: open.turn, sheetId: open.sheet.id, texts });
  }

  #judge(judgement: Judgement, turn: number | null, slots: readonly ('A' | 'B' | 'C' | 'D' | 'E' | 'F')[]): void {
    const at = { conversationId: this.conversationId(), turn, judgementId: judgement.id };
    switch (judgement.kind) {
      case 'text':
        return;
      case 'ranking':
        this.must({ kind: 'judgement/rank', ...at, places: slots.toReversed().map((slot) => [slot]) });
        return;
      case 'choice':
        this.must({ kind: 'judgement/choose', ...at, slot: slots[0] ?? null, strength: judgement.strengths.length > 0 ? 1 : null });
        return;
      default:
        (judgement.of === 'each-slot' ? slots : [null]).forEach((slot, index) => {
          const items = judgement.kind === 'attributes' ? judgement.items.map(({ id }) => id) : [null];
          for (const item of items) {
            const value = judgement.kind === 'likert' ? 1 + (index % judgement.points.length) : 20 + index;
            this.must({ kind: 'judgement/rate', ...at, slot, item, value });
          }
        });
    }
  }

  /** Does what the current step asks for, the shortest way. */
  completeStep(): void {
    const { stage } = currentStepOf(this.state);
    switch (stage.kind) {
      case 'consent':
        this.must({ kind: 'consent/give', stageId: stage.id, statements: stage.statements.map(({ id }) => id) });
        break;
      case 'questionnaire':
        this.must({ kind: 'questionnaire/submit', stageId: stage.id, answers: { age: 'old' }, timings: {}, order: [] });
        break;
      case 'break':
        this.wait(stage.minimumSeconds * 1_000);
        this.must({ kind: 'text/confirm', stageId: stage.id, answer: null });
        break;
      case 'instructions':
      case 'debrief':
        this.must({ kind: 'text/confirm', stageId: stage.id, answer: null });
        break;
      case 'message':
        this.must({ kind: 'text/confirm', stageId: stage.id, answer: stage.answer ? 'A word to the laboratory' : null });
        break;
      case 'practice':
      case 'conversations': {
        const trial = currentTrialOf(this.state);
        const [type] = stage.conversations.types;
        if (trial?.conversation.typeId === null && type) {
          this.must({ kind: 'conversation/pick-type', conversationId: this.conversationId(), typeId: type.id });
        }
        for (let turn = 0; turn < stage.turns.minimum; turn += 1) this.converse('Hello there');
        this.must({ kind: 'conversation/finish', conversationId: this.conversationId() });
        if (stage.sheets.length > 0) this.judge();
        break;
      }
      case 'repeats':
        this.judge();
        break;
      case 'blinding-guess': {
        const guesses = guessableConversations(this.state).map(({ conversationId }) => ({
          conversationId,
          slot: 'B' as const,
          sure: stage.sureChoices[0]?.value ?? null,
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
