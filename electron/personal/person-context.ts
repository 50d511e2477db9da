import { earlierExchangesOf } from '../../shared/personal/earlier-exchanges.ts';
import type { JudgedConversation } from '../../shared/preferences/judged-conversation.ts';
import { judgedConversationsOf } from '../../shared/preferences/of-session.ts';
import { judgedConversationOf } from '../../shared/prism/judged-conversation.ts';
import type { Answers, PersonalContext } from '../../shared/session/events.ts';
import { replay } from '../../shared/session/evolve.ts';
import type { SessionState } from '../../shared/session/state.ts';
import type { Storage } from '../storage/storage.ts';
import type { StudyShelf } from '../studies/study-shelf.ts';

export type ContextStorage = Pick<Storage, 'readParticipant' | 'readSummary' | 'importedConversations' | 'listSessions' | 'readStoredEvents' | 'readEvents'>;
type ContextShelf = Pick<StudyShelf, 'version'>;

/** A session of a participant that counts. */
interface HeldSession {
  readonly sessionId: string;
  readonly state: SessionState;
}

/**
 * Everything that prompts may be told of a participant besides answers: the profile, the summary once it was
 * reviewed, and what was said in imported conversations and in sessions that are over and count. Empty for
 * somebody of whom nothing is known, and for somebody who was erased.
 */
export function personalContextOf(storage: ContextStorage, shelf: ContextShelf, studyId: string, code: string): PersonalContext {
  const registered = storage.readParticipant(studyId, code);
  if (registered?.erased) return { profile: {}, summary: null, exchanges: [] };
  const summary = storage.readSummary(studyId, code);
  const imported: JudgedConversation[] = [];
  for (const { conversation } of storage.importedConversations(studyId, code)) imported.push(judgedConversationOf(studyId, code, conversation));
  const held = heldSessionsOf(storage, shelf, studyId, code)
    .filter(({ state }) => state.status !== 'running')
    .flatMap(({ sessionId, state }) => judgedConversationsOf(sessionId, state));
  return {
    profile: registered?.profile ?? {},
    summary: summary !== null && summary.reviewed !== null ? summary.text : null,
    exchanges: [...earlierExchangesOf([...imported, ...held])],
  };
}

/** What a participant answered in sessions that count, by stage, and which planned session was the last of them; 0 for none. */
export function answersSoFar(storage: ContextStorage, shelf: ContextShelf, studyId: string, code: string): { readonly answers: Readonly<Record<string, Answers>>; readonly lastSession: number } {
  const states = heldSessionsOf(storage, shelf, studyId, code).map(({ state }) => state);
  return {
    answers: Object.assign({}, ...states.map(({ answers }) => answers)) as Record<string, Answers>,
    lastSession: Math.max(0, ...states.map(({ sessionNumber }) => sessionNumber)),
  };
}

/** In the order in which they were begun. */
function heldSessionsOf(storage: ContextStorage, shelf: ContextShelf, studyId: string, code: string): readonly HeldSession[] {
  return storage
    .listSessions()
    .filter((session) => session.studyId === studyId && session.participantCode === code && session.standing === 'kept')
    .toSorted((one, two) => one.startedAtUtcMilliseconds - two.startedAtUtcMilliseconds)
    .filter(({ sessionId }) => storage.readStoredEvents(sessionId).every(({ payload }) => payload !== null))
    .map(({ sessionId, studyDigest }) => ({ sessionId, state: replay(shelf.version(studyDigest), storage.readEvents(sessionId)) }));
}
