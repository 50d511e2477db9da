import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { importPrism } from '../../../electron/prism/import-prism.ts';
import { openStorage } from '../../../electron/storage/open-storage.ts';
import { newFolder, opened } from '../storage/data-folders.ts';
import { everybody, smallRelease, undisturbed } from './prism-files.ts';

const importer = fileURLToPath(new URL('import-until-killed.ts', import.meta.url));

/** Lets an import run in a process of its own and kills it some while after its first word. True when it had finished. */
function killAfter(milliseconds: number, dataFolder: string, prismFolder: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [importer, dataFolder, prismFolder], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    let complaint = '';
    child.stderr.on('data', (bytes: Buffer) => (complaint += bytes.toString()));
    child.stdout.on('data', (bytes: Buffer) => {
      if (said === '') setTimeout(() => child.kill('SIGKILL'), milliseconds);
      said += bytes.toString();
    });
    child.on('close', (status, signal) => {
      if (signal === 'SIGKILL' || status === 0) resolve(said.includes('done'));
      else reject(new Error(`The import ended by itself: ${complaint}`));
    });
  });
}

describe('an app that is killed while it imports', () => {
  it('has all of it or nothing at the next start, and no left-overs', async () => {
    const prism = smallRelease({ people: 120 });
    const whole = await opened();
    await importPrism(whole, 'a-study', prism, everybody, undisturbed);
    const expected = [120, whole.listImportedConversations('a-study').length];
    for (const milliseconds of [0, 20, 60, 120, 200, 300]) {
      const folder = newFolder();
      const done = await killAfter(milliseconds, folder, prism);
      const storage = await openStorage(folder);
      const counts = [storage.listParticipants('a-study').length, storage.listImportedConversations('a-study').length];
      const told = `killed ${milliseconds} ms after the beginning`;
      if (done) expect(counts, told).toEqual(expected);
      else expect([[0, 0], expected], told).toContainEqual(counts);
      expect(readdirSync(folder).filter((name) => name.includes('staging')), told).toEqual([]);
      expect(storage.verify(), told).toEqual({ sound: true, findings: [] });
      storage.close();
    }
  }, 120_000);
});
