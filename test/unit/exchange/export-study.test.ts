import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportStudy } from '../../../electron/exchange/export-study.ts';
import type { Storage } from '../../../electron/storage/storage.ts';
import { Study } from '../../../shared/study/protocol.ts';
import { smallStudy } from '../session/small-study.ts';
import { entriesOf, newFolder, opened, playedToTheEnd, storeSession, tamperWith } from '../storage/data-folders.ts';
import { Archive } from './archives.ts';
import { storeBoth } from './stories.ts';

const options = { now: new Date('2026-11-23T12:00:00.000Z'), appVersion: '0.1.0' };
const everyMember = [
  'events.jsonl',
  'sessions.jsonl',
  'conversations.jsonl',
  'responses.csv',
  'ratings.csv',
  'rankings.csv',
  'questionnaires.csv',
  'study.json',
  'codebook.md',
  'MANIFEST.json',
];

async function exported(storage: Storage, file = join(newFolder(), 'study.zip')): Promise<Archive> {
  await exportStudy(storage, smallStudy.id, file, options);
  return Archive.read(file);
}

describe('the archive of a study', () => {
  it('holds every file, and a manifest whose sums, sizes and counts are true', async () => {
    const storage = await opened();
    storeBoth(storage);
    const file = join(newFolder(), 'study.zip');
    const result = await exportStudy(storage, smallStudy.id, file, options);
    expect(result).toEqual({ file, sessions: 2, bytes: statSync(file).size });

    const archive = await Archive.read(file);
    expect([...archive.members.keys()]).toEqual(everyMember);
    const manifest = archive.manifest();
    expect(manifest).toMatchObject({
      study_id: 'small-study',
      app_version: '0.1.0',
      exported_at: '2026-11-23T12:00:00.000Z',
      sessions: 2,
      erased_sessions: [],
      studies: [{ file: 'study.json', sessions: 2, digest: storage.listStudies()[0]?.digest }],
    });
    expect(manifest.files.map(({ name }) => name)).toEqual(everyMember.slice(0, -1));
    for (const { name, bytes, sha256, rows } of manifest.files) {
      expect([name, bytes, sha256]).toEqual([name, archive.bytes(name).length, archive.sha256(name)]);
      const counted = name.endsWith('.csv') ? archive.rows(name) : name.endsWith('.jsonl') ? archive.lines(name) : null;
      expect([name, rows]).toEqual([name, counted?.length ?? null]);
    }
    expect(Study.parse(archive.json('study.json'))).toEqual(smallStudy);
  });

  it('is the same, byte for byte, when nothing has changed', async () => {
    const storage = await opened();
    storeBoth(storage);
    const file = join(newFolder(), 'study.zip');
    const first = await exported(storage, file);
    const zip = readFileSync(file);
    const second = await exported(storage, file);
    expect(readFileSync(file).equals(zip)).toBe(true);
    expect(second.members).toEqual(first.members);
  });

  it('of a study nobody has played yet has headers and no rows', async () => {
    const storage = await opened();
    storage.saveStudy(smallStudy);
    const archive = await exported(storage);
    expect(archive.manifest()).toMatchObject({ sessions: 0, studies: [{ file: 'study.json', sessions: 0 }] });
    expect(archive.text('events.jsonl')).toBe('');
    expect(archive.text('ratings.csv')).toMatch(/^study_id,session_id,.*,confirmed\r\n$/);
    expect(archive.rows('responses.csv')).toEqual([]);
  });

  it('leaves sessions of other studies out', async () => {
    const storage = await opened();
    storeBoth(storage);
    const other = Study.parse({ ...smallStudy, id: 'other-study' });
    storage.saveStudy(other);
    const file = join(newFolder(), 'other.zip');
    expect(await exportStudy(storage, 'other-study', file, options)).toMatchObject({ sessions: 0 });
    expect((await exported(storage)).lines('sessions.jsonl')).toHaveLength(2);
  });

  it('holds each version of the study that was played', async () => {
    const storage = await opened();
    storeSession(storage, 'session-a', playedToTheEnd());
    const changed = Study.parse({ ...smallStudy, title: 'Small study, second version' });
    const digest = storage.saveStudy(changed);
    storage.appendEvents('session-b', entriesOf(playedToTheEnd('other').events, digest));
    const archive = await exported(storage);
    const { studies } = archive.manifest();
    expect(studies.map(({ sessions }) => sessions)).toEqual([1, 1]);
    expect(studies.map(({ digest: each, file }) => file === `study-${each.slice(0, 8)}.json`)).toEqual([true, true]);
    const file = studies.find((each) => each.digest === digest)?.file ?? '';
    expect(archive.json(file)).toMatchObject({ title: 'Small study, second version' });
    expect(archive.members.has('study.json')).toBe(true);
  });

  it('keeps the chain of a session whose words were erased, and says so', async () => {
    const folder = newFolder();
    const storage = await opened(folder);
    storeBoth(storage);
    tamperWith(storage.file, (database) => {
      database.pragma('foreign_keys = OFF');
      for (const { name } of database.prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'trigger'").all()) {
        database.exec(`DROP TRIGGER "${name}"`);
      }
      database.exec("DELETE FROM event_payload WHERE session_id = 'session-a'");
    });
    const archive = await exported(storage);
    expect(archive.manifest()).toMatchObject({ sessions: 2, erased_sessions: ['session-a'] });
    expect(archive.lines('sessions.jsonl').map((each) => each['session_id'])).toEqual(['session-b']);
    const erased = archive.lines('events.jsonl').filter((each) => each['session_id'] === 'session-a');
    expect(erased.length).toBeGreaterThan(20);
    expect(erased.every((each) => each['payload'] === null && each['salt'] === null)).toBe(true);
  });

  it('never holds a key, wherever the key is kept', async () => {
    const key = 'sk-planted-0123456789abcdef';
    process.env['VISAVIS_TEST_KEY'] = key;
    try {
      const folder = newFolder();
      const storage = await opened(folder);
      writeFileSync(join(folder, 'settings.json'), JSON.stringify({ providers: [{ id: 'lab', key }] }));
      storeBoth(storage);
      const archive = await exported(storage);
      for (const [name, bytes] of archive.members) expect([name, bytes.includes(key)]).toEqual([name, false]);
    } finally {
      delete process.env['VISAVIS_TEST_KEY'];
    }
  });
});

