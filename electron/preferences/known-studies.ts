import type { Study } from '../../shared/study/protocol.ts';
import { readStudy } from '../../shared/study/read-study.ts';
import type { ReadableStorage } from '../storage/storage.ts';

export type StudyStorage = Pick<ReadableStorage, 'listStudies' | 'readStudy' | 'listStudyDrafts' | 'readStudyDraft'>;

export interface KnownStudy {
  readonly studyId: string;
  readonly title: string;
  /** Whether the data folder holds a content of it, and not a draft alone. */
  readonly isStored: boolean;
  /** Null for a draft that is no study yet. */
  readonly read: () => Study | null;
}

/**
 * Every study that people can have been imported into: stored ones in their newest content, drafts, and those
 * that come with the app and that no session was held under yet.
 * @param others those that come with the app, where the data folder need not have them
 */
export function knownStudies(storage: StudyStorage, others: readonly Study[]): ReadonlyMap<string, KnownStudy> {
  const known = new Map<string, KnownStudy>();
  const add = (study: KnownStudy): void => {
    if (!known.has(study.studyId)) known.set(study.studyId, study);
  };
  // Every stored content is listed, newest first.
  for (const { studyId, title, digest } of storage.listStudies()) add({ studyId, title, isStored: true, read: () => storage.readStudy(digest) });
  for (const { studyId, title } of storage.listStudyDrafts()) add({ studyId, title, isStored: false, read: () => draftOf(storage, studyId) });
  for (const study of others) add({ studyId: study.id, title: study.title, isStored: false, read: () => study });
  return known;
}

function draftOf(storage: StudyStorage, studyId: string): Study | null {
  const reading = readStudy(storage.readStudyDraft(studyId)?.content);
  return reading.ok ? reading.study : null;
}
