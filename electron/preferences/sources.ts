import type { PreferenceSourceEntry } from '../../shared/contract/data.ts';
import { stagesOf } from '../../shared/study/protocol.ts';
import type { ReadableStorage } from '../storage/storage.ts';
import type { KnownStudy } from './known-studies.ts';

type Source = Pick<ReadableStorage, 'listSessions' | 'listParticipants' | 'listImportedConversations'>;

/** Studies that preference data can be made from, with what can be chosen of each. */
export function sourceEntries(storage: Source, known: ReadonlyMap<string, KnownStudy>): PreferenceSourceEntry[] {
  const sessions = storage.listSessions().toReversed();
  return [...known.values()].flatMap(({ studyId, title, isStored, read }) => {
    const held = sessions.filter((session) => session.studyId === studyId);
    const imported = storage.listImportedConversations(studyId);
    // Of what is being written nothing is told unless people were imported into it.
    if (!isStored && imported.length === 0) return [];
    const study = read();
    const stages = study === null ? [] : stagesOf(study).flatMap((stage) => (stage.kind === 'conversations' ? [stage] : []));
    return [
      {
        studyId,
        title,
        sessions: held
          .filter(({ status }) => status !== 'running')
          .map(({ sessionId, participantCode, sessionNumber, standing }) => ({ sessionId, participantCode, sessionNumber, standing })),
        importedConversations: imported.length,
        participants: [
          ...new Set([...storage.listParticipants(studyId).map(({ code }) => code), ...held.map(({ participantCode }) => participantCode)]),
        ],
        stages: stages.map(({ id, title }) => ({ stageId: id, title })),
        sessionNumbers: (study?.sessions ?? []).map((_, index) => index + 1),
        conversationTypes: [
          ...new Set([
            ...stages.flatMap((stage) => stage.conversations.types.map(({ label }) => label)),
            ...imported.flatMap(({ type }) => (type === null ? [] : [type])),
          ]),
        ],
      },
    ];
  });
}
