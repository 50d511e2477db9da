import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStorage } from '../../../../electron/storage/open-storage.ts';
import { newStagingFile, openStaging } from '../../../../electron/storage/staging.ts';
import type { StagedCounts } from '../../../../electron/storage/people.ts';
import type { Storage } from '../../../../electron/storage/storage.ts';
import { codeFits } from '../../../../shared/people/code.ts';
import type { Profile } from '../../../../shared/people/participant.ts';
import type { ImportedConversation } from '../../../../shared/prism/imported-conversation.ts';
import { newFolder, opened, tamperWith } from '../data-folders.ts';

const studyId = 'prism-study';
const run = { kind: 'prism', from: 'prism' } as const;

function conversationOf(conversationId: string, message = `Hello from ${conversationId}`): ImportedConversation {
  return {
    conversationId,
    type: 'unguided',
    generatedAt: '2023-11-23 10:00:00',
    turns: [{ turn: 0, message, responses: [], extra: {} }],
    performance: {},
    choice: {},
    feedback: null,
    extra: { whatever: [1, 2] },
  };
}

interface Survey {
  readonly people?: Readonly<Record<string, Profile>>;
  readonly conversations?: readonly (readonly [string, ImportedConversation])[];
}

function stagedIn(folder: string, { people = {}, conversations = [] }: Survey): string {
  const file = newStagingFile(folder);
  const staging = openStaging(file);
  Object.entries(people).forEach(([originId, profile]) => staging.addParticipant({ originId, profile }));
  conversations.forEach(([originId, conversation]) => staging.addConversation({ originId, conversation }));
  staging.close();
  return file;
}

function take(storage: Storage, survey: Survey): StagedCounts {
  return storage.takeStaged(studyId, stagedIn(storage.folder, survey), run);
}

const survey: Survey = {
  people: { user1: { age: '18-24' }, user2: { age: '25-34' } },
  conversations: [['user2', conversationOf('c1')], ['user1', conversationOf('c2')], ['user2', conversationOf('c3')]],
};
const none = { added: 0, unchanged: 0, conflicting: 0 };

