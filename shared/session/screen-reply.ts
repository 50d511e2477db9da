import { findLeaks, maskLeaks, type LeakContext } from '../blinding/find-leaks.ts';
import { normaliseLook } from '../blinding/normalise-look.ts';
import type { EventOf, ModelReply } from './events.ts';
import type { CallState, ConversationState, SessionState, TurnState } from './state.ts';
import { profileTextsOf, systemPromptOf } from './system-prompt.ts';

type Screening = EventOf<'reply-screened'>['payload'];

/**
 * What the scan of a reply leads to under the study's policy; null when nothing was found and the
 * look needs no change. A slot is asked again once for a leak; after that the reply is shown.
 */
export function screenReply(
  state: SessionState,
  conversation: ConversationState,
  turn: TurnState,
  call: CallState,
  reply: ModelReply,
): Screening | null {
  const { leaks: policy, look } = state.study.blinding;
  const leaks = findLeaks(reply.text, contextOf(state, conversation, turn, call, reply));
  const action = actionFor(leaks.length > 0, policy.policy, turn, call);
  const unmasked = action === 'masked' ? maskLeaks(reply.text, leaks, policy.mask) : reply.text;
  const plain = normaliseLook(unmasked, look);
  const text = plain.trim() === '' ? policy.mask : plain;
  if (leaks.length === 0 && text === reply.text) return null;
  return { callId: call.callId, leaks: [...leaks], action, look, text };
}

function actionFor(
  found: boolean,
  policy: SessionState['study']['blinding']['leaks']['policy'],
  turn: TurnState,
  call: CallState,
): Screening['action'] {
  if (!found || policy === 'flag') return 'shown';
  if (policy === 'mask') return 'masked';
  const askedBefore = turn.calls.some((each) => each.slot === call.slot && each.screened?.action === 'asked-again');
  return askedBefore ? 'shown' : 'asked-again';
}

function contextOf(
  state: SessionState,
  conversation: ConversationState,
  turn: TurnState,
  call: CallState,
  reply: ModelReply,
): LeakContext {
  const { stageId } = conversation;
  const { leaks } = state.study.blinding;
  const models = state.models.filter((each) => each.stageId === stageId);
  const ownPrompt = models.find((each) => each.armId === call.armId)?.model.systemPrompt ?? '';
  return {
    names: [
      ...leaks.names,
      ...models.map((each) => each.model.model),
      ...(reply.reportedModel === null ? [] : [reply.reportedModel]),
    ],
    systemPrompt: systemPromptOf(state, conversation, call.armId, ownPrompt),
    profile: profileTextsOf(state),
    message: [...conversation.turns.map((each) => each.text), turn.text].join('\n'),
    categories: leaks.categories,
  };
}
