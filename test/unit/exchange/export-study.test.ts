import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportStudy } from '../../../electron/exchange/export-study.ts';
import type { Storage } from '../../../electron/storage/storage.ts';
import { allocateList } from '../../../shared/allocation/list.ts';
import { designOf } from '../../../shared/study/allocation-design.ts';
import { Study } from '../../../shared/study/protocol.ts';
import { PlayedSession } from '../session/play.ts';
import { smallStudy } from '../session/small-study.ts';
import { newFolder, opened, tamperWith } from '../storage/data-folders.ts';
import { entriesOf, playedToTheEnd, storeSession } from '../storage/played-sessions.ts';
import { folderOfFormat } from '../storage/migrations/folder-of-format.ts';
import { Archive, expectChained } from './archives.ts';
import { storeBoth } from './stories.ts';

const options = { now: new Date('2026-11-23T12:00:00.000Z'), appVersion: '0.1.0' };
const everyMember = [
  'events.jsonl',
  'sessions.jsonl',
  'consents.csv',
  'questionnaires.csv',
  'conversations.jsonl',
  'turns.csv',
  'responses.csv',
  'leaks.csv',
  'sheets.csv',
  'ratings.csv',
  'rankings.csv',
  'choices.csv',
  'texts.csv',
  'guesses.csv',
  'incidents.csv',
  'judgements.csv',
  'allocation.jsonl',
  'participants.csv',
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
      format_version: 2,
      studies: [
        {
          file: 'study.json',
          sessions: 2,
          digest: storage.listStudies()[0]?.digest,
          stored_in_earlier_format: false,
          version: null,
          list_digest: null,
        },
      ],
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
    expect(archive.text('ratings.csv')).toMatch(/^study_id,session_id,.*,last_rated_at\r\n$/);
    expect(archive.rows('responses.csv')).toEqual([]);
  });

  it('says of everybody in the register whether and why they are out of the study', async () => {
    const storage = await opened();
    storeBoth(storage);
    const begun = [...new Set(storage.listSessions().map(({ participantCode }) => participantCode))];
    storage.changePeople(smallStudy.id, { add: [{ code: 'A-1', origin: 'csv', originId: 'x1', profile: { age: 40 } }], profiles: [], notes: [], run: null });
    storage.setExcluded(smallStudy.id, 'A-1', { reason: 'Knew the study.', by: 'RR' });
    const archive = await exported(storage);
    const rows = archive.rows('participants.csv');
    expect(rows.map((row) => row['participant_code']).toSorted()).toEqual(['A-1', ...begun].toSorted());
    expect(rows.find((row) => row['participant_code'] === 'A-1')).toMatchObject({ origin: 'csv', sessions: '0', exclusion_reason: 'Knew the study.', excluded_by: 'RR' });
    expect(rows.filter((row) => (row['excluded_at'] ?? '') !== '')).toHaveLength(1);
    expect(archive.text('participants.csv')).not.toContain('x1');
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
    expect(new Set(archive.rows('judgements.csv').map((row) => row['study_digest']))).toEqual(new Set(studies.map((each) => each.digest)));
  });

  it('holds every locked version with its reason, and the allocation list with who used which row', async () => {
    const storage = await opened();
    const planned: Study = { ...smallStudy, analysis: { ...smallStudy.analysis, plannedParticipants: 4 } };
    const rows = allocateList(designOf(planned), 4);
    const lock = { study: planned, rows: rows.map((row) => ({ id: row.id, stratum: row.stratum, content: row })), lockedBy: 'AB' };
    const first = storage.lockStudy({ ...lock, reason: null, statement: null });
    const amended = { ...planned, title: 'Small study, amended' };
    const second = storage.lockStudy({ ...lock, study: amended, reason: 'A typing error.', statement: 'From K8 on.' });
    const details = (participantCode: string, row: number) => ({ participantCode, row: rows[row]!, studyVersion: 1, moderator: 'AB' });
    const voided = new PlayedSession(planned, 'a', details('K7', 0));
    voided.must({ kind: 'session/end', reason: 'Fire alarm', standing: 'voided' }, 'moderator');
    storage.appendEvents('session-a', entriesOf(voided.events, first.digest));
    const complete = new PlayedSession(planned, 'b', details('K8', 1));
    while (complete.state.status === 'running') complete.completeStep();
    storage.appendEvents('session-b', entriesOf(complete.events, first.digest));

    const archive = await exported(storage);
    expect(archive.manifest().studies).toMatchObject([
      { version: 2, file: 'study-version-2.json', sessions: 0, reason: 'A typing error.', statement: 'From K8 on.', list_digest: second.listDigest },
      { version: 1, file: 'study-version-1.json', sessions: 2, reason: null, statement: null, locked_by: 'AB', list_digest: first.listDigest },
    ]);
    expect(archive.json('study.json')).toMatchObject({ title: 'Small study, amended' });
    expect(archive.json('study-version-1.json')).toMatchObject({ title: 'Small study' });
    const list = archive.lines('allocation.jsonl');
    expect(list.map((row) => [row['ordinal'], row['row'], row['held_by']])).toEqual([
      [1, '1', null],
      [2, '2', 'K8'],
      [3, '3', null],
      [4, '4', null],
    ]);
    expect(list[0]).toMatchObject({ sessions: [{ session_id: 'session-a', participant_code: 'K7', standing: 'voided' }] });
    expect(archive.lines('sessions.jsonl')).toMatchObject([
      { allocation_row: '1', study_version: 1, standing: 'voided', moderator: 'AB' },
      { allocation_row: '2', study_version: 1, standing: 'kept' },
    ]);
    // The list says beforehand what the session then shows.
    const [, , third] = list[1]?.['conversations'] as { stage_id: string; conversation_number: number; slots: { arm_id: string }[] }[];
    const played = complete.state.conversations.find((each) => each.conversationId === `${third!.stage_id}-${third!.conversation_number}`);
    expect(third!.slots.map((slot) => slot.arm_id)).toEqual(played?.slots.map((slot) => slot.armId));
  });

  it('holds the sessions of version 0.1 in the words of today', async () => {
    const storage = await opened(folderOfFormat(2).folder);
    const archive = await exported(storage);
    expect(archive.manifest()).toMatchObject({ sessions: 4, erased_sessions: [], studies: [{ stored_in_earlier_format: true, version: null }] });
    const sessions = archive.lines('sessions.jsonl');
    expect(sessions.every((session) => session['session_number'] === 1 && session['moderator'] === '')).toBe(true);
    const ratings = archive.rows('ratings.csv');
    expect(new Set(ratings.map((row) => row['judgement_id']))).toEqual(new Set(['rating', 'attributes']));
    const stored = storage.select("SELECT count(*) AS count FROM event WHERE kind = 'attribute-rated'")[0]?.['count'];
    expect(ratings.filter((row) => row['judgement_id'] === 'attributes').reduce((sum, row) => sum + 1 + Number(row['changes']), 0)).toBe(stored);
    for (const row of ratings.filter((each) => each['judgement_id'] === 'attributes')) {
      expect(row['subject']).toBe('preferred');
      expect(row['slot']).not.toBeNull();
    }
    expect(archive.rows('texts.csv').map((row) => row['box'])).toEqual(expect.arrayContaining(['good', 'bad']));
    expect(archive.rows('rankings.csv').length).toBeGreaterThan(0);
    const events = archive.lines('events.jsonl');
    expect(events.some((event) => event['kind'] === 'comparison-confirmed' && event['format'] === 1)).toBe(true);
    expectChained(archive);
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
