import type { Command } from '../../../shared/session/commands.ts';
import { createSession, type EarlierConversation } from '../../../shared/session/create-session.ts';
import { decide } from '../../../shared/session/decide.ts';
import type { Instant, RecordedEvent, SessionEvent } from '../../../shared/session/events.ts';
import { evolve, replay } from '../../../shared/session/evolve.ts';
import { openingsOf } from '../../../shared/session/limits.ts';
import { planOf, type PlanStep } from '../../../shared/session/plan.ts';
import { currentTrialOf, runningTurnOf, slotsToAsk, type CurrentTrial } from '../../../shared/session/queries.ts';
import type { Refusal, Result } from '../../../shared/session/refusal.ts';
import { openSheet } from '../../../shared/session/sheet-view.ts';
import type { SessionState } from '../../../shared/session/state.ts';
import { armsOfStage, stagesOf, type Study } from '../../../shared/study/protocol.ts';
import { isTrialStage } from '../../../shared/study/stages.ts';

/** What stands for the words of people and models while there are none. */
export interface SampleWords {
  /** The first message of a conversation, and every further one. */
  readonly messages: readonly [string, string];
  /** Replies, used in turn. */
  readonly replies: readonly string[];
}

/** A command that the engine did not carry out, although the preview needs it to. */
class NotPlayable extends Error {
  constructor(command: Command, refusal: Refusal) {
    super(`${command.kind}: ${refusal.message}`);
    this.name = 'NotPlayable';
  }
}

/** Every event happens at the same minute of the wall clock, so that no time runs out while a study is written. */
export const beginning: Instant = { utcMilliseconds: 0, monotonicMilliseconds: 0 };

/**
 * A session that nobody holds, by the engine that real ones are held with.
 * @throws RangeError when the draft leaves nothing to allocate
 */
export function begunSession(study: Study, sessionNumber: number, earlier: readonly EarlierConversation[]): SessionState {
  const models = stagesOf(study)
    .filter(isTrialStage)
    .flatMap((stage) =>
      armsOfStage(study, stage).map((arm) => ({ stageId: stage.id, armId: arm.id, model: { ...arm.model, baseURL: 'practice' } })),
    );
  const events = createSession({
    study,
    studyDigest: '',
    studyVersion: null,
    participantCode: '–',
    sessionNumber,
    moderator: '–',
    row: null,
    stratum: study.allocation.strata?.values[0]?.id ?? null,
    seed: 'preview',
    models,
    earlierAnswers: {},
    earlier,
  });
  return replay(
    study,
    events.map((event, index): RecordedEvent => ({ ...event, sequence: index + 1, at: beginning, actor: 'system' })),
  );
}

/** The state after a command, or why there is none. */
export function afterCommand(state: SessionState, command: Command, utcMilliseconds = 0): Result<SessionState, Refusal> {
  const at = instantAfter(state, utcMilliseconds);
  const decision = decide(state, command, at);
  return decision.ok ? { ok: true, value: afterEvents(state, decision.value, at) } : decision;
}

/** As `afterCommand`, of a command that has to be accepted. */
function mustDo(state: SessionState, command: Command): SessionState {
  const result = afterCommand(state, command);
  if (!result.ok) throw new NotPlayable(command, result.problem);
  return result.value;
}

/** Goes to a step, however far it is; what lies between is passed over. */
export function enteredStep(state: SessionState, isMeant: (step: PlanStep) => boolean): SessionState {
  const step = planOf(state.study, state.sessionNumber).findIndex(isMeant);
  if (step < 0) throw new RangeError('The session has no such step.');
  return step === state.currentStep ? state : afterEvents(state, [{ kind: 'step-entered', payload: { step } }]);
}

/** Picks the first type, where the participant would pick one. */
export function withTypePicked(state: SessionState): SessionState {
  const { conversation, stage } = trialOf(state);
  const [type] = stage.conversations.types;
  if (conversation.typeId !== null || type === undefined) return state;
  return mustDo(state, { kind: 'conversation/pick-type', conversationId: conversation.conversationId, typeId: type.id });
}

/** Sends a message as it may be sent here: one of the openings, or sample words within the limits. */
export function withMessageSent(state: SessionState, words: SampleWords): SessionState {
  const trial = trialOf(state);
  const isFirst = trial.conversation.turns.length === 0;
  const opening = isFirst ? openingsOf(trial)?.[0] : undefined;
  const text = opening ?? withinLimits(words.messages[isFirst ? 0 : 1], trial);
  return mustDo(state, { kind: 'turn/send', conversationId: trial.conversation.conversationId, text, slot: null });
}

