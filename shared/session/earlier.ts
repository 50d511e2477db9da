import { trialStageOf } from '../study/protocol.ts';
import type { EarlierConversation } from './create-session.ts';
import { revealedReply, revealedTurns } from './queries.ts';
import type { SessionState } from './state.ts';

/** The conversations of a session that was held, as a later session shows them to be judged once more. */
export function earlierConversationsOf(sessionId: string, state: SessionState): readonly EarlierConversation[] {
  const own = state.conversations.filter((conversation) => conversation.repeatOf === null);
  return own
    .filter((conversation) => conversation.phase === 'done' && trialStageOf(state.study, conversation.stageId).kind === 'conversations')
    .map((conversation) => ({
      stageId: conversation.stageId,
      position: own.filter((each) => each.stageId === conversation.stageId).indexOf(conversation) + 1,
      sessionId,
      conversationId: conversation.conversationId,
      transcript: revealedTurns(conversation).map((turn) => ({
        message: turn.text,
        replies: turn.slots.flatMap(({ slot, armId }) => {
          const text = revealedReply(turn, slot);
          return text === null ? [] : [{ armId, text }];
        }),
      })),
    }));
}
