import type { Study } from '../../shared/study/protocol.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import type { LockedVersion, ReadableStorage, WritableStorage } from '../storage/storage.ts';

/** A study as sessions are held under it. */
export interface StudyVersion {
  readonly study: Study;
  readonly digest: string;
  /** Null for a study that is not locked: one that comes with the app, or one that can only be read. */
  readonly locked: LockedVersion | null;
  /** False for a study that was never locked here and does not come with the app. */
  readonly startable: boolean;
}

type ShelfStorage = Pick<ReadableStorage, 'readStudy' | 'listStudies' | 'listVersions' | 'readVersion'> &
  Pick<WritableStorage, 'saveStudy'>;

/**
 * The studies at hand: those that come with the app, those that were locked, and those that storage
 * knows from earlier sessions. A locked version takes the place of everything else of its name.
 */
export class StudyShelf {
  readonly #bundled: ReadonlyMap<string, StudyVersion>;
  /** Studies by digest: one object each, because what is worked out about a study is kept with it. */
  readonly #contents = new Map<string, Study>();
  readonly #storage: ShelfStorage;

  constructor(files: readonly Study[], storage: ShelfStorage) {
    this.#storage = storage;
    this.#bundled = new Map(
      files.map((study) => {
        const digest = storage.saveStudy(study);
        this.#contents.set(digest, study);
        return [study.id, { study, digest, locked: null, startable: true }];
      }),
    );
  }

  /** The newest version of every study, those that come with the app first. */
  all(): readonly StudyVersion[] {
    const ids = [...this.#bundled.keys(), ...this.#storage.listStudies().map((row) => row.studyId)];
    return [...new Set(ids)].map((studyId) => this.current(studyId));
  }

  /** The version that new sessions are held under. */
  current(studyId: string): StudyVersion {
    const locked = this.#storage.listVersions(studyId).at(-1);
    if (locked) return { study: this.version(locked.digest), digest: locked.digest, locked, startable: true };
    const bundled = this.#bundled.get(studyId);
    if (bundled) return bundled;
    const stored = this.#storage.listStudies().find((row) => row.studyId === studyId);
    if (!stored) throw new CallRefusal('unknown-study', message('study.unknown'));
    return { study: this.version(stored.digest), digest: stored.digest, locked: null, startable: false };
  }

  /** A locked version, or a content that sessions were held under. */
  byDigest(digest: string): StudyVersion {
    return { study: this.version(digest), digest, locked: this.#storage.readVersion(digest), startable: true };
  }

  /** The content that a session was begun with. */
  version(digest: string): Study {
    const known = this.#contents.get(digest);
    if (known !== undefined) return known;
    const study = this.#storage.readStudy(digest);
    if (study === null) throw new CallRefusal('unknown-study', message('study.unknown'));
    this.#contents.set(digest, study);
    return study;
  }
}
