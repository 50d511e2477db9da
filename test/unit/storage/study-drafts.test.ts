import { describe, expect, it } from 'vitest';
import { openStorage } from '../../../electron/storage/open-storage.ts';
import { newFolder, opened, tamperWith } from './data-folders.ts';

describe('a study that is being written', () => {
  it('is there after the app was closed, whether or not it makes sense yet', async () => {
    const folder = newFolder();
    let now = 1_000;
    const storage = await openStorage(folder, { now: () => now });
    const half = { arms: [{ name: '' }], sessions: 'later', zebra: 1, apple: 2 };
    storage.saveStudyDraft({ studyId: 'mine', title: 'Mine', content: half, madeFrom: null });
    now = 2_000;
    storage.saveStudyDraft({ studyId: 'copy', title: 'A copy', content: {}, madeFrom: { template: 'prism-x-replication' } });
    storage.close();

    const again = await opened(folder, { now: () => 3_000 });
    expect(again.readStudyDraft('mine')).toEqual({ studyId: 'mine', title: 'Mine', content: half, madeFrom: null, updatedAtUtcMilliseconds: 1_000 });
    expect(Object.keys(again.readStudyDraft('mine')?.content as object)).toEqual(['arms', 'sessions', 'zebra', 'apple']);
    expect(again.listStudyDrafts()).toEqual([
      { studyId: 'copy', title: 'A copy', madeFrom: { template: 'prism-x-replication' }, updatedAtUtcMilliseconds: 2_000 },
      { studyId: 'mine', title: 'Mine', madeFrom: null, updatedAtUtcMilliseconds: 1_000 },
    ]);
    again.saveStudyDraft({ studyId: 'mine', title: 'Still mine', content: [], madeFrom: { digest: 'a'.repeat(64) } });
    expect(again.listStudyDrafts()[0]).toMatchObject({ studyId: 'mine', title: 'Still mine', madeFrom: { digest: 'a'.repeat(64) } });
  });

  it('is gone once it is deleted, and only once', async () => {
    const storage = await opened();
    storage.saveStudyDraft({ studyId: 'mine', title: '', content: null, madeFrom: null });
    expect(storage.deleteStudyDraft('mine')).toBe(true);
    expect(storage.deleteStudyDraft('mine')).toBe(false);
    expect(storage.readStudyDraft('mine')).toBeNull();
    expect(storage.listStudyDrafts()).toEqual([]);
  });
});

describe('rehearsals', () => {
  it('are kept with their study as numbers, newest first, and never change', async () => {
    const storage = await opened();
    const digest = 'b'.repeat(64);
    const save = (participants: number, power: number) =>
      storage.saveRehearsal({ studyId: 'mine', studyDigest: digest, parameters: { participants }, result: { power: [power] } });
    const one = save(10, 0.25);
    const two = save(1_000, 0.8);
    expect(storage.listRehearsals('mine').map(({ id, parameters }) => [id, parameters])).toEqual([
      [two, { participants: 1_000 }],
      [one, { participants: 10 }],
    ]);
    expect(storage.readRehearsal(one)).toMatchObject({ studyId: 'mine', studyDigest: digest, result: { power: [0.25] } });
    expect(storage.readRehearsal(99)).toBeNull();
    expect(storage.listRehearsals('other')).toEqual([]);
    expect(storage.listSessions()).toEqual([]);
    tamperWith(storage.file, (database) => {
      expect(() => database.exec("UPDATE rehearsal SET result = '{}'")).toThrow(/never changed/);
      expect(() => database.exec('DELETE FROM rehearsal')).toThrow(/never deleted/);
    });
  });
});
