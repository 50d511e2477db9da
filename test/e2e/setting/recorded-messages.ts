import { existsSync, readFileSync } from 'node:fs';

/** A message as it was sent to a window. */
export interface RecordedMessage {
  readonly channel: string;
  readonly payload: unknown;
}

/** What `VISAVIS_RECORD_MESSAGES` wrote; a last line cut off by a kill is left out. */
export function readMessages(file: string, from = 0): readonly RecordedMessage[] {
  return linesOf(file).slice(from).map((line) => JSON.parse(line) as RecordedMessage);
}

export function countMessages(file: string): number {
  return linesOf(file).length;
}

function linesOf(file: string): readonly string[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
}
