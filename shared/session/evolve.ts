import { stagesOf, trialStageOf, type Study } from '../study/protocol.ts';
import type { EventOf, RecordedEvent, SessionEvent } from './events.ts';
import { activeInStep, pausedInStep } from './limits.ts';
import { planOf } from './plan.ts';
import { conversationAt } from './queries.ts';
import {
  nothingGiven,
  type CallState,
  type ConversationState,
  type Given,
  type SessionState,
  type StepState,
  type TurnState,
} from './state.ts';

/** The state after a session's first event. */
function beginState(study: Study, created: RecordedEvent<EventOf<'session-created'>>): SessionState {
  const { payload, at } = created;
  return {
    study,
    revision: created.sequence,
    studyVersion: payload.studyVersion,
    participantCode: payload.participantCode,
    sessionNumber: payload.sessionNumber,
    moderator: payload.moderator,
    row: payload.row,
    stratum: payload.stratum,
    seed: payload.seed,
    status: 'running',
    standing: 'kept',
    endReason: null,
    pausedFor: null,
    pausedAt: null,
    startedAt: at,
    lastEventAt: at,
    steps: planOf(study, payload.sessionNumber).map(() => ({
      enteredAt: null,
      leftAt: null,
      skipped: false,
      pausedMilliseconds: 0,
    })),
    currentStep: 0,
    models: payload.models,
    conversations: payload.trials.map(({ conversationId, stageId, typeId, slots, repeatOf }) => ({
      conversationId,
      stageId,
      typeId,
      pickingMilliseconds: 0,
      slots,
      repeatOf,
      phase: repeatOf ? 'judging' : 'talking',
      turns: [],
      given: nothingGiven,
      preferred: null,
    })),
    earlierAnswers: payload.earlierAnswers,
    personal: payload.personal ?? null,
    answers: {},
    guesses: [],
    notes: [],
    unblinded: false,
  };
}

/** The state after one more event. Pure: the same events always give the same state. */
export function evolve(state: SessionState, event: RecordedEvent): SessionState {
  const next = { ...state, revision: event.sequence, lastEventAt: event.at };
  switch (event.kind) {
    case 'session-created':
      throw new Error(`Event ${event.sequence} creates a session that has already begun.`);
    case 'step-entered':
      return { ...next, currentStep: event.payload.step, steps: entered(state, event) };
    case 'questionnaire-answered':
      return { ...next, answers: { ...state.answers, [event.payload.stageId]: event.payload.answers } };
    case 'guess-given':
      return { ...next, guesses: [...state.guesses, ...event.payload.guesses] };
    case 'session-paused':
      return { ...next, pausedFor: event.payload.reason, pausedAt: event.at };
    case 'session-resumed':
      return { ...next, pausedFor: null, pausedAt: null, steps: resumed(state, event) };
    case 'session-completed':
      return { ...next, status: 'complete', pausedFor: null, pausedAt: null, steps: completed(state, event) };
    case 'consent-declined':
    case 'consent-given':
    case 'text-confirmed':
    case 'session-reopened':
      return next;
    case 'session-ended': {
      const { reason, standing } = event.payload;
      return { ...next, status: 'ended', standing, endReason: reason, pausedFor: null, pausedAt: null, steps: left(state, event) };
    }
    case 'session-voided':
      return { ...next, standing: 'voided', endReason: event.payload.reason };
    case 'note-added':
      return { ...next, notes: [...state.notes, { kind: 'note', at: event.at, text: event.payload.text }] };
    case 'incident-recorded':
      return { ...next, notes: [...state.notes, { kind: 'incident', at: event.at, text: event.payload.text }] };
    case 'session-unblinded':
      return { ...next, unblinded: true };
    case 'attempt-ended':
    case 'call-ended':
    case 'reply-screened':
      return { ...next, conversations: state.conversations.map((each) => evolveCall(each, event)) };
    default:
      return {
        ...next,
        conversations: state.conversations.map((each) =>
          each.conversationId === event.payload.conversationId ? evolveConversation(state, each, event) : each,
        ),
      };
  }
}

