import type { JudgedConversation } from './judged-conversation.ts';
import type { PreferencePair } from './recipe.ts';

type Named = Pick<JudgedConversation, 'source' | 'conversationId'>;

/** What a conversation is called in files: imported ones as they came, those of a session with the session before them. */
export function conversationName({ source, conversationId }: Named): string {
  return source.kind === 'session' ? `${source.sessionId}.${conversationId}` : conversationId;
}

/** Names a conversation across studies: `study/c12`, `study/<session>.<conversation>`. */
export function conversationKey(conversation: Named & Pick<JudgedConversation, 'studyId'>): string {
  return `${conversation.studyId}/${conversationName(conversation)}`;
}

/** The key of the conversation that a pair comes from. */
export function conversationKeyOfPair({ studyId, sourceKey, conversationId }: Pick<PreferencePair, 'studyId' | 'sourceKey' | 'conversationId'>): string {
  return `${studyId}/${sourceKey === importedSource ? conversationId : `${sourceKey}.${conversationId}`}`;
}

/** Key of the source of imported conversations; that of others is their session. */
export const importedSource = 'imported';
