import type { Storage } from '../storage/storage.ts';
import type { CurrentSession } from './current-session.ts';

const dayMilliseconds = 24 * 60 * 60 * 1000;

/** A verified backup after every session, and at the start of a day on which there is something to keep. */
export function keepBackups(
  storage: Pick<Storage, 'backup' | 'listBackups' | 'listSessions'>,
  current: CurrentSession,
  now: () => number,
  log: (line: string) => void,
): void {
  const backUp = (): void => {
    storage.backup().catch((error: unknown) => log(`Backup not made: ${String(error)}`));
  };
  const newest = storage.listBackups()[0]?.createdAtUtcMilliseconds ?? 0;
  if (now() - newest > dayMilliseconds && storage.listSessions().length > 0) backUp();
  let running = false;
  current.onChange(() => {
    const before = running;
    running = current.isRunning();
    if (before && !running && current.get() !== null) backUp();
  });
}
