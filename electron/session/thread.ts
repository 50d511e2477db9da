import type { ChatMessage, ResolvedModel, Slot, TurnSlot } from '../../shared/session/events.ts';
import type { CurrentTrial } from '../../shared/session/queries.ts';
import type { SessionState, TurnState } from '../../shared/session/state.ts';
import { systemPromptOf } from '../../shared/session/system-prompt.ts';
import { exchangesBefore } from '../../shared/session/threads.ts';

/** The model that stands behind a slot of a turn. */
export function modelOfSlot(
  state: SessionState,
  { stage }: Pick<CurrentTrial, 'stage'>,
  { slot, armId }: TurnSlot,
): ResolvedModel {
  const found = state.models.find((each) => each.stageId === stage.id && each.armId === armId);
  if (!found) throw new Error(`No model was fixed for slot ${slot} in stage "${stage.id}".`);
  return found.model;
}

/** What the model of a slot is sent: its system prompt, what it is to have read, and the new message. */
export function messagesFor(
  state: SessionState,
  { stage, conversation }: Pick<CurrentTrial, 'stage' | 'conversation'>,
  turn: TurnState,
  { slot, armId }: { readonly slot: Slot; readonly armId: string },
  model: ResolvedModel,
): ChatMessage[] {
  const prompt = systemPromptOf(state, conversation, armId, model.systemPrompt);
  const system: ChatMessage[] = prompt ? [{ role: 'system', content: prompt }] : [];
  const thread = exchangesBefore(stage, conversation, slot).flatMap((earlier): ChatMessage[] => [
    { role: 'user', content: earlier.message },
    { role: 'assistant', content: earlier.reply ?? '' },
  ]);
  return [...system, ...thread, { role: 'user', content: turn.text }];
}
