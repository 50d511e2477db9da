import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom, drawInteger } from '../../../shared/allocation/random.ts';
import { Register } from '../../../electron/people/register.ts';
import { studyOfRegister } from '../../../electron/people/study-of-register.ts';
import { Tables } from '../../../electron/people/tables.ts';
import { Schedule } from '../../../electron/schedule/schedule.ts';
import type { Storage } from '../../../electron/storage/storage.ts';
import { StudyShelf } from '../../../electron/studies/study-shelf.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { PlayedSession } from '../session/play.ts';
import { smallStudy } from '../session/small-study.ts';
import { opened } from '../storage/data-folders.ts';
import { storeSession } from '../storage/played-sessions.ts';

/** A register over a real database, as the app opens it. */
export interface Desk {
  readonly storage: Storage;
  readonly schedule: Schedule;
  readonly register: Register;
  readonly tables: Tables;
  readonly live: { isRunning: boolean };
  /** Writes a file into the data folder and returns its path. */
  file(name: string, content: string | Uint8Array): string;
}

export async function newDesk(study: Study = smallStudy): Promise<Desk> {
  const storage = await opened();
  const shelf = new StudyShelf([study], storage);
  const schedule = new Schedule(storage, shelf, Date.now);
  const live = { isRunning: false };
  const random = createRandom('codes');
  const register = new Register({
    storage,
    studyFor: studyOfRegister(schedule, storage),
    current: { isRunning: () => live.isRunning },
    now: Date.now,
    draw: (bound) => drawInteger(random, bound),
  });
  return {
    storage,
    schedule,
    register,
    tables: new Tables(storage, register),
    live,
    file(name, content) {
      const path = join(storage.folder, name);
      writeFileSync(path, content);
      return path;
    },
  };
}

/** A session of a participant, played by the real engine and stored as the app stores it. */
export function storeSessionOf(desk: Desk, code: string, play: (session: PlayedSession) => void, study: Study = smallStudy, sessionNumber = 1): string {
  const session = new PlayedSession(study, code, { participantCode: code, sessionNumber });
  // An hour ago, because the clock of a played session runs on while it is played.
  session.setClock(Date.now() - 3_600_000 - session.now().utcMilliseconds);
  play(session);
  const sessionId = `${code}-${sessionNumber}-${desk.storage.listSessions().length}`.toLowerCase();
  desk.storage.registerFromSession(study.id, code);
  storeSession(desk.storage, sessionId, session);
  return sessionId;
}

export function toTheEnd(session: PlayedSession): void {
  while (session.state.status === 'running') session.completeStep();
}