describe('taking a staged import', () => {
  it('registers everybody under a code of their own, and keeps conversations in the order of the file', async () => {
    const storage = await opened();
    const taken = take(storage, survey);
    expect(taken).toMatchObject({ participants: { ...none, added: 2 }, conversations: { ...none, added: 3 } });
    expect(taken.people.map(({ originId, added }) => [originId, added])).toEqual([['user1', true], ['user2', true]]);
    const people = storage.listParticipants(studyId);
    expect(people.map(({ origin, originId, profile }) => ({ origin, originId, profile }))).toEqual([
      { origin: 'prism', originId: 'user1', profile: { age: '18-24' } },
      { origin: 'prism', originId: 'user2', profile: { age: '25-34' } },
    ]);
    expect(people.every(({ code }) => codeFits(code) && /^[A-Z]\d-\d{3}-./u.test(code))).toBe(true);
    expect(people.map(({ code }) => code)).toEqual(taken.people.map(({ participantCode }) => participantCode));
    const [one = '', two = ''] = people.map(({ code }) => code);
    expect(storage.listImportedConversations(studyId).map(({ conversationId }) => conversationId)).toEqual(['c1', 'c2', 'c3']);
    expect(storage.listImportedConversations(studyId, two)).toEqual(
      ['c1', 'c3'].map((conversationId) => ({
        participantCode: two,
        conversationId,
        type: 'unguided',
        generatedAt: '2023-11-23 10:00:00',
        turns: 1,
        opening: `Hello from ${conversationId}`,
      })),
    );
    expect(storage.readImportedConversation(studyId, 'c2')).toEqual({ studyId, participantCode: one, conversation: conversationOf('c2') });
    expect(storage.readImportedConversation(studyId, 'c9')).toBeNull();
    expect(storage.verify()).toEqual({ sound: true, findings: [] });
  });

  it('changes nothing but the list of imports when it is done twice', async () => {
    const storage = await opened();
    const first = take(storage, survey);
    const before = [storage.listParticipants(studyId), [...storage.importedConversations(studyId)]];
    expect(take(storage, survey)).toEqual({
      participants: { ...none, unchanged: 2 },
      conversations: { ...none, unchanged: 3 },
      people: first.people.map((person) => ({ ...person, added: false })),
    });
    expect([storage.listParticipants(studyId), [...storage.importedConversations(studyId)]]).toEqual(before);
    expect(storage.listImportRuns(studyId)).toMatchObject([
      {
        kind: 'prism',
        from: 'prism',
        summary: 'Participants: 2 there already. Conversations: 3 there already.',
      },
      { id: 1 },
    ]);
  });

  it('adds what is new and leaves what differs as it is', async () => {
    const storage = await opened();
    take(storage, survey);
    const next = take(storage, {
      people: { user1: { age: '65+' }, user2: { age: '25-34' }, user3: {} },
      conversations: [
        ['user1', conversationOf('c2', 'Something else')],
        ['user1', conversationOf('c1')],
        ['user3', conversationOf('c4')],
      ],
    });
    expect(next).toMatchObject({ participants: { added: 1, unchanged: 1, conflicting: 1 }, conversations: { added: 1, unchanged: 0, conflicting: 2 } });
    expect(storage.listParticipants(studyId)[0]?.profile).toEqual({ age: '18-24' });
    expect(storage.readImportedConversation(studyId, 'c2')?.conversation).toEqual(conversationOf('c2'));
  });

  it('does not take a profile that was changed here for another one: what was imported is compared', async () => {
    const storage = await opened();
    const participantCode = take(storage, survey).people[0]?.participantCode ?? '';
    storage.setProfile(studyId, participantCode, { age: '18-24', city: 'corrected' });
    expect(take(storage, survey).participants).toEqual({ ...none, unchanged: 2 });
    expect(storage.readParticipant(studyId, participantCode)?.profile).toEqual({ age: '18-24', city: 'corrected' });
  });

  it('takes conversations of people who were registered before, and nothing when somebody is unknown', async () => {
    const storage = await opened();
    take(storage, { people: { user1: {} } });
    expect(take(storage, { conversations: [['user1', conversationOf('c1')]] }).conversations).toEqual({ ...none, added: 1 });
    const strange: Survey = { people: { user2: {} }, conversations: [['user2', conversationOf('c2')], ['user9', conversationOf('c3')]] };
    expect(() => take(storage, strange)).toThrow(
      expect.objectContaining({ code: 'unknown-participant', message: expect.stringContaining('Conversation c3 is of user9') as string }) as Error,
    );
    expect(storage.listParticipants(studyId)).toHaveLength(1);
    expect(storage.listImportRuns(studyId)).toHaveLength(2);
  });

  it('does not bring back who was erased and is called by the code', async () => {
    const storage = await opened();
    const participantCode = take(storage, survey).people[0]?.participantCode ?? '';
    storage.eraseParticipant(studyId, participantCode, { reason: 'asked for it', by: 'AB' });
    const again = take(storage, { people: { [participantCode]: { age: '18-24' } }, conversations: [[participantCode, conversationOf('c2')]] });
    expect(again).toEqual({
      participants: { ...none, conflicting: 1 },
      conversations: { ...none, conflicting: 1 },
      people: [{ originId: participantCode, participantCode, added: false }],
    });
    expect(storage.readParticipant(studyId, participantCode)).toMatchObject({ profile: {}, originId: null });
    expect(storage.listImportedConversations(studyId, participantCode)).toEqual([]);
  });

  it('keeps the first of two that bear the same name, and says so', () => {
    const staging = openStaging(newStagingFile(newFolder()));
    expect([{ age: '1' }, { age: '2' }].map((profile) => staging.addParticipant({ originId: 'user1', profile }))).toEqual([true, false]);
    expect(['a', 'b'].map((message) => staging.addConversation({ originId: 'user1', conversation: conversationOf('c1', message) }))).toEqual([true, false]);
    staging.close();
  });

  it('cuts long openings for lists, never inside a character, and keeps the whole', async () => {
    const storage = await opened();
    const message = `${'x'.repeat(199)}😀${'y'.repeat(50)}`;
    take(storage, { people: { user1: {} }, conversations: [['user1', conversationOf('c1', message)]] });
    expect(storage.listImportedConversations(studyId)[0]?.opening).toBe(`${'x'.repeat(199)}…`);
    expect(storage.readImportedConversation(studyId, 'c1')?.conversation.turns[0]?.message).toBe(message);
  });

  it('gives conversations one after the other, while other things are read and written', async () => {
    const storage = await opened();
    const conversations = Array.from({ length: 200 }, (_, number) => [`user${number % 2}`, conversationOf(`c${number}`)] as const);
    const { people } = take(storage, { people: { user0: {}, user1: {} }, conversations });
    const all: string[] = [];
    for (const { participantCode, conversation } of storage.importedConversations(studyId)) {
      all.push(conversation.conversationId);
      if (all.length % 50 === 0) storage.addNote(studyId, participantCode, { text: 'Read', by: 'AB' });
    }
    expect(all).toEqual(conversations.map(([, { conversationId }]) => conversationId));
    const ofOne = storage.importedConversations(studyId, people[1]?.participantCode);
    expect([...ofOne].map(({ conversation }) => conversation.conversationId)).toEqual(all.filter((_, index) => index % 2 === 1));
    expect([...ofOne]).toHaveLength(100);
  });

  it('takes no file that is none of ours, and makes none', async () => {
    const storage = await opened();
    const missing = join(storage.folder, 'missing.staging');
    expect(() => storage.takeStaged(studyId, missing, run)).toThrow(expect.objectContaining({ code: 'storage-failed' }) as Error);
    expect(existsSync(missing)).toBe(false);
    expect(() => storage.takeStaged(studyId, storage.file, run)).toThrow(expect.objectContaining({ code: 'storage-failed' }) as Error);
    expect(take(storage, survey).participants.added).toBe(2);
  });

  it('deletes what an import that was killed left behind, and nothing else', async () => {
    const folder = newFolder();
    const file = stagedIn(folder, survey);
    writeFileSync(join(folder, 'notes.staging'), 'mine');
    const storage = await openStorage(folder);
    storage.close();
    expect(existsSync(file)).toBe(false);
    expect(readdirSync(folder)).toContain('notes.staging');
  });

  it('is checked: a conversation that was changed is found', async () => {
    const storage = await opened();
    take(storage, survey);
    tamperWith(storage.file, (database) => database.exec("UPDATE imported_conversation SET content = replace(content, 'Hello', 'Howdy') WHERE ordinal = 2"));
    expect(storage.verify().findings).toEqual(['Imported conversation 2: its content does not match its digest.']);
  });

  it('takes the full size in a few seconds', async () => {
    const storage = await opened();
    const people = Object.fromEntries(Array.from({ length: 1_500 }, (_, number) => [`user${number}`, { self_description: 'Of moderate length. '.repeat(15) }]));
    const message = 'Something about the weather, at some length. '.repeat(170);
    const conversations = Array.from({ length: 8_000 }, (_, number) => [`user${number % 1_500}`, conversationOf(`c${number}`, message)] as const);
    const file = stagedIn(storage.folder, { people, conversations });
    const begun = performance.now();
    expect(storage.takeStaged(studyId, file, run)).toMatchObject({ participants: { added: 1_500 }, conversations: { added: 8_000 } });
    const milliseconds = performance.now() - begun;
    console.info(`60 MB taken in ${Math.round(milliseconds)} ms`);
    expect(milliseconds).toBeLessThan(10_000);
    expect(new Set(storage.listParticipants(studyId).map(({ code }) => code)).size).toBe(1_500);
  }, 60_000);
});
