import type { ImportedConversationView } from '../../shared/contract/people.ts';
import type { ImportedConversation } from '../../shared/prism/imported-conversation.ts';

/** An imported conversation as somebody reads it who may hold the next session: without models and providers. */
export function conversationView({ conversationId, type, generatedAt, turns, performance, choice, feedback }: ImportedConversation): ImportedConversationView {
  return {
    conversationId,
    type,
    generatedAt,
    turns: turns.map(({ turn, message, responses }) => ({
      turn,
      message,
      responses: responses.map(({ slot, text, score, chosen }, index) => ({ number: index + 1, slot, text, score, chosen })),
    })),
    performance,
    choice,
    feedback,
  };
}
