import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStorage, restoreBackup } from '../../../../electron/storage/open-storage.ts';
import { newStagingFile, openStaging } from '../../../../electron/storage/staging.ts';
import type { StagedCounts } from '../../../../electron/storage/people.ts';
import type { Storage } from '../../../../electron/storage/storage.ts';
import { PlayedSession } from '../../session/play.ts';
import { smallStudy } from '../../session/small-study.ts';
import { newFolder, opened, tamperWith } from '../data-folders.ts';
import { storeSession } from '../played-sessions.ts';
import { findable, foundIn, storePerson } from './person-with-words.ts';

const studyId = smallStudy.id;
const why = { reason: 'asked for it', by: 'AB' };

function importAgain(storage: Storage, originId: string, conversations: number): StagedCounts {
  const file = newStagingFile(storage.folder);
  const staging = openStaging(file);
  staging.addParticipant({ originId, profile: { self_description: 'the very same words' } });
  for (let number = 0; number < conversations; number += 1) {
    const turns = [{ turn: 0, message: 'the very same words', responses: [], extra: {} }];
    staging.addConversation({
      originId,
      conversation: { conversationId: `c${number}`, type: null, generatedAt: null, turns, performance: {}, choice: {}, feedback: null, extra: {} },
    });
  }
  staging.close();
  try {
    return storage.takeStaged(studyId, file, { kind: 'prism', from: 'prism' });
  } finally {
    rmSync(file);
  }
}

