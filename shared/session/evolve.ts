import type { Study } from '../study/protocol.ts';
import type { EventOf, RecordedEvent, SessionEvent } from './events.ts';
import { planOf } from './plan.ts';
import type { CallState, ConversationState, SessionState, StepState, TurnState } from './state.ts';

/** The state after a session's first event. */
function beginState(study: Study, created: RecordedEvent<EventOf<'session-created'>>): SessionState {
  const { payload, at } = created;
  return {
    study,
    revision: created.sequence,
    participantCode: payload.participantCode,
    status: 'running',
    endReason: null,
    pausedFor: null,
    startedAt: at,
    lastEventAt: at,
    steps: planOf(study).map(() => ({ enteredAt: null, leftAt: null, skipped: false })),
    currentStep: 0,
    models: payload.models,
    conversations: payload.trials.map((trial) => ({
      conversationId: trial.conversationId,
      stageId: trial.stageId,
      slots: trial.slots,
      phase: 'talking',
      turns: [],
      ratings: {},
      places: trial.slots.map(() => null),
      best: null,
      attributes: {},
      good: '',
      bad: '',
    })),
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
      return { ...next, pausedFor: event.payload.reason };
    case 'session-resumed':
      return { ...next, pausedFor: null };
    case 'session-completed':
      return { ...next, status: 'complete', steps: left(state, event) };
    case 'consent-declined':
    case 'consent-given':
    case 'text-confirmed':
    case 'session-reopened':
      return next;
    case 'session-ended':
      return { ...next, status: 'ended', endReason: event.payload.reason, pausedFor: null, steps: left(state, event) };
    case 'note-added':
      return { ...next, notes: [...state.notes, { kind: 'note', at: event.at, text: event.payload.text }] };
    case 'incident-recorded':
      return { ...next, notes: [...state.notes, { kind: 'incident', at: event.at, text: event.payload.text }] };
    case 'session-unblinded':
      return { ...next, unblinded: true };
    case 'attempt-ended':
    case 'call-ended':
      return { ...next, conversations: state.conversations.map((each) => evolveCall(each, event)) };
    default:
      return {
        ...next,
        conversations: state.conversations.map((each) =>
          each.conversationId === event.payload.conversationId ? evolveConversation(each, event) : each,
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

function evolveConversation(conversation: ConversationState, event: ConversationEvent): ConversationState {
  switch (event.kind) {
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
      return { ...conversation, phase: 'comparing' };
    case 'conversation-skipped':
      return { ...conversation, phase: 'skipped' };
    case 'rating-given':
      return { ...conversation, ratings: { ...conversation.ratings, [event.payload.slot]: event.payload.value } };
    case 'ranking-given':
      return { ...conversation, places: event.payload.places };
    case 'comparison-confirmed':
      return { ...conversation, phase: 'explaining', best: event.payload.best };
    case 'attribute-rated':
      return {
        ...conversation,
        attributes: { ...conversation.attributes, [event.payload.attribute]: event.payload.value },
      };
    case 'explanation-confirmed':
      return { ...conversation, phase: 'done', good: event.payload.good, bad: event.payload.bad };
  }
}

function newTurn(event: RecordedOf<'turn-sent'>): TurnState {
  return {
    text: event.payload.text,
    sentAt: event.at,
    status: 'collecting',
    calls: [],
    revealedAt: null,
    callsBeforeRetry: 0,
    responses: [],
  };
}

function newCall(event: RecordedOf<'call-started'>): CallState {
  return {
    callId: event.payload.callId,
    slot: event.payload.slot,
    armId: event.payload.armId,
    outcome: 'running',
    reply: null,
    category: null,
    lastFailure: null,
  };
}

function evolveCall(
  conversation: ConversationState,
  event: RecordedOf<'attempt-ended'> | RecordedOf<'call-ended'>,
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

/** Closes the current step, if it was entered and is not closed yet. */
function left(state: SessionState, event: RecordedEvent): readonly StepState[] {
  return state.steps.map((step, index) => {
    if (index !== state.currentStep || step.enteredAt === null || step.leftAt !== null) return step;
    return { ...step, leftAt: event.at, skipped: wasSkipped(state, index) };
  });
}

function wasSkipped(state: SessionState, index: number): boolean {
  const step = planOf(state.study)[index];
  return (
    step?.kind === 'trial' &&
    state.conversations.some(
      (conversation) => conversation.conversationId === step.conversation.id && conversation.phase === 'skipped',
    )
  );
}
