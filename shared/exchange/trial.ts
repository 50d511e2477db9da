import { z } from 'zod';
import { EndStanding, Slot, slotLabels, type TurnSlot } from '../session/events.ts';
import { originalOf } from '../session/queries.ts';
import type { ConversationState, SessionState } from '../session/state.ts';
import type { ConversationType } from '../study/conversations.ts';
import { Identifier } from '../study/identifier.ts';
import { stagesOf, trialStageOf } from '../study/protocol.ts';
import type { StageOf, TrialStage } from '../study/stages.ts';
import { column, optionalColumn } from './column.ts';
import type { ExportedSession } from './exported-session.ts';

/** The columns that every row about a participant begins with. */
export const sessionColumns = {
  study_id: column(Identifier, 'Study.'),
  session_id: column(z.string(), 'Session; unique across studies and computers.'),
  participant_code: column(z.string(), 'Code under which the moderator started the session; the same in all sessions of a participant.'),
  session_number: column(z.int().min(1), 'Which of the planned sessions it is, 1 first.'),
  standing: column(
    EndStanding,
    'Whether the session counts. kept: it does, also when it ended early. withdrawn: the participant withdrew. voided: it was found not to count.',
  ),
};

export function sessionValues({ sessionId, state }: ExportedSession) {
  return {
    study_id: state.study.id,
    session_id: sessionId,
    participant_code: state.participantCode,
    session_number: state.sessionNumber,
    standing: state.standing,
  };
}

const layouts = ['parallel', 'branch', 'common-thread'] as const;

/** The columns that place a row in its conversation. */
export const trialColumns = {
  ...sessionColumns,
  stage_id: column(Identifier, 'Stage of the study in which the conversation was held; of a repeat, the stage in which it was judged once more.'),
  practice: column(
    z.boolean(),
    'True in the practice trial, which has stand-in arms of its own. Leave these rows out of every analysis of the arms.',
  ),
  repeat: column(z.boolean(), 'True when an earlier conversation is judged once more. Leave these rows out unless you look at repeats.'),
  repeat_of_session: optionalColumn(z.string(), 'Session in which the repeated conversation was held.', { missing: 'Empty unless it is a repeat.' }),
  repeat_of_conversation: optionalColumn(Identifier, 'Conversation that is repeated.', { missing: 'Empty unless it is a repeat.' }),
  conversation_id: column(Identifier, 'Conversation; unique within a session.'),
  conversation_number: column(z.int().min(1), 'Place of the conversation in its stage, 1 first: the order in which they were held.'),
  type_id: optionalColumn(Identifier, 'Type of the conversation as the study names it.', {
    missing: 'Empty while the participant had not picked it, and for a repeat of an earlier session: there its original has it.',
  }),
  conversation_type: optionalColumn(z.string(), 'Label of that type, for analysis.', { missing: 'Empty when type_id is.' }),
  layout: column(
    z.enum(layouts),
    'parallel: every arm keeps its own thread. branch: all arms answer the opening message, then the preferred one gives several samples a turn. common-thread: every turn compares the arms on one history that goes on from the preferred response.',
  ),
};

/** The columns that name what stood in a place on the screen. */
export const slotColumns = {
  slot: column(Slot, 'Place on the screen, A first in reading order.'),
  slot_position: column(z.int().min(1), 'The same place as a number: 1 for slot A.'),
  arm_id: column(Identifier, 'Arm that stood in the slot.'),
  sample: column(z.int().min(1), 'Number of the sample where one arm stands in several slots, otherwise 1.'),
};

/** A conversation with all that the study says about it. */
export interface HeldConversation {
  readonly conversation: ConversationState;
  /** The stage it comes from; of a repeat, that of its original. */
  readonly stage: TrialStage;
  readonly repeat: StageOf<'repeats'> | null;
  /** Null while it is not picked, and for a repeat of an earlier session. */
  readonly type: ConversationType | null;
  /** 1-based place in its stage. */
  readonly number: number;
}

/** The session's conversations in the order of the plan. */
export function heldConversations({ state }: { readonly state: SessionState }): readonly HeldConversation[] {
  return state.conversations.map((conversation) => {
    const inStage = state.conversations.filter((each) => each.stageId === conversation.stageId);
    const repeat = repeatsStageOf(state, conversation);
    const stage = trialStageOf(state.study, repeat?.of ?? conversation.stageId);
    const typeId = conversation.typeId ?? originalOf(state, conversation)?.typeId;
    const type = stage.conversations.types.find((each) => each.id === typeId) ?? null;
    return { conversation, stage, repeat, type, number: inStage.indexOf(conversation) + 1 };
  });
}

function repeatsStageOf(state: SessionState, conversation: ConversationState): StageOf<'repeats'> | null {
  const stage = stagesOf(state.study).find((each) => each.id === conversation.stageId);
  return stage?.kind === 'repeats' ? stage : null;
}

export function trialValues(session: ExportedSession, { conversation, stage, repeat, type, number }: HeldConversation) {
  const { repeatOf } = conversation;
  return {
    ...sessionValues(session),
    stage_id: repeat?.id ?? stage.id,
    practice: stage.kind === 'practice',
    repeat: repeatOf !== null,
    repeat_of_session: repeatOf && (repeatOf.sessionId ?? session.sessionId),
    repeat_of_conversation: repeatOf && repeatOf.conversationId,
    conversation_id: conversation.conversationId,
    conversation_number: number,
    type_id: type?.id ?? null,
    conversation_type: type?.label ?? null,
    layout: stage.layout.kind,
  };
}

/** The slots that a conversation was allocated, one sample each. */
export function allocatedSlots({ slots }: ConversationState): readonly TurnSlot[] {
  return slots.map((each) => ({ ...each, sample: 1 }));
}

export function slotValues(slots: readonly TurnSlot[], slot: Slot) {
  const found = slots.find((each) => each.slot === slot);
  if (!found) throw new Error(`Nothing stood in slot ${slot}.`);
  return { slot, slot_position: positionOf(slot), arm_id: found.armId, sample: found.sample };
}

/** 1 for slot A. */
export function positionOf(slot: Slot): number {
  return slotLabels.indexOf(slot) + 1;
}
