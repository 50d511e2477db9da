import { openStorageForReading } from '../../../electron/storage/open-storage.ts';
import type { ReadableStorage } from '../../../electron/storage/storage.ts';
import type { RecordedEvent } from '../../../shared/session/events.ts';
import { replay } from '../../../shared/session/evolve.ts';
import type { SessionState } from '../../../shared/session/state.ts';
import type { Study } from '../../../shared/study/protocol.ts';

/** What is on disk, read beside the app or after it is gone, without changing anything. */
export function readTruth<Value>(dataFolder: string, read: (storage: ReadableStorage) => Value): Value {
  const storage = openStorageForReading(dataFolder);
  try {
    return read(storage);
  } finally {
    storage.close();
  }
}

export interface SessionOnDisk {
  readonly sessionId: string;
  readonly study: Study;
  readonly events: readonly RecordedEvent[];
  readonly drafts: Readonly<Record<string, unknown>>;
  readonly findings: readonly string[];
}

/** The newest session of a data folder, with the findings of a whole check of the database. */
export function readSessionOnDisk(dataFolder: string): SessionOnDisk {
  return readTruth(dataFolder, (storage) => {
    const row = storage.listSessions()[0];
    if (row === undefined) throw new Error('There is no session on disk.');
    const study = storage.readStudy(row.studyDigest);
    if (study === null) throw new Error('The study of the session is not on disk.');
    const { sessionId } = row;
    return {
      sessionId,
      study,
      events: storage.readEvents(sessionId),
      drafts: storage.readDrafts(sessionId),
      findings: storage.verify().findings,
    };
  });
}

/** The state after the first events of a session, as many as `revision` says. */
export function stateAt({ study, events }: SessionOnDisk, revision: number): SessionState {
  return replay(study, events.slice(0, revision));
}

