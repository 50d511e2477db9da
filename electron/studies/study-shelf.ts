import type { Study } from '../../shared/study/protocol.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import type { Storage } from '../storage/storage.ts';

export interface StudyVersion {
  readonly study: Study;
  readonly digest: string;
}

/** The studies at hand: those of the study files, and those that storage knows from earlier sessions. */
export class StudyShelf {
  readonly #current: ReadonlyMap<string, StudyVersion>;
  readonly #versions = new Map<string, Study>();
  readonly #storage: Pick<Storage, 'readStudy'>;

  constructor(files: readonly Study[], storage: Pick<Storage, 'saveStudy' | 'readStudy' | 'listStudies'>) {
    this.#storage = storage;
    const current = new Map<string, StudyVersion>();
    for (const study of files) current.set(study.id, { study, digest: storage.saveStudy(study) });
    for (const { studyId, digest } of storage.listStudies()) {
      if (current.has(studyId)) continue;
      const study = storage.readStudy(digest);
      if (study !== null) current.set(studyId, { study, digest });
    }
    this.#current = current;
  }

  /** The newest version of every study. */
  all(): readonly Study[] {
    return [...this.#current.values()].map(({ study }) => study);
  }

  current(studyId: string): StudyVersion {
    const found = this.#current.get(studyId);
    if (found === undefined) throw new CallRefusal('unknown-study', message('study.unknown'));
    return found;
  }

  /** The version that a session was begun with. */
  version(digest: string): Study {
    const known = this.#versions.get(digest);
    if (known !== undefined) return known;
    const study = this.#storage.readStudy(digest);
    if (study === null) throw new CallRefusal('unknown-study', message('study.unknown'));
    this.#versions.set(digest, study);
    return study;
  }
}
