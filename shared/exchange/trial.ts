import { z } from 'zod';
import { Slot } from '../session/events.ts';
import { stageOfConversation } from '../session/queries.ts';
import type { ConversationState } from '../session/state.ts';
import { Identifier, type ConversationPlan, type TrialStage } from '../study/protocol.ts';
import { column } from './column.ts';
import type { ExportedSession } from './exported-session.ts';

/** The columns that every row about a participant begins with. */
export const sessionColumns = {
  study_id: column(Identifier, 'Study.'),
  session_id: column(z.string(), 'Session; unique across studies and computers.'),
  participant_code: column(z.string(), 'Code under which the moderator started the session.'),
};

export function sessionValues({ sessionId, state }: ExportedSession) {
  return { study_id: state.study.id, session_id: sessionId, participant_code: state.participantCode };
}

/** The columns that place a row in its conversation. */
export const trialColumns = {
  ...sessionColumns,
  stage_id: column(Identifier, 'Stage of the study in which the conversation was held.'),
  practice: column(
    z.boolean(),
    'True in the practice trial, which has stand-in arms of its own. Leave these rows out of every analysis of the arms.',
  ),
  conversation_id: column(Identifier, 'Conversation as the study names it; unique within a session.'),
  conversation_type: column(z.enum(['unguided', 'values guided', 'controversy guided']), 'Type of the conversation, as in PRISM.'),
  conversation_number: column(z.int().min(1), 'Place of the conversation in its stage, 1 first.'),
};

/** The columns that name what stood in a place on the screen. */
export const slotColumns = {
  slot: column(Slot, 'Place on the screen, A first in reading order.'),
  slot_position: column(z.int().min(1), 'The same place as a number: 1 for slot A.'),
  arm_id: column(Identifier, 'Arm that stood in the slot.'),
};

export interface PlannedConversation {
  readonly conversation: ConversationState;
  readonly stage: TrialStage;
  readonly plan: ConversationPlan;
  /** 1-based place in the stage. */
  readonly number: number;
}

/** The session's conversations in the order of the plan, each with what the study says about it. */
export function plannedConversations({ state }: ExportedSession): readonly PlannedConversation[] {
  return state.conversations.map((conversation) => {
    const stage = stageOfConversation(state, conversation);
    const index = stage.conversations.findIndex((each) => each.id === conversation.conversationId);
    const plan = stage.conversations[index];
    if (!plan) throw new Error(`Conversation "${conversation.conversationId}" is not in stage "${stage.id}".`);
    return { conversation, stage, plan, number: index + 1 };
  });
}

export function trialValues(session: ExportedSession, { stage, plan, number }: PlannedConversation) {
  return {
    ...sessionValues(session),
    stage_id: stage.id,
    practice: stage.kind === 'practice',
    conversation_id: plan.id,
    conversation_type: plan.type,
    conversation_number: number,
  };
}

export function slotValues({ slots }: ConversationState, slot: Slot) {
  const position = slots.findIndex((each) => each.slot === slot);
  const found = slots[position];
  if (!found) throw new Error(`The conversation has no slot ${slot}.`);
  return { slot, slot_position: position + 1, arm_id: found.armId };
}
