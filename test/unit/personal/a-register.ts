import type { Storage } from '../../../electron/storage/storage.ts';
import type { Profile } from '../../../shared/people/participant.ts';
import { ImportedConversation } from '../../../shared/prism/imported-conversation.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { opened } from '../storage/data-folders.ts';
import { storeSession } from '../storage/played-sessions.ts';
import { PlayedSession } from '../session/play.ts';
import { smallStudy } from '../session/small-study.ts';

export const code = 'K7';

/** A conversation as PRISM has them: one turn, two scored replies and an empty one. */
const imported = ImportedConversation.parse({
  conversationId: 'c12',
  type: 'values guided',
  generatedAt: '2023-11-22 10:00:00',
  turns: [
    {
      turn: 0,
      message: 'Is it wrong to lie to a friend?',
      responses: [
        { text: 'It depends.', model: 'm', provider: 'p', score: 90, chosen: true, withinTurnId: 0, slot: null, utteranceId: 'ut1', interactionId: 'int1', extra: {} },
        { text: 'Never lie.', model: 'n', provider: 'p', score: 20, chosen: false, withinTurnId: 1, slot: null, utteranceId: 'ut2', interactionId: 'int1', extra: {} },
        { text: null, model: 'o', provider: 'p', score: 1, chosen: false, withinTurnId: 2, slot: null, utteranceId: 'ut3', interactionId: 'int1', extra: {} },
      ],
      extra: {},
    },
  ],
  performance: {},
  choice: {},
  feedback: null,
  extra: {},
});

export const profile: Profile = { self_description: 'I live by the sea.', stated_prefs: { values: 80, fluency: 20 }, order_stated_prefs: { values: 2 } };

/** A data folder in which one participant was imported, with a conversation that they held elsewhere. */
export async function aRegister(): Promise<Storage> {
  const storage = await opened();
  storage.saveStudy(smallStudy);
  storage.changePeople(smallStudy.id, { add: [{ code, origin: 'prism', originId: 'user7', profile }], profiles: [], notes: [], run: null });
  return {
    ...storage,
    importedConversations: (studyId, who) =>
      studyId === smallStudy.id && (who === undefined || who === code) ? [{ studyId, participantCode: code, conversation: imported }] : [],
  };
}

/** Holds a session of the small study to its end. */
export function heldSession(storage: Storage, sessionId = 'held', study: Study = smallStudy): PlayedSession {
  const session = new PlayedSession(study);
  while (session.state.status === 'running') session.completeStep();
  storeSession(storage, sessionId, session);
  return session;
}

export const aShelf = { version: () => smallStudy };
