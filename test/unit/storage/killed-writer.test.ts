import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openStorage } from '../../../electron/storage/open-storage.ts';
import { PlayedSession } from '../session/play.ts';
import { smallStudy } from '../session/small-study.ts';
import { newFolder } from './data-folders.ts';
import { storeSession } from './played-sessions.ts';

const writer = fileURLToPath(new URL('append-until-killed.ts', import.meta.url));

/** Lets the writer run and kills it a random while after its first word; returns the last line that it finished. */
function killAtRandomMoment(folder: string, sessionId: string, from: number, wait: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [writer, folder, sessionId, String(from)], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    let complaint = '';
    child.stderr.on('data', (bytes: Buffer) => {
      complaint += bytes.toString();
    });
    child.stdout.on('data', (bytes: Buffer) => {
      if (said === '') setTimeout(() => child.kill('SIGKILL'), wait);
      said += bytes.toString();
    });
    child.on('close', (_code, signal) => {
      const last = said.split('\n').at(-2);
      if (signal === 'SIGKILL' && last !== undefined) resolve(last);
      else reject(new Error(`The writer ended by itself: ${complaint}`));
    });
  });
}

describe('an app that is killed while it writes', () => {
  it('loses nothing that it acknowledged, twenty times over', async () => {
    const folder = newFolder();
    const first = await openStorage(folder);
    storeSession(first, 's-1', new PlayedSession(smallStudy));
    first.close();

    let from = 0;
    for (let time = 0; time < 20; time += 1) {
      const wait = Math.random() * 60;
      const line = await killAtRandomMoment(folder, 's-1', from, wait);
      const [sequence = 0, number = 0] = line.split(' ').map(Number);
      const storage = await openStorage(folder);
      const told = `killed ${wait.toFixed(1)} ms after the first word, last acknowledged: event ${sequence}`;
      const events = storage.readEvents('s-1');
      expect(events.length, told).toBeGreaterThanOrEqual(sequence);
      expect(JSON.stringify(events[sequence - 2]?.payload), told).toMatch(new RegExp(`^{"text":"Note ${number}[ "]`));
      // Both events of a step are there, or neither is.
      expect(events.length % 2, told).toBe(0);
      const draft = String(storage.readDrafts('s-1')['message/first']);
      expect(Number(draft.replace('Draft ', '')), told).toBeGreaterThanOrEqual(number);
      expect(storage.verify(), told).toEqual({ sound: true, findings: [] });
      storage.close();
      from = events.length / 2;
    }
  }, 60_000);
});
