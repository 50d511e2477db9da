import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openStorage } from '../../../electron/storage/open-storage.ts';
import type { LockRequest } from '../../../electron/storage/storage.ts';
import { canonicalJson } from '../../../shared/study/canonical-json.ts';
import { aStudy } from './a-study.ts';
import { newFolder, opened, tamperWith } from './data-folders.ts';

const noon = Date.UTC(2026, 10, 23, 12);
const rows: LockRequest['rows'] = [
  { id: '1', stratum: null, content: { trials: ['arm-two', 'arm-one'] } },
  { id: '2', stratum: null, content: { trials: ['arm-one', 'arm-two'] } },
  { id: '3', stratum: null, content: { trials: ['arm-two', 'arm-one'] } },
];
const first: LockRequest = { study: aStudy(), rows, lockedBy: 'AB', reason: null, statement: null };
const amendment: LockRequest = {
  study: aStudy('Branches, amended'),
  rows,
  lockedBy: 'CD',
  reason: 'The title was misleading.',
  statement: 'Sessions from 24 November on fall under version 2.',
};

describe('locking a study', () => {
  it('freezes study and allocation list under their digests before the first participant', async () => {
    const folder = newFolder();
    const storage = await openStorage(folder, { now: () => noon });
    const locked = storage.lockStudy(first);
    storage.close();
    expect(locked).toEqual({
      studyId: 'branches',
      version: 1,
      digest: createHash('sha256').update(canonicalJson(aStudy())).digest('hex'),
      listDigest: createHash('sha256').update(canonicalJson({ studyId: 'branches', rows })).digest('hex'),
      lockedAtUtcMilliseconds: noon,
      lockedBy: 'AB',
      reason: null,
      statement: null,
    });

    const again = await opened(folder);
    expect(again.listVersions('branches')).toEqual([locked]);
    expect(again.readVersion(locked.digest)).toEqual(locked);
    expect(again.readStudy(locked.digest)).toEqual(aStudy());
    expect(again.readAllocationList(locked.listDigest)).toEqual({
      digest: locked.listDigest,
      studyId: 'branches',
      design: { seed: 'list', armsPerConversation: null, strata: null },
      rows: rows.map((row, index) => ({ ...row, ordinal: index + 1 })),
    });
    expect(again.verify()).toEqual({ sound: true, findings: [] });
  });

  it('keeps the list, and with it its used rows, when an amendment deals the same', async () => {
    const storage = await opened();
    const one = storage.lockStudy(first);
    const two = storage.lockStudy(amendment);
    expect(two).toMatchObject({ version: 2, listDigest: one.listDigest, reason: 'The title was misleading.' });
    expect(two.digest).not.toBe(one.digest);
    const three = storage.lockStudy({ ...amendment, study: aStudy('Branches', 'other seed'), rows: rows.toReversed() });
    expect(three.listDigest).not.toBe(one.listDigest);
    expect(storage.listVersions('branches').map(({ version }) => version)).toEqual([1, 2, 3]);
    expect(storage.listVersions()).toHaveLength(3);
    expect(storage.listVersions('another')).toEqual([]);
    expect(storage.listStudies().map(({ version }) => version).toSorted()).toEqual([1, 2, 3]);
    expect(storage.verify()).toEqual({ sound: true, findings: [] });
  });

  it('refuses what is locked already, and says as which version', async () => {
    const storage = await opened();
    storage.lockStudy(first);
    const locked = storage.listVersions();
    expect(() => storage.lockStudy(first)).toThrow(/is locked already, as version 1/);
    expect(() => storage.lockStudy({ ...amendment, study: aStudy() })).toThrow(expect.objectContaining({ code: 'already-locked' }));
    expect(storage.listVersions()).toEqual(locked);
  });

  it.each<[string, Partial<LockRequest>, RegExp]>([
    ['an amendment without a reason', { reason: ' ' }, /version 2 is an amendment and needs a reason/],
    ['an amendment that does not say which sessions fall under it', { statement: null }, /which sessions fall under which version/],
    ['a lock that nobody signed', { lockedBy: '' }, /signs with a name or initials/],
    ['an empty list', { rows: [] }, /its allocation list is empty/],
    ['a list in which a row stands twice', { rows: [...rows, { id: '2', stratum: null, content: {} }] }, /row "2" stands twice/],
  ])('stores nothing of %s', async (_what, change, refusal) => {
    const storage = await opened();
    storage.lockStudy(first);
    expect(() => storage.lockStudy({ ...amendment, ...change })).toThrow(refusal);
    expect(() => storage.lockStudy({ ...amendment, ...change })).toThrow(expect.objectContaining({ code: 'invalid-lock' }));
    expect(storage.listStudies()).toHaveLength(1);
    expect(storage.select('SELECT count(*) AS lists FROM allocation_list')).toEqual([{ lists: 1 }]);
  });

  it('refuses a reason for a first version, which amends nothing', async () => {
    const storage = await opened();
    expect(() => storage.lockStudy({ ...first, reason: 'Why not' })).toThrow(/a first version amends nothing/);
    expect(storage.listVersions()).toEqual([]);
  });

  it('keeps the time at which a version was locked on another laptop', async () => {
    const storage = await opened();
    expect(storage.lockStudy({ ...first, lockedAtUtcMilliseconds: noon }).lockedAtUtcMilliseconds).toBe(noon);
  });

  it.each([
    ["UPDATE study_version SET locked_by = 'XY'", 'a locked version is never changed'],
    ['DELETE FROM study_version', 'a locked version is never deleted'],
    ["UPDATE allocation_row SET stratum = 'young'", 'a row of an allocation list is never changed'],
    ['DELETE FROM allocation_row', 'a row of an allocation list is never deleted'],
    ["UPDATE allocation_list SET design = '{}'", 'an allocation list is never changed'],
    ['DELETE FROM allocation_list', 'an allocation list is never deleted|FOREIGN KEY'],
    ["INSERT INTO allocation_row SELECT digest, 4, '4', NULL, '{}' FROM allocation_list", 'never longer than planned'],
    [
      "INSERT INTO study_version SELECT study_id, 3, digest, list_digest, 1, 'XY', 'Why', 'All' FROM study_version",
      'a version must follow the last one',
    ],
    ["INSERT OR REPLACE INTO study_version SELECT study_id, 1, digest, list_digest, 1, 'XY', NULL, NULL FROM study_version", 'must follow|never deleted'],
  ])('lets what is locked be: %s', async (sql, refusal) => {
    const storage = await opened();
    storage.lockStudy(first);
    const locked = storage.listVersions();
    tamperWith(storage.file, (database) => {
      database.pragma('recursive_triggers = ON');
      expect(() => database.exec(sql)).toThrow(new RegExp(refusal));
    });
    expect(storage.listVersions()).toEqual(locked);
  });

  it('finds a list whose rows were changed behind its back', async () => {
    const storage = await opened();
    const { listDigest } = storage.lockStudy(first);
    tamperWith(storage.file, (database) => {
      const sql = database.prepare<[], string>("SELECT sql FROM sqlite_schema WHERE name = 'allocation_row_never_changes'").pluck().get();
      database.exec('DROP TRIGGER allocation_row_never_changes');
      database.exec("UPDATE allocation_row SET content = replace(content, 'arm-one', 'arm-two') WHERE ordinal = 2");
      database.exec(String(sql));
    });
    expect(storage.verify().findings).toEqual([`Allocation list ${listDigest}: its rows do not match its digest.`]);
  });
});

describe('the part of a list that a laptop deals', () => {
  it('is all of it until it is set, and can be set anew', async () => {
    const storage = await opened();
    expect(storage.readPart('branches')).toBeNull();
    storage.setPart('branches', { part: 2, of: 2 });
    storage.setPart('branches', { part: 1, of: 3 });
    expect(storage.readPart('branches')).toEqual({ part: 1, of: 3 });
    storage.setPart('branches', null);
    expect(storage.readPart('branches')).toBeNull();
  });

  it.each([
    { part: 0, of: 2 },
    { part: 3, of: 2 },
    { part: 1.5, of: 2 },
    { part: 1, of: 101 },
  ])('cannot be part $part of $of', async (part) => {
    const storage = await opened();
    expect(() => { storage.setPart('branches', part); }).toThrow(expect.objectContaining({ code: 'invalid-part' }));
    expect(storage.readPart('branches')).toBeNull();
  });
});
