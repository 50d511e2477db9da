import type { TrialStage } from '../study/protocol.ts';
import type { Slot } from './events.ts';
import { planOf, type PlanStep } from './plan.ts';
import type { CallState, ConversationState, SessionState, TurnState } from './state.ts';

/** The step of the plan that the participant is at. */
export function currentStepOf(state: SessionState): PlanStep {
  const step = planOf(state.study)[state.currentStep];
  if (!step) throw new Error(`Step ${state.currentStep} is not in the plan of study "${state.study.id}".`);
  return step;
}

/** The conversation that is held or judged now, with its stage; null between conversations. */
export function currentTrialOf(
  state: SessionState,
): { readonly step: Extract<PlanStep, { kind: 'trial' }>; readonly conversation: ConversationState } | null {
  const step = currentStepOf(state);
  if (step.kind !== 'trial') return null;
  return { step, conversation: conversationOf(state, step.conversation.id) };
}

function conversationOf(state: SessionState, conversationId: string): ConversationState {
  const conversation = state.conversations.find((each) => each.conversationId === conversationId);
  if (!conversation) throw new Error(`Conversation "${conversationId}" was not allocated in this session.`);
  return conversation;
}

/** Turns that count: all but the voided ones. */
export function countedTurns(conversation: ConversationState): readonly TurnState[] {
  return conversation.turns.filter((turn) => turn.status !== 'voided');
}

export function revealedTurns(conversation: ConversationState): readonly TurnState[] {
  return conversation.turns.filter((turn) => turn.status === 'revealed');
}

/** The turn whose replies are awaited, and its index; null when none is. */
export function runningTurnOf(
  conversation: ConversationState,
): { readonly turn: TurnState; readonly index: number } | null {
  const index = conversation.turns.length - 1;
  const turn = conversation.turns[index];
  return turn && (turn.status === 'collecting' || turn.status === 'stalled') ? { turn, index } : null;
}

/** The call whose reply a slot will show; null while there is none. */
export function answeredCall(turn: TurnState, slot: Slot): CallState | null {
  return turn.calls.find((call) => call.slot === slot && call.outcome === 'answered') ?? null;
}

/** Slots that still need to be asked: no reply, no call running, not given up since the last retry. */
export function slotsToAsk(conversation: ConversationState, turn: TurnState): readonly Slot[] {
  if (turn.status !== 'collecting') return [];
  return conversation.slots
    .map(({ slot }) => slot)
    .filter((slot) => {
      const calls = turn.calls.map((call, index) => ({ call, index })).filter(({ call }) => call.slot === slot);
      return !calls.some(
        ({ call, index }) =>
          call.outcome === 'answered' ||
          call.outcome === 'running' ||
          (call.outcome === 'failed' && index >= turn.callsBeforeRetry),
      );
    });
}

/** True when every slot has its reply. */
export function isComplete(conversation: ConversationState, turn: TurnState): boolean {
  return conversation.slots.every(({ slot }) => answeredCall(turn, slot) !== null);
}

/** What a slot showed in a revealed turn. */
export function revealedReply(turn: TurnState, slot: Slot): string | null {
  const response = turn.responses.find((each) => each.slot === slot);
  if (!response) return null;
  return turn.calls.find((call) => call.callId === response.callId)?.reply?.text ?? null;
}

/** Conversations about which a blinding guess can be asked: held in earnest, with something revealed. */
export function guessableConversations(state: SessionState): readonly ConversationState[] {
  const inEarnest = new Set(
    state.study.stages.filter((stage) => stage.kind === 'conversations').map((stage) => stage.id),
  );
  return state.conversations.filter(
    (conversation) => inEarnest.has(conversation.stageId) && revealedTurns(conversation).length > 0,
  );
}

export function stageOfConversation(state: SessionState, conversation: ConversationState): TrialStage {
  const stage = state.study.stages.find((each) => each.id === conversation.stageId);
  if (!stage || (stage.kind !== 'practice' && stage.kind !== 'conversations')) {
    throw new Error(`Stage "${conversation.stageId}" holds no conversations.`);
  }
  return stage;
}