describe('an export that cannot be made', () => {
  it('names the study and the folder when the study is not there', async () => {
    const storage = await opened();
    const folder = newFolder();
    await expect(exportStudy(storage, 'no-such-study', join(folder, 'a.zip'), options)).rejects.toMatchObject({
      code: 'unknown-study',
      message: `There is no study "no-such-study" in the data folder ${storage.folder}.`,
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says which folder is missing, and does not take a folder for a file', async () => {
    const storage = await opened();
    storeBoth(storage);
    const folder = newFolder();
    const missing = join(folder, 'not-there');
    await expect(exportStudy(storage, smallStudy.id, join(missing, 'a.zip'), options)).rejects.toMatchObject({
      code: 'folder-missing',
      message: expect.stringContaining(missing) as string,
    });
    await expect(exportStudy(storage, smallStudy.id, folder, options)).rejects.toMatchObject({ code: 'is-folder' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves the earlier archive and nothing else when it breaks off in the middle', async () => {
    const storage = await opened();
    storeBoth(storage);
    const folder = newFolder();
    const file = join(folder, 'study.zip');
    await exportStudy(storage, smallStudy.id, file, options);
    const before = readFileSync(file);
    const breaking: Storage = {
      ...storage,
      readEvents: (sessionId) => {
        if (sessionId === 'session-b') throw new Error('The disk was pulled out.');
        return storage.readEvents(sessionId);
      },
    };
    await expect(exportStudy(breaking, smallStudy.id, file, options)).rejects.toThrow('The disk was pulled out.');
    expect(readdirSync(folder)).toEqual(['study.zip']);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('refuses a row that does not fit its schema, instead of writing it', async () => {
    const storage = await opened();
    storeBoth(storage);
    const folder = newFolder();
    const bent: Storage = {
      ...storage,
      readStoredEvents: (sessionId) => storage.readStoredEvents(sessionId).map((event) => ({ ...event, sequence: -1 })),
    };
    await expect(exportStudy(bent, smallStudy.id, join(folder, 'a.zip'), options)).rejects.toThrow('sequence');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('clears away what a killed export left, but not one that is running', async () => {
    const storage = await opened();
    storeBoth(storage);
    const folder = newFolder();
    const [old, running] = ['old', 'running'].map((name) => join(folder, `.study.zip.partial-${name}`));
    for (const left of [old!, running!]) mkdirSync(left);
    writeFileSync(join(old!, 'responses.csv'), 'words');
    utimesSync(old!, new Date('2026-01-01'), new Date('2026-01-01'));
    await exportStudy(storage, smallStudy.id, join(folder, 'study.zip'), options);
    expect(readdirSync(folder).toSorted()).toEqual(['.study.zip.partial-running', 'study.zip']);
  });
});