describe('somebody who was erased', () => {
  it('does not come back when the folder they came from is taken in once more', async () => {
    const storage = await opened();
    const { code, words } = storePerson(storage, 'ada');
    storage.eraseParticipant(studyId, code, why);
    const taken = importAgain(storage, words['origin id'], 2);
    expect(taken.participants).toEqual({ added: 0, unchanged: 0, conflicting: 1 });
    expect(taken.conversations).toEqual({ added: 0, unchanged: 0, conflicting: 2 });
    expect(taken.people).toEqual([{ originId: words['origin id'], participantCode: code, added: false }]);
    expect(storage.listParticipants(studyId)).toHaveLength(1);
    expect(storage.listImportedConversations(studyId)).toEqual([]);
    expect(foundIn(storage.folder, words)).toEqual([]);
    expect(storage.erasedOrigins(studyId)('somebody else')).toBeNull();
    expect(storage.erasedOrigins('another-study')(words['origin id'])).toBeNull();
  });

  it('is not registered by their origin id either, as somebody new or as what somebody else is called', async () => {
    const storage = await opened();
    const { code, words } = storePerson(storage, 'ada');
    storage.eraseParticipant(studyId, code, why);
    const originId = words['origin id'];
    const nothing = { add: [], profiles: [], notes: [], run: null };
    const ben = { code: 'ben', origin: 'csv', originId: null, profile: {} } as const;
    storage.changePeople(studyId, { ...nothing, add: [ben] });
    const refused = expect.objectContaining({ code: 'participant-exists', message: expect.stringContaining(`${code} gave was erased`) as string }) as Error;
    expect(() => storage.changePeople(studyId, { ...nothing, add: [{ ...ben, code: 'new', originId }] })).toThrow(refused);
    expect(() => storage.changePeople(studyId, { ...nothing, profiles: [{ code: 'ben', originId, profile: {} }] })).toThrow(refused);
    expect(storage.listParticipants(studyId).map((each) => each.code)).toEqual([code, 'ben']);
  });

  it('keeps a digest with a salt of its own, which nobody changes', async () => {
    const storage = await opened();
    const { code } = storePerson(storage, 'ada');
    storage.eraseParticipant(studyId, code, why);
    const [row] = storage.select('SELECT erased_origin_salt, erased_origin_digest FROM participant');
    expect(row).toEqual({ erased_origin_salt: expect.stringMatching(/^[0-9a-f]{32}$/) as string, erased_origin_digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
    storage.close();
    tamperWith(storage.file, (database) => {
      expect(() => database.exec('UPDATE participant SET erased_origin_salt = NULL, erased_origin_digest = NULL')).toThrow('stays erased');
    });
  });

  it('is erased again when a backup from before is put back, with the same reason', async () => {
    const folder = newFolder();
    const storage = await openStorage(folder);
    const { code, words, sessionIds } = storePerson(storage, 'ada');
    const backup = await storage.backup();
    storage.eraseParticipant(studyId, code, why);
    const erased = storage.listParticipants(studyId).map((each) => ({ ...each, erased: { ...why, atUtcMilliseconds: expect.any(Number) as number } }));
    storage.close();
    await restoreBackup(folder, backup.name);
    expect(foundIn(folder, words)).toEqual(expect.arrayContaining([...findable]));
    const again = await opened(folder);
    expect(foundIn(folder, words)).toEqual([]);
    expect(again.listParticipants(studyId)).toEqual(erased);
    for (const id of sessionIds) expect(() => again.readEvents(id)).toThrow('erased on request');
    expect(again.verify()).toEqual({ sound: true, findings: [] });
    expect(importAgain(again, words['origin id'], 1).participants.conflicting).toBe(1);
  });

  it('is known by a backup from before they came, so that neither code nor origin is free', async () => {
    const folder = newFolder();
    const storage = await openStorage(folder);
    const backup = await storage.backup();
    const { code, words } = storePerson(storage, 'ada');
    storage.eraseParticipant(studyId, code, why);
    storage.close();
    await restoreBackup(folder, backup.name);
    const again = await opened(folder);
    expect(again.readParticipant(studyId, code)?.erased).toMatchObject(why);
    expect(importAgain(again, words['origin id'], 1)).toMatchObject({ participants: { added: 0, conflicting: 1 }, conversations: { added: 0 } });
  });

  it('is named by the verification as long as a session of theirs in the backup is open, and erased after it', async () => {
    const folder = newFolder();
    const storage = await openStorage(folder);
    const session = new PlayedSession(smallStudy, 'seed', { participantCode: 'ada' });
    storeSession(storage, 'ada-1', session);
    const backup = await storage.backup();
    const end = { event: { kind: 'session-ended', payload: { reason: 'leaves', standing: 'kept' } }, at: session.now(), actor: 'moderator' } as const;
    storage.appendEvents('ada-1', [end]);
    storage.eraseParticipant(studyId, 'ada', why);
    storage.close();
    await restoreBackup(folder, backup.name);
    const again = await openStorage(folder);
    expect(again.verify().findings).toEqual([expect.stringContaining('Participant ada was erased, but a restored backup has their words again')]);
    again.appendEvents('ada-1', [end]);
    again.close();
    const last = await opened(folder);
    expect(last.verify()).toEqual({ sound: true, findings: [] });
    expect(last.readParticipant(studyId, 'ada')?.erased).toMatchObject(why);
  });

  it('stands in the list beside the database with nothing but the tombstone, also after a power cut in the middle of a line', async () => {
    const folder = newFolder();
    const storage = await openStorage(folder, { now: () => 1_900_000_000_000 });
    const ada = storePerson(storage, 'ada');
    const ben = storePerson(storage, 'ben');
    storage.eraseParticipant(studyId, ada.code, why);
    appendFileSync(join(folder, 'erasures.jsonl'), '{"studyId":"sma');
    storage.eraseParticipant(studyId, ben.code, why);
    storage.close();
    const lines = readFileSync(join(folder, 'erasures.jsonl'), 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      studyId,
      code: ada.code,
      registeredAtUtcMilliseconds: 1_900_000_000_000,
      atUtcMilliseconds: 1_900_000_000_000,
      ...why,
      originSalt: expect.any(String) as string,
      originDigest: expect.any(String) as string,
    });
    expect(JSON.parse(lines[2] ?? '')).toMatchObject({ code: ben.code });
    rmSync(join(folder, 'erasures.jsonl'));
    (await openStorage(folder)).close();
    expect(readFileSync(join(folder, 'erasures.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(2);
  });

  it('leaves somebody of the same code in another database alone', async () => {
    const folder = newFolder();
    const line = { studyId, code: 'ada', registeredAtUtcMilliseconds: 5, atUtcMilliseconds: 6, ...why, originSalt: null, originDigest: null };
    appendFileSync(join(folder, 'erasures.jsonl'), `${JSON.stringify(line)}\n`);
    const first = await openStorage(folder, { purpose: 'study' });
    first.close();
    const other = newFolder();
    const storage = await openStorage(other, { now: () => 7 });
    storage.changePeople(studyId, { add: [{ code: 'ada', origin: 'app', originId: null, profile: { age: 'young' } }], profiles: [], notes: [], run: null });
    storage.close();
    appendFileSync(join(other, 'erasures.jsonl'), `${JSON.stringify(line)}\n`);
    const again = await opened(other);
    expect(again.readParticipant(studyId, 'ada')).toMatchObject({ profile: { age: 'young' }, erased: null });
  });
});

describe('copies that were made after a backup', () => {
  const people = [{ studyId, participantCode: 'ada' }];
  const placesOf = (storage: Storage): readonly (readonly [string, string])[] => storage.listCopies(studyId, 'ada').map(({ kind, where }) => [kind, where] as const);

  it('are known when the backup was put back, and those that are gone are not', async () => {
    const folder = newFolder();
    const storage = await openStorage(folder);
    storage.recordCopy({ kind: 'export', where: '/before.zip', people });
    storage.recordCopy({ kind: 'tuning', where: 'house: file-1', people });
    const backup = await storage.backup();
    storage.forgetCopy({ kind: 'tuning', where: 'house: file-1' });
    storage.recordCopy({ kind: 'tuning', where: 'house: file-2', people });
    storage.recordCopy({ kind: 'export', where: '/after.zip', people: [...people, { studyId, participantCode: 'ben' }] });
    const before = storage.listCopies(studyId, 'ada').map(({ id: _, ...copy }) => copy);
    storage.close();
    await restoreBackup(folder, backup.name);
    appendFileSync(join(folder, 'copies.jsonl'), '{"kind":"exp');
    const again = await openStorage(folder);
    const after = again.listCopies(studyId, 'ada').map(({ id: _, ...copy }) => copy);
    expect(after).toHaveLength(3);
    expect(after).toEqual(expect.arrayContaining(before));
    again.recordCopy({ kind: 'participants-csv', where: '/after.csv', people });
    again.close();
    const last = await opened(folder);
    expect(placesOf(last).toSorted()).toEqual([['export', '/after.zip'], ['export', '/before.zip'], ['participants-csv', '/after.csv'], ['tuning', 'house: file-2']]);
    expect(last.listCopies(studyId, 'ben')).toHaveLength(1);
    expect(last.verify()).toEqual({ sound: true, findings: [] });
  });

  it('are listed anew when the list was lost, and hold nobody’s words', async () => {
    const folder = newFolder();
    const storage = await openStorage(folder);
    const ada = storePerson(storage, 'ada');
    storage.recordCopy({ kind: 'export', where: '/study.zip', people: [{ studyId, participantCode: ada.code }] });
    storage.eraseParticipant(studyId, ada.code, why);
    storage.close();
    const list = join(folder, 'copies.jsonl');
    const written = readFileSync(list, 'utf8');
    expect(written.trimEnd().split('\n')).toHaveLength(2);
    expect(foundIn(folder, ada.words)).toEqual([]);
    rmSync(list);
    (await openStorage(folder)).close();
    expect(readFileSync(list, 'utf8').split('\n').toSorted()).toEqual(written.split('\n').toSorted());
    (await openStorage(folder)).close();
    expect(readFileSync(list, 'utf8').split('\n').toSorted()).toEqual(written.split('\n').toSorted());
  });
});

describe('words in files for training', () => {
  it('go with the person they are of, also out of jobs that nobody has opened, and out of a restored backup', async () => {
    const folder = newFolder();
    const storage = await openStorage(folder);
    const { code, words } = storePerson(storage, 'ada');
    const text = (kind: 'message' | 'reply'): string => JSON.stringify({ input: words[kind] });
    const people = [{ studyId, participantCode: code }, { studyId, participantCode: 'somebody else' }];
    const content = { people, training: { text: text('message'), fileId: null }, validation: { text: text('reply'), fileId: null }, status: 'preparing' };
    storage.addTuningRow(content);
    storage.addTuningRow({ people: people.slice(1), training: { text: 'kept', fileId: null }, validation: null });
    const backup = await storage.backup();
    storage.eraseParticipant(studyId, code, why);
    const [others, own] = storage.listTuningRows();
    expect(own?.content).toEqual({ people, training: { text: null, fileId: null }, validation: { text: null, fileId: null }, status: 'preparing' });
    expect(others?.content).toEqual({ people: people.slice(1), training: { text: 'kept', fileId: null }, validation: null });
    expect(foundIn(folder, words)).toEqual([]);
    storage.close();
    await restoreBackup(folder, backup.name);
    await opened(folder);
    expect(foundIn(join(folder), words)).toEqual([]);
  });
});
