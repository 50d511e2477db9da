import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prismHandlers } from '../../../electron/ipc/prism-calls.ts';
import { PrismReader } from '../../../electron/prism/prism-imports.ts';
import { PrismProgress } from '../../../shared/contract/people.ts';
import { Register } from '../../../electron/people/register.ts';
import { studyOfRegister } from '../../../electron/people/study-of-register.ts';
import { Schedule } from '../../../electron/schedule/schedule.ts';
import { StudyShelf } from '../../../electron/studies/study-shelf.ts';
import { smallStudy } from '../session/small-study.ts';
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

  it('does not bring back whoever was erased, and erases nobody meanwhile', async () => {
    const { storage, reader } = await readerOf(smallRelease());
    const study = { ...smallStudy, id: studyId };
    const shelf = new StudyShelf([study], storage);
    const schedule = new Schedule(storage, shelf, Date.now);
    const register = new Register({ storage, studyFor: studyOfRegister(schedule, storage), current: { isRunning: () => false }, now: Date.now, isImporting: () => reader.isBusy() });
    await reader.open(studyId);
    await settled(reader);
    reader.import(studyId, everybody);
    await settled(reader);
    const all = storage.listImportedConversations(studyId);
    const code = all[0]?.participantCode ?? '';
    const originId = storage.readParticipant(studyId, code)?.originId ?? '';
    const theirs = all.filter(({ participantCode }) => participantCode === code).length;
    const why = { reason: 'asked for it', by: 'AB' };
    await reader.open(studyId);
    expect(() => register.erase(studyId, code, code, why)).toThrow('A folder of PRISM files is being read');
    expect(await settled(reader)).toMatchObject({ kind: 'looked' });
    expect(register.erase(studyId, code, code, why)).toMatchObject({ importedConversations: theirs });
    reader.import(studyId, everybody);
    const imported = await settled(reader);
    expect(imported).toMatchObject({ kind: 'imported', report: { files: [{ added: 0, conflicting: 1 }, { added: 0, conflicting: theirs }, { added: 0 }] } });
    expect(storage.listImportedConversations(studyId, code)).toEqual([]);
    await reader.open(studyId);
    const looked = await settled(reader);
    const found = looked.kind === 'looked' ? looked.contents.users.find(({ userId }) => userId === originId) : undefined;
    expect(found?.participantCode).toBe(code);
  });

  it('is shown a conversation on the page of whoever held it, and on no other, without models', async () => {
    const { storage, reader } = await readerOf(smallRelease());
    const shelf = new StudyShelf([{ ...smallStudy, id: studyId }], storage);
    const register = new Register({ storage, studyFor: studyOfRegister(new Schedule(storage, shelf, Date.now), storage), current: { isRunning: () => false }, now: Date.now });
    await reader.open(studyId);
    await settled(reader);
    reader.import(studyId, everybody);
    await settled(reader);
    const [held] = storage.listImportedConversations(studyId);
    const { participantCode: code = '', conversationId = '' } = held ?? {};
    const stored = storage.readImportedConversation(studyId, conversationId)?.conversation;
    const shown = register.conversation(studyId, code, conversationId);
    expect(shown.turns.map(({ message }) => message)).toEqual(stored?.turns.map(({ message }) => message));
    const models = stored?.turns.flatMap(({ responses }) => responses.flatMap(({ model }) => model ?? [])) ?? [];
    expect(models.length).toBeGreaterThan(0);
    for (const model of models) expect(JSON.stringify(shown)).not.toContain(`"${model}"`);
    const other = storage.listParticipants(studyId).find((each) => each.code !== code)?.code ?? '';
    for (const [person, id] of [[other, conversationId], [code, 'no-such-conversation']] as const) {
      expect(() => register.conversation(studyId, person, id)).toThrow(expect.objectContaining({ name: 'CallRefusal', code: 'unknown-conversation' }) as Error);
    }
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

  it('is told which file is gone since it was looked at, instead of getting less than was shown', async () => {
    const folder = smallRelease();
    const { storage, reader } = await readerOf(folder);
    await reader.open(studyId);
    await settled(reader);
    rmSync(join(folder, 'conversations.jsonl'));
    reader.import(studyId, everybody);
    expect(await settled(reader)).toMatchObject({ kind: 'failed', message: expect.stringContaining(join(folder, 'conversations.jsonl')) as string });
    expect(storage.listParticipants(studyId)).toEqual([]);
  });

  it('is kept away while somebody judges, because models would be named', async () => {
    const { reader } = await readerOf(smallRelease());
    const handlers = prismHandlers({ prism: () => Promise.resolve(reader), current: { isRunning: () => true } });
    await expect(handlers['prism/open']({ studyId })).rejects.toThrow('while a session is live');
    await expect(handlers['prism/progress']({})).rejects.toThrow('while a session is live');
    await expect(handlers['prism/import']({ studyId, choice: everybody })).rejects.toThrow('while a session is live');
  });
});
