import type { CopyMade } from '../storage/people.ts';
import type { ReadableStorage } from '../storage/storage.ts';

/** What the archive of a study holds of whom, so that whoever erases somebody is told of it. */
export function copyOf(storage: Pick<ReadableStorage, 'listSessions'>, studyId: string, file: string): Omit<CopyMade, 'id' | 'madeAtUtcMilliseconds'> {
  const codes = new Set(storage.listSessions().filter((session) => session.studyId === studyId).map((session) => session.participantCode));
  return { kind: 'export', where: file, people: [...codes].map((participantCode) => ({ studyId, participantCode })) };
}
