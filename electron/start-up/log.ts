import { appendFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

export type Log = (line: string) => void;

export const logFileName = 'visavis.log';
const longestLog = 1024 * 1024;

/**
 * The app's own log in the data folder. It gets what happened and why, never what people wrote,
 * never a key. Logging must not be what stops a session, so its own failures are swallowed.
 */
export function openLog(folder: string, now: () => Date = () => new Date()): Log {
  const file = join(folder, logFileName);
  try {
    if (statSync(file).size > longestLog) renameSync(file, `${file}.old`);
  } catch {
    // The first start in this folder.
  }
  return (line) => {
    try {
      appendFileSync(file, `${now().toISOString()} ${line}\n`, { mode: 0o600 });
    } catch {
      // A full disk shows itself where it matters: in the session.
    }
  };
}