function withinLimits(text: string, { stage }: CurrentTrial): string {
  const { maximumCharacters, maximumWords } = stage.messages;
  const cut = maximumWords === null ? text : text.split(' ').slice(0, maximumWords).join(' ');
  return cut.slice(0, maximumCharacters).trim();
}

/** Every slot gets a sample reply, screened as the study says, and all are shown. */
export function withReplies(state: SessionState, words: SampleWords): SessionState {
  let next = state;
  let calls = 0;
  for (let slots = openSlots(next); slots.length > 0; slots = openSlots(next)) {
    for (const slot of slots) {
      calls += 1;
      next = withReply(next, slot, `preview-${next.revision}-${calls}`, words);
    }
  }
  const { conversation } = trialOf(next);
  return mustDo(next, { kind: 'turn/reveal', conversationId: conversation.conversationId, turn: conversation.turns.length - 1 });
}

type Slot = ReturnType<typeof slotsToAsk>[number];

function openSlots(state: SessionState): readonly Slot[] {
  const running = runningTurnOf(trialOf(state).conversation);
  return running ? slotsToAsk(running.turn) : [];
}

function withReply(state: SessionState, slot: Slot, callId: string, words: SampleWords): SessionState {
  const { conversation } = trialOf(state);
  const { conversationId, stageId } = conversation;
  const turn = conversation.turns.length - 1;
  const place = conversation.turns[turn]?.slots.findIndex((each) => each.slot === slot) ?? 0;
  const armId = conversation.turns[turn]?.slots[place]?.armId ?? '';
  const model = state.models.find((each) => each.stageId === stageId && each.armId === armId)?.model;
  if (!model) throw new RangeError(`No model stands for the arm "${armId}".`);
  const asked = mustDo(state, { kind: 'call/start', conversationId, turn, callId, slot, armId, model, messages: [] });
  const text = words.replies[(place + turn) % words.replies.length] ?? '…';
  const reply = {
    text,
    finishReason: 'stop',
    reportedModel: null,
    promptTokens: null,
    completionTokens: null,
    startedAtUtcMilliseconds: 0,
    timeToFirstTokenMilliseconds: null,
    totalMilliseconds: 0,
    callMilliseconds: 0,
  };
  return mustDo(asked, { kind: 'call/end', callId, outcome: 'answered', attempts: 1, reply, category: null });
}

/** The open sheet is final, the first of what is compared preferred. What is said on it is left out. */
export function withSheetConfirmed(state: SessionState): SessionState {
  const { conversation, ...trial } = trialOf(state);
  const open = openSheet({ ...trial, conversation });
  if (!open) return state;
  const { sheet, turn, slots } = open;
  const preferred = sheet.preferredBy === null ? null : (slots[0] ?? null);
  const { conversationId } = conversation;
  return afterEvents(state, [
    { kind: 'judgements-confirmed', payload: { conversationId, turn, sheetId: sheet.id, preferred, tied: [], texts: {} } },
  ]);
}

/** A whole turn: message, replies, and the sheet after it where there is one. */
export function withTurn(state: SessionState, words: SampleWords): SessionState {
  return withSheetConfirmed(withReplies(withMessageSent(withTypePicked(state), words), words));
}

/** The talking is over; the first sheet at the end is open, if there is one. */
export function withTalkEnded(state: SessionState): SessionState {
  return mustDo(state, { kind: 'conversation/end', reason: 'Preview' });
}

export function trialOf(state: SessionState): CurrentTrial {
  const trial = currentTrialOf(state);
  if (!trial) throw new RangeError('No conversation is held at this step.');
  return trial;
}


function afterEvents(state: SessionState, events: readonly SessionEvent[], at = instantAfter(state, 0)): SessionState {
  return events.reduce<SessionState>(
    (before, event) => evolve(before, { ...event, sequence: before.revision + 1, at, actor: 'system' }),
    state,
  );
}

/** The clock that never jumps goes on faster than any delay before a reveal. */
function instantAfter(state: SessionState, utcMilliseconds: number): Instant {
  return { utcMilliseconds, monotonicMilliseconds: state.lastEventAt.monotonicMilliseconds + 60_000 };
}