/** The state of a session from all its events, oldest first. */
export function replay(study: Study, events: readonly RecordedEvent[]): SessionState {
  const [first, ...rest] = events;
  if (first?.kind !== 'session-created') {
    throw new Error('A session begins with the event "session-created".');
  }
  return rest.reduce(evolve, beginState(study, first));
}

type RecordedOf<Kind extends SessionEvent['kind']> = RecordedEvent<EventOf<Kind>>;

type ConversationEvent = Extract<RecordedEvent, { payload: { conversationId: string } }>;

function evolveConversation(
  state: SessionState,
  conversation: ConversationState,
  event: ConversationEvent,
): ConversationState {
  switch (event.kind) {
    case 'type-picked':
      return { ...conversation, typeId: event.payload.typeId, pickingMilliseconds: activeInStep(state, event.at) };
    case 'turn-sent':
      return { ...conversation, turns: [...conversation.turns, newTurn(event)] };
    case 'call-started':
      return onTurn(conversation, event.payload.turn, (turn) => ({ calls: [...turn.calls, newCall(event)] }));
    case 'turn-stalled':
      return onTurn(conversation, event.payload.turn, () => ({ status: 'stalled' }));
    case 'turn-retried':
      return onTurn(conversation, event.payload.turn, (turn) => ({
        status: 'collecting',
        callsBeforeRetry: turn.calls.length,
      }));
    case 'turn-revealed':
      return onTurn(conversation, event.payload.turn, () => ({
        status: 'revealed',
        revealedAt: event.at,
        responses: event.payload.responses,
      }));
    case 'turn-voided':
      return onTurn(conversation, event.payload.turn, () => ({ status: 'voided' }));
    case 'conversation-finished':
      return { ...conversation, phase: sheetsAtEnd(state, conversation) === 0 ? 'done' : 'judging' };
    case 'conversation-skipped':
      return { ...conversation, phase: 'skipped' };
    case 'rating-given':
    case 'ranking-given':
    case 'choice-given': {
      const { turn } = event.payload;
      if (turn === null) return { ...conversation, given: given(conversation.given, event) };
      return onTurn(conversation, turn, (each) => ({ given: given(each.given, event) }));
    }
    case 'judgements-confirmed': {
      const { turn, preferred } = event.payload;
      if (turn !== null) return onTurn(conversation, turn, (each) => ({ given: given(each.given, event), preferred }));
      const after = given(conversation.given, event);
      return {
        ...conversation,
        given: after,
        preferred: preferred ?? conversation.preferred,
        phase: after.confirmed.length >= sheetsAtEnd(state, conversation) ? 'done' : 'judging',
      };
    }
  }
}

/** How many sheets a conversation has at its end; a repeat may have fewer than its original. */
function sheetsAtEnd(state: SessionState, conversation: ConversationState): number {
  const stage = stagesOf(state.study).find((each) => each.id === conversation.stageId);
  return stage?.kind === 'repeats' ? stage.sheets.length : trialStageOf(state.study, conversation.stageId).sheets.length;
}

type JudgementEvent =
  | RecordedOf<'rating-given'>
  | RecordedOf<'ranking-given'>
  | RecordedOf<'choice-given'>
  | RecordedOf<'judgements-confirmed'>;

