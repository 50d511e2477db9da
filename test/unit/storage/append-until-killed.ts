/**
 * The writer that killed-writer.test.ts kills: appends a session's events for ever, and says which
 * one was stored only after the storage has acknowledged it.
 */
import { writeSync } from 'node:fs';
import { openStorage } from '../../../electron/storage/open-storage.ts';

const [folder, sessionId, from] = process.argv.slice(2) as [string, string, string];
const storage = await openStorage(folder);
for (let number = Number(from); ; number += 1) {
  const at = { utcMilliseconds: 1_800_000_000_000 + number, monotonicMilliseconds: number / 7 };
  const text = `Note ${number} `.repeat((number % 50) + 1);
  const recorded = storage.appendEvents(sessionId, [
    { event: { kind: 'note-added', payload: { text } }, at, actor: 'moderator' },
    { event: { kind: 'step-entered', payload: { step: number % 9 } }, at, actor: 'system' },
  ]);
  storage.saveDraft(sessionId, 'message/first', `Draft ${number}`);
  writeSync(1, `${recorded.at(-1)?.sequence ?? 0} ${number}\n`);
}
