import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prismHandlers } from '../../../electron/ipc/prism-calls.ts';
import { PrismReader } from '../../../electron/prism/prism-imports.ts';
import { PrismProgress } from '../../../shared/contract/people.ts';
import { opened } from '../storage/data-folders.ts';
import { everybody, smallRelease } from './prism-files.ts';

const studyId = 'a-study';

async function readerOf(folder: string | null) {
  const storage = await opened();
  return { storage, reader: new PrismReader({ storage, chooseFolder: () => Promise.resolve(folder) }) };
}

/** What a window sees when it asks until there is news. */
async function settled(reader: PrismReader): Promise<PrismProgress> {
  for (;;) {
    const progress = PrismProgress.parse(reader.progress());
    if (progress.kind !== 'looking' && progress.kind !== 'importing') return progress;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('a researcher before a folder of PRISM files', () => {
  it('looks, chooses and imports, while everything else goes on', async () => {
    const { storage, reader } = await readerOf(smallRelease());
    expect(reader.progress()).toEqual({ kind: 'idle' });
    expect(await reader.open(studyId)).toBe(true);
    expect(reader.progress().kind).toBe('looking');
    expect(await settled(reader)).toMatchObject({ kind: 'looked', contents: { people: 20 } });
    expect(reader.import(studyId, { userIds: ['user1'], skipBroken: false }).kind).toBe('importing');
    await expect(reader.open(studyId)).rejects.toThrow('is being read already');
    expect(await settled(reader)).toMatchObject({ kind: 'imported', report: { participants: [{ userId: 'user1', added: true }] } });
    expect(storage.listParticipants(studyId)).toHaveLength(1);
  });

  it('changes nothing by asking for no folder, and imports nothing that was not looked at', async () => {
    const { reader } = await readerOf(null);
    expect(await reader.open(studyId)).toBe(false);
    expect(reader.progress()).toEqual({ kind: 'idle' });
    expect(() => reader.import(studyId, everybody)).toThrow('Choose a folder first');
  });

  it('does not take into one study what was looked at for another', async () => {
    const { reader } = await readerOf(smallRelease());
    await reader.open('another-study');
    await settled(reader);
    expect(() => reader.import(studyId, everybody)).toThrow('Choose a folder first');
  });

  it('can cancel, and begin again', async () => {
    const { storage, reader } = await readerOf(smallRelease());
    await reader.open(studyId);
    expect(await reader.cancel()).toEqual({ kind: 'cancelled' });
    await reader.open(studyId);
    await settled(reader);
    reader.import(studyId, everybody);
    expect(await reader.cancel()).toEqual({ kind: 'cancelled' });
    expect(storage.listParticipants(studyId)).toEqual([]);
    reader.import(studyId, everybody);
    expect(await settled(reader)).toMatchObject({ kind: 'imported' });
  });

  it('is told why when the files cannot be read or a session begins', async () => {
    const folder = smallRelease();
    const { storage, reader } = await readerOf(folder);
    await reader.open(studyId);
    await settled(reader);
    reader.import(studyId, everybody);
    reader.makeWayForSession();
    expect(await settled(reader)).toEqual({ kind: 'failed', message: 'A session began, so the import was stopped. Nothing was taken.' });
    expect(storage.listParticipants(studyId)).toEqual([]);
    ['survey', 'conversations', 'utterances'].forEach((file) => { rmSync(join(folder, `${file}.jsonl`)); });
    reader.import(studyId, everybody);
    expect(await settled(reader)).toMatchObject({ kind: 'failed', message: expect.stringContaining(folder) as string });
  });

  it('is kept away while somebody judges, because models would be named', async () => {
    const { reader } = await readerOf(smallRelease());
    const handlers = prismHandlers({ prism: () => Promise.resolve(reader), current: { isRunning: () => true } });
    await expect(handlers['prism/open']({ studyId })).rejects.toThrow('while a session is live');
    await expect(handlers['prism/progress']({})).rejects.toThrow('while a session is live');
    await expect(handlers['prism/import']({ studyId, choice: everybody })).rejects.toThrow('while a session is live');
  });
});
