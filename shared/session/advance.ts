import type { SessionEvent } from './events.ts';
import { planOf } from './plan.ts';
import { guessableConversations } from './queries.ts';
import type { ConversationState, SessionState, TurnState } from './state.ts';

/**
 * Leaves the current step for the next one that applies, or completes the session. A blinding guess
 * is passed over when every conversation was skipped, because there is nothing to guess about.
 */
export function advance(state: SessionState): readonly SessionEvent[] {
  const plan = planOf(state.study);
  for (let step = state.currentStep + 1; step < plan.length; step += 1) {
    const next = plan[step];
    const nothingToGuess =
      next?.kind === 'stage' &&
      next.stage.kind === 'blinding-guess' &&
      guessableConversations(state).length === 0;
    if (!nothingToGuess) return [{ kind: 'step-entered', payload: { step } }];
  }
  return [{ kind: 'session-completed', payload: {} }];
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
