import type { CopyMade } from '../storage/people.ts';
import type { ReadableStorage } from '../storage/storage.ts';

/** What the archive of a study holds of whom, so that whoever erases somebody is told of it. */
export function copyOf(storage: Pick<ReadableStorage, 'listParticipants'>, studyId: string, file: string): Omit<CopyMade, 'id' | 'madeAtUtcMilliseconds'> {
  const people = storage.listParticipants(studyId).filter(({ erased }) => erased === null);
  return { kind: 'export', where: file, people: people.map(({ code }) => ({ studyId, participantCode: code })) };
}
