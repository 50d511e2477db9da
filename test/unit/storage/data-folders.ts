import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Storage } from '../../../electron/storage/storage.ts';
import { openStorage, type OpenOptions } from '../../../electron/storage/open-storage.ts';
import { type RecordedEvent, SessionEvent } from '../../../shared/session/events.ts';
import { loadDatabaseLibrary, type Connection } from '../../../electron/storage/binding.ts';
import type { NewEvent } from '../../../electron/storage/storage.ts';
import { PlayedSession } from '../session/play.ts';
import { smallStudy } from '../session/small-study.ts';

/** A folder of its own for one test, removed afterwards. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'visavis-storage-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** An open storage that is closed when the test is over. */
export async function opened(folder = newFolder(), options: OpenOptions = {}): Promise<Storage> {
  const storage = await openStorage(folder, options);
  onTestFinished(() => {
    storage.close();
  });
  return storage;
}

/** What a session's runner hands to the storage. */
export function entriesOf(events: readonly RecordedEvent[], studyDigest: string): readonly NewEvent[] {
  return events.map(({ at, actor, kind, payload }) => ({
    at,
    actor,
    event: SessionEvent.parse({ kind, payload: kind === 'session-created' ? { ...payload, studyDigest } : payload }),
  }));
}

/** Plays the small study from consent to debrief. */
export function playedToTheEnd(seed = 'seed'): PlayedSession {
  const session = new PlayedSession(smallStudy, seed);
  while (session.state.status === 'running') session.completeStep();
  return session;
}

export function storeSession(storage: Storage, sessionId: string, session: PlayedSession): readonly RecordedEvent[] {
  return storage.appendEvents(sessionId, entriesOf(session.events, storage.saveStudy(smallStudy)));
}

/** The file as any other program would open it, without our triggers' consent being asked. */
export function tamperWith(file: string, change: (database: Connection) => void): void {
  const Database = loadDatabaseLibrary();
  const database = new Database(file);
  try {
    change(database);
  } finally {
    database.close();
  }
}
