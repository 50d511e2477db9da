import { spawn } from 'node:child_process';
import { cpSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openForReading } from '../../../../electron/storage/connection.ts';
import { openStorage } from '../../../../electron/storage/open-storage.ts';
import { newStagingFile, openStaging } from '../../../../electron/storage/staging.ts';
import type { Storage } from '../../../../electron/storage/storage.ts';
import { smallStudy } from '../../session/small-study.ts';
import { newFolder } from '../data-folders.ts';
import { smallDisk } from '../small-disk.ts';
import { findable, foundIn, storePerson } from './person-with-words.ts';

const studyId = smallStudy.id;
const why = { reason: 'asked for it', by: 'AB' };
const eraser = fileURLToPath(new URL('erase-and-wait.ts', import.meta.url));

/** So many conversations of somebody else that the file takes a while to be written anew. */
function storeCrowd(storage: Storage, conversations: number): void {
  const file = newStagingFile(storage.folder);
  const staging = openStaging(file);
  staging.addParticipant({ originId: 'crowd', profile: {} });
  for (let number = 0; number < conversations; number += 1) {
    const turns = [{ turn: 0, message: `Message ${number} `.repeat(1_000), responses: [], extra: {} }];
    staging.addConversation({
      originId: 'crowd',
      conversation: { conversationId: `c-${number}`, type: null, generatedAt: null, turns, performance: {}, choice: {}, feedback: null, extra: {} },
    });
  }
  staging.close();
  storage.takeStaged(studyId, file, { kind: 'prism', from: 'crowd' });
  rmSync(file);
}

/** Kills the eraser so long after it has begun; true when it was done by then. */
function killedAfter(milliseconds: number, folder: string, code: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [eraser, folder, studyId, code], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    let complaint = '';
    child.stderr.on('data', (bytes: Buffer) => {
      complaint += bytes.toString();
    });
    child.stdout.on('data', (bytes: Buffer) => {
      if (said === '') setTimeout(() => child.kill('SIGKILL'), milliseconds);
      said += bytes.toString();
    });
    child.on('close', (_code, signal) => {
      if (signal === 'SIGKILL') resolve(said.includes('done'));
      else reject(new Error(`The eraser ended by itself: ${complaint}`));
    });
  });
}

describe('an erasing that is cut off', () => {
  it('has erased nothing, or is finished at the next start, whenever the app is killed', async () => {
    const prepared = newFolder();
    const storage = await openStorage(prepared);
    const { code, words } = storePerson(storage, 'ada');
    storeCrowd(storage, 300);
    storage.close();
    const ends: string[] = [];
    for (let time = 0; time < 10; time += 1) {
      const wait = time * 5 + Math.random() * 5;
      const folder = newFolder();
      cpSync(prepared, folder, { recursive: true });
      const done = await killedAfter(wait, folder, code);
      const left = foundIn(folder, words).length;
      const again = await openStorage(folder);
      const told = `killed after ${wait.toFixed(1)} ms`;
      const erased = again.readParticipant(studyId, code)?.erased !== null;
      ends.push(erased ? (done ? 'done' : `finished later, ${left} kinds of words in the files before`) : 'nothing erased');
      if (done) expect(erased, told).toBe(true);
      expect(foundIn(folder, words), told).toEqual(erased ? [] : expect.arrayContaining([...findable]));
      expect(again.select('SELECT * FROM pending_compaction'), told).toEqual([]);
      expect(again.listSessions().map((session) => session.erased), told).toEqual([erased, erased]);
      expect(again.verify(), told).toEqual({ sound: true, findings: [] });
      again.close();
    }
    console.info(`killed erasers: ${ends.join('; ')}`);
  }, 120_000);

  it('says so while somebody else is reading, and is finished at the next start', async () => {
    const folder = newFolder();
    const storage = await openStorage(folder);
    const { code, words } = storePerson(storage, 'ada');
    const reader = openForReading(storage.file);
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM event').get();
    expect(() => storage.eraseParticipant(studyId, code, why)).toThrow(
      expect.objectContaining({ code: 'storage-failed', message: expect.stringMatching(/another program is reading .* finishes the erasing by itself/) as string }) as Error,
    );
    expect(storage.readParticipant(studyId, code)?.erased).not.toBeNull();
    expect(foundIn(folder, words)).not.toEqual([]);
    reader.close();
    storage.close();
    const again = await openStorage(folder);
    expect(again.select('SELECT * FROM pending_compaction')).toEqual([]);
    expect(foundIn(folder, words)).toEqual([]);
    again.close();
  }, 20_000);

  it('says so on a full disk, keeps the rows erased, and is finished once there is space', async () => {
    const folder = smallDisk(24);
    if (folder === null) {
      console.info('erasing on a full disk: no small disk can be mounted here');
      return;
    }
    const storage = await openStorage(folder);
    const { code, words } = storePerson(storage, 'ada');
    storeCrowd(storage, 450);
    storage.close();
    const full = await openStorage(folder);
    const { bavail, bsize } = statfsSync(folder);
    const ballast = join(folder, 'ballast');
    writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - 1_500_000)));
    expect(() => full.eraseParticipant(studyId, code, why)).toThrow(
      expect.objectContaining({ code: 'disk-full', message: expect.stringMatching(/Everything was erased, but the disk is too full .* Free as much space/) as string }) as Error,
    );
    expect(full.readParticipant(studyId, code)?.erased).not.toBeNull();
    expect(full.listNotes(studyId, code)).toEqual([]);
    expect(full.verify().findings).toEqual([expect.stringMatching(/^Remains of what was erased may still lie in the file\. Free/)]);
    expect(full.select('SELECT count(*) AS marks FROM pending_compaction')).toEqual([{ marks: 1 }]);
    full.close();

    // Still too full: everything else goes on, the mark stays.
    const still = await openStorage(folder);
    expect(still.select('SELECT count(*) AS marks FROM pending_compaction')).toEqual([{ marks: 1 }]);
    still.close();

    rmSync(ballast);
    const again = await openStorage(folder);
    expect(again.select('SELECT * FROM pending_compaction')).toEqual([]);
    expect(foundIn(folder, words)).toEqual([]);
    expect(again.verify()).toEqual({ sound: true, findings: [] });
    again.close();
  }, 60_000);
});
