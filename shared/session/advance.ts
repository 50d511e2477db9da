import type { SessionEvent } from './events.ts';
import { planOf } from './plan.ts';
import { canBeJudged, conversationAt, guessableConversations } from './queries.ts';
import type { ConversationState, SessionState, TurnState } from './state.ts';

/** Leaves the current step for the next one that applies, or completes the session. */
export function advance(state: SessionState): readonly SessionEvent[] {
  return enterFrom(state, state.currentStep + 1);
}

/**
 * Enters the first step from a place of the plan on that applies, or completes the session. Passed over are
 * a blinding guess when there is nothing to guess about, and a repeat of what was never judged.
 * @param from place in the plan, 0 for a session that begins
 */
export function enterFrom(state: SessionState, from: number): readonly SessionEvent[] {
  const plan = planOf(state.study, state.sessionNumber);
  const next = plan.findIndex((step, index) => {
    if (index < from) return false;
    if (step.kind === 'stage') return step.stage.kind !== 'blinding-guess' || guessableConversations(state).length > 0;
    const conversation = conversationAt(state, step);
    return conversation !== undefined && canBeJudged(state, conversation);
  });
  return next < 0 ? [{ kind: 'session-completed', payload: {} }] : [{ kind: 'step-entered', payload: { step: next } }];
}

/** Leaves a conversation without judgements. */
export function skipConversation(
  state: SessionState,
  { conversationId }: ConversationState,
  reason: string,
): readonly SessionEvent[] {
  const conversations = state.conversations.map((each): ConversationState =>
    each.conversationId === conversationId ? { ...each, phase: 'skipped' } : each,
  );
  return [{ kind: 'conversation-skipped', payload: { conversationId, reason } }, ...advance({ ...state, conversations })];
}

/** Stops the calls that still run for a turn. */
function stopCalls(turn: TurnState): readonly SessionEvent[] {
  return turn.calls
    .filter((call) => call.outcome === 'running')
    .map((call) => ({
      kind: 'call-ended',
      payload: { callId: call.callId, outcome: 'stopped', attempts: call.lastFailure?.attempt ?? 0, reply: null, category: null },
    }));
}

/** Takes a turn back, stopping what still runs for it. */
export function voidTurn(
  conversation: ConversationState,
  turn: TurnState,
  index: number,
  reason: string,
): readonly SessionEvent[] {
  return [
    ...stopCalls(turn),
    { kind: 'turn-voided', payload: { conversationId: conversation.conversationId, turn: index, reason } },
  ];
}
