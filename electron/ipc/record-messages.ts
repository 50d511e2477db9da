import { appendFileSync } from 'node:fs';

/** Keeps every message that is sent to a window, one JSON line each. For tests of blinding only. */
export function createMessageRecorder(file: string): (channel: string, payload: unknown) => void {
  return (channel, payload) => appendFileSync(file, `${JSON.stringify({ channel, payload })}\n`);
}
