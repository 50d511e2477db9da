import type { PreferenceSourceEntry } from '../../shared/contract/data.ts';
import { stagesOf } from '../../shared/study/protocol.ts';
import type { ReadableStorage } from '../storage/storage.ts';

type Source = Pick<ReadableStorage, 'listStudies' | 'listSessions' | 'readStudy' | 'listParticipants' | 'listImportedConversations'>;

/** Studies that preference data can be made from, with what can be chosen of each. */
export function sourceEntries(storage: Source): PreferenceSourceEntry[] {
  const studies = storage.listStudies();
  const sessions = storage.listSessions().toReversed();
  // Every stored content is listed, newest first.
  return [...new Set(studies.map(({ studyId }) => studyId))].flatMap((studyId) => {
    const newest = studies.find((each) => each.studyId === studyId);
    const study = newest && storage.readStudy(newest.digest);
    if (!study) return [];
    const held = sessions.filter((session) => session.studyId === studyId);
    const imported = storage.listImportedConversations(studyId);
    const stages = stagesOf(study).flatMap((stage) => (stage.kind === 'conversations' ? [stage] : []));
    return [
      {
        studyId,
        title: study.title,
        sessions: held
          .filter(({ status }) => status !== 'running')
          .map(({ sessionId, participantCode, sessionNumber, standing }) => ({ sessionId, participantCode, sessionNumber, standing })),
        importedConversations: imported.length,
        participants: [
          ...new Set([...storage.listParticipants(studyId).map(({ code }) => code), ...held.map(({ participantCode }) => participantCode)]),
        ],
        stages: stages.map(({ id, title }) => ({ stageId: id, title })),
        sessionNumbers: study.sessions.map((_, index) => index + 1),
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