/** What was judged, with one more judgement; a later one takes the place of an earlier one. */
function given(before: Given, event: JudgementEvent): Given {
  switch (event.kind) {
    case 'rating-given': {
      const { judgementId, slot, item, value, moved } = event.payload;
      const others = before.ratings.filter(
        (rating) => rating.judgementId !== judgementId || rating.slot !== slot || rating.item !== item,
      );
      return { ...before, ratings: [...others, { judgementId, slot, item, value, moved }] };
    }
    case 'ranking-given':
      return { ...before, rankings: { ...before.rankings, [event.payload.judgementId]: event.payload.places } };
    case 'choice-given': {
      const { judgementId, slot, strength } = event.payload;
      return { ...before, choices: { ...before.choices, [judgementId]: { slot, strength } } };
    }
    case 'judgements-confirmed':
      return {
        ...before,
        texts: { ...before.texts, ...event.payload.texts },
        confirmed: [...before.confirmed, event.payload.sheetId],
      };
  }
}

function newTurn(event: RecordedOf<'turn-sent'>): TurnState {
  return {
    text: event.payload.text,
    sentAt: event.at,
    slots: event.payload.slots,
    status: 'collecting',
    calls: [],
    revealedAt: null,
    callsBeforeRetry: 0,
    responses: [],
    given: nothingGiven,
    preferred: null,
  };
}

function newCall(event: RecordedOf<'call-started'>): CallState {
  return {
    callId: event.payload.callId,
    slot: event.payload.slot,
    armId: event.payload.armId,
    outcome: 'running',
    reply: null,
    screened: null,
    category: null,
    lastFailure: null,
  };
}

function evolveCall(
  conversation: ConversationState,
  event: RecordedOf<'attempt-ended'> | RecordedOf<'call-ended'> | RecordedOf<'reply-screened'>,
): ConversationState {
  const { callId } = event.payload;
  const index = conversation.turns.findIndex((turn) => turn.calls.some((call) => call.callId === callId));
  if (index < 0) return conversation;
  return onTurn(conversation, index, (turn) => ({
    calls: turn.calls.map((call) => {
      if (call.callId !== callId) return call;
      if (event.kind === 'call-ended') {
        const { outcome, reply, category } = event.payload;
        return { ...call, outcome, reply, category };
      }
      if (event.kind === 'reply-screened') return { ...call, screened: event.payload };
      const { attempt, attempts, category, retryInMilliseconds } = event.payload;
      return { ...call, lastFailure: { attempt, attempts, category, at: event.at, retryInMilliseconds } };
    }),
  }));
}

function onTurn(
  conversation: ConversationState,
  index: number,
  change: (turn: TurnState) => Partial<TurnState>,
): ConversationState {
  return {
    ...conversation,
    turns: conversation.turns.map((turn, each) => (each === index ? { ...turn, ...change(turn) } : turn)),
  };
}

function entered(state: SessionState, event: RecordedOf<'step-entered'>): readonly StepState[] {
  const target = event.payload.step;
  return left(state, event).map((step, index) => {
    if (index === target) return { ...step, enteredAt: event.at };
    const passedOver = index < target && step.enteredAt === null;
    return passedOver ? { ...step, skipped: true } : step;
  });
}

/** Adds the pause that ends to the step that was open. */
function resumed(state: SessionState, event: RecordedEvent): readonly StepState[] {
  return state.steps.map((step, index) =>
    index === state.currentStep ? { ...step, pausedMilliseconds: pausedInStep(state, event.at) } : step,
  );
}

/** Closes the last step, and says of those that were never entered that they were passed over. */
function completed(state: SessionState, event: RecordedEvent): readonly StepState[] {
  return left(state, event).map((step) => (step.enteredAt === null ? { ...step, skipped: true } : step));
}

/** Closes the current step, if it was entered and is not closed yet. */
function left(state: SessionState, event: RecordedEvent): readonly StepState[] {
  return state.steps.map((step, index) => {
    if (index !== state.currentStep || step.enteredAt === null || step.leftAt !== null) return step;
    return { ...step, leftAt: event.at, skipped: wasSkipped(state, index) };
  });
}

function wasSkipped(state: SessionState, index: number): boolean {
  const step = planOf(state.study, state.sessionNumber)[index];
  return step !== undefined && step.kind !== 'stage' && conversationAt(state, step)?.phase === 'skipped';
}
