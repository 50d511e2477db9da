import type { ChatMessage, ResolvedModel, Slot } from '../../shared/session/events.ts';
import { revealedReply, revealedTurns } from '../../shared/session/queries.ts';
import type { ConversationState, SessionState, TurnState } from '../../shared/session/state.ts';

/** The model that stands behind a slot of a conversation. */
export function modelOfSlot(
  state: SessionState,
  conversation: ConversationState,
  slot: Slot,
): { readonly armId: string; readonly model: ResolvedModel } {
  const armId = conversation.slots.find((each) => each.slot === slot)?.armId;
  const found = state.models.find((each) => each.stageId === conversation.stageId && each.armId === armId);
  if (!found) throw new Error(`No model was fixed for slot ${slot} of conversation "${conversation.conversationId}".`);
  return { armId: found.armId, model: found.model };
}

/** What the model of a slot is sent: its system prompt, its own thread so far, and the new message. */
export function messagesFor(
  conversation: ConversationState,
  turn: TurnState,
  slot: Slot,
  model: ResolvedModel,
): ChatMessage[] {
  const system: ChatMessage[] = model.systemPrompt ? [{ role: 'system', content: model.systemPrompt }] : [];
  const thread = revealedTurns(conversation).flatMap((earlier): ChatMessage[] => [
    { role: 'user', content: earlier.text },
    { role: 'assistant', content: revealedReply(earlier, slot) ?? '' },
  ]);
  return [...system, ...thread, { role: 'user', content: turn.text }];
}
