import { copyFileSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { PrismCancelled } from '../../../electron/prism/cancelled.ts';
import { importPrism } from '../../../electron/prism/import-prism.ts';
import { lookAtPrism } from '../../../electron/prism/look-at-prism.ts';
import type { Storage } from '../../../electron/storage/storage.ts';
import { prismFilesOf } from '../../../shared/prism/write-rows.ts';
import { faults, type FaultName } from '../../prism/faults.ts';
import { newFolder, opened } from '../storage/data-folders.ts';
import { everybody, linesFrom, rowsOf, smallRelease, undisturbed } from './prism-files.ts';

const study = 'a-study';
const nobody = { ...undisturbed, codeOf: () => null };

/** What a study holds, in the layout in which it came. */
function heldIn(storage: Storage) {
  const people = storage.listParticipants(study);
  const userOf = new Map(people.map(({ code, originId }) => [code, originId ?? code]));
  const files = prismFilesOf(
    people.map(({ originId, code, profile }) => ({ userId: originId ?? code, profile })),
    [...storage.importedConversations(study)].map(({ participantCode, conversation }) => ({ userId: userOf.get(participantCode) ?? '', conversation })),
  );
  return { survey: [...files.survey], conversations: [...files.conversations], utterances: [...files.utterances] };
}

function isEmpty(storage: Storage): boolean {
  const left = readdirSync(storage.folder).filter((name) => name.includes('staging'));
  return storage.listParticipants(study).length === 0 && storage.listImportedConversations(study).length === 0 && storage.listImportRuns(study).length === 0 && left.length === 0;
}

describe('a folder of PRISM files', () => {
  it('is looked through without storing anything', async () => {
    const folder = smallRelease();
    const contents = await lookAtPrism(folder, { ...undisturbed, codeOf: (userId) => (userId === 'user3' ? 'K7-264-M' : null) });
    const utterances = rowsOf(folder, 'utterances');
    expect(contents).toMatchObject({ folder, people: 20, conversations: 107, responses: utterances.length, emptyReplies: utterances.filter((row) => row['model_response'] === 'EMPTY STRING').length });
    expect(contents.files.map(({ file, present, rows, broken, unknownFields, missingFields }) => ({ file, present, rows, broken, unknownFields, missingFields }))).toEqual([
      { file: 'survey', present: true, rows: 20, broken: 0, unknownFields: [], missingFields: [] },
      { file: 'conversations', present: true, rows: 107, broken: 0, unknownFields: [], missingFields: [] },
      { file: 'utterances', present: true, rows: utterances.length, broken: 0, unknownFields: [], missingFields: [] },
    ]);
    expect(contents.users.reduce((sum, { conversations }) => sum + conversations, 0)).toBe(107);
    expect(contents.users[3]).toMatchObject({ userId: 'user3', participantCode: 'K7-264-M', country: expect.any(String) as string });
    expect(contents.conversationTypes.map(({ type }) => type).sort()).toEqual(['controversy guided', 'unguided', 'values guided']);
    expect(contents.models.every(({ known }) => known)).toBe(true);
  });

  it('may hold other files, which are named and not read', async () => {
    const folder = smallRelease();
    ['models.jsonl', 'metadata.jsonl', 'README.md'].forEach((name) => { writeFileSync(join(folder, name), 'no JSON'); });
    expect(await lookAtPrism(folder, nobody)).toMatchObject({ people: 20, notNeeded: ['metadata.jsonl', 'models.jsonl'] });
    expect((await lookAtPrism(smallRelease(), nobody)).notNeeded).toEqual([]);
  });

  it('without any of the files is no such folder', async () => {
    await expect(lookAtPrism(newFolder(), nobody)).rejects.toThrow('survey.jsonl');
  });

  it.each(['survey', 'conversations', 'utterances'])('is refused while %s.jsonl is packed or only a pointer, instead of being read without it', async (name) => {
    const folder = smallRelease();
    const storage = await opened();
    const file = join(folder, `${name}.jsonl`);
    const packed = gzipSync(readFileSync(file));
    const refusedWith = async (code: string, words: string) => {
      const refusal = expect.objectContaining({ name: 'CallRefusal', code, message: expect.stringContaining(words) as string }) as Error;
      await expect(lookAtPrism(folder, nobody)).rejects.toThrow(refusal);
      await expect(importPrism(storage, study, folder, everybody, undisturbed)).rejects.toThrow(refusal);
      expect(isEmpty(storage)).toBe(true);
    };
    renameSync(file, `${file}.gz`);
    writeFileSync(`${file}.gz`, packed);
    await refusedWith('prism-packed', `${file}.gz is packed, and only unpacked files are read. Unpack it beside the others as ${name}.jsonl`);
    writeFileSync(file, packed);
    await refusedWith('prism-packed', `${file} is packed although its name does not say so`);
    writeFileSync(file, 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n');
    await refusedWith('prism-pointer', `${file} holds only a pointer of Git LFS`);
  });

  it.each(Object.entries(faults).filter(([, fault]) => 'field' in fault).map(([name]) => name as FaultName))('is reported to have the fault "%s" at its line and field', async (name) => {
    const { file, line, field } = faults[name] as { file: string; line: number; field: string | null };
    const { files } = await lookAtPrism(smallRelease({ faults: [name] }), nobody);
    expect(files.find((each) => each.file === file)?.problems.map((problem) => [problem.line, problem.field])).toContainEqual([line, field]);
  });

  it('tells fields nobody knows, missing ones, and models that are not of PRISM', async () => {
    const { files, models } = await lookAtPrism(smallRelease({ faults: ['extra-fields', 'unknown-model', 'fields-missing', 'nothing-said', 'flattened'] }), nobody);
    expect(files[1]?.unknownFields).toEqual([{ field: 'wave', rows: 107 }, { field: 'conversation_history[].latency', rows: 107 }]);
    expect(files[0]?.unknownFields).toEqual([]);
    expect(files[0]?.missingFields).toContainEqual({ field: 'stated_prefs', rows: 1 });
    expect(models.filter(({ known }) => !known)).toEqual([{ model: 'our-own-model', responses: 1, known: false }]);
    expect(files.map(({ broken }) => broken)).toEqual([0, 0, 0]);
  });
});

describe('an import', () => {
  it('takes everything, and what it took goes out again field for field', async () => {
    const folder = smallRelease({ faults: ['extra-fields', 'unknown-model', 'nothing-said'] });
    const storage = await opened();
    const { files, participants } = await importPrism(storage, study, folder, everybody, undisturbed);
    const lines = { survey: rowsOf(folder, 'survey'), conversations: rowsOf(folder, 'conversations'), utterances: rowsOf(folder, 'utterances') };
    expect(files).toEqual([
      { file: 'survey', added: 20, unchanged: 0, conflicting: 0, broken: 0 },
      { file: 'conversations', added: 107, unchanged: 0, conflicting: 0, broken: 0 },
      { file: 'utterances', added: lines.utterances.length, unchanged: 0, conflicting: 0, broken: 0 },
    ]);
    expect(participants).toHaveLength(20);
    expect(heldIn(storage)).toEqual(lines);
  });

  it('done twice changes nothing', async () => {
    const folder = smallRelease();
    const storage = await opened();
    await importPrism(storage, study, folder, everybody, undisturbed);
    const before = { held: heldIn(storage), people: storage.listParticipants(study) };
    const { files, participants } = await importPrism(storage, study, folder, everybody, undisturbed);
    expect(files.map(({ added, unchanged, conflicting }) => [added, unchanged, conflicting])).toEqual([[0, 20, 0], [0, 107, 0], [0, before.held.utterances.length, 0]]);
    expect(participants.every(({ added }) => !added)).toBe(true);
    expect({ held: heldIn(storage), people: storage.listParticipants(study) }).toEqual(before);
  });

  it('leaves what is stored where the files say something else now', async () => {
    const folder = smallRelease();
    const storage = await opened();
    await importPrism(storage, study, folder, everybody, undisturbed);
    const before = heldIn(storage);
    const [first, ...others] = rowsOf(folder, 'conversations');
    writeFileSync(join(folder, 'conversations.jsonl'), linesFrom([{ ...first, open_feedback: 'Other words.' }, ...others]));
    const [somebody, ...rest] = rowsOf(folder, 'survey');
    writeFileSync(join(folder, 'survey.jsonl'), linesFrom([{ ...somebody, age: '65+ years old', gender: 'Other' }, ...rest]));
    const { files } = await importPrism(storage, study, folder, everybody, undisturbed);
    const ofFirst = before.utterances.filter((row) => row['conversation_id'] === first?.['conversation_id']).length;
    expect(files.map(({ added, unchanged, conflicting }) => [added, unchanged, conflicting])).toEqual([[0, 19, 1], [0, 106, 1], [0, before.utterances.length - ofFirst, ofFirst]]);
    expect(heldIn(storage)).toEqual(before);
  });

  it('takes only whom the researcher chose, and the others later', async () => {
    const folder = smallRelease();
    const storage = await opened();
    const users = ['user2', 'user5'];
    const { participants } = await importPrism(storage, study, folder, { ...everybody, userIds: users }, undisturbed);
    expect(participants.map(({ userId }) => userId)).toEqual(users);
    expect(heldIn(storage).conversations).toEqual(rowsOf(folder, 'conversations').filter((row) => users.some((user) => row['user_id'] === user)));
    await importPrism(storage, study, folder, everybody, undisturbed);
    expect(storage.listImportedConversations(study)).toHaveLength(107);
    await expect(importPrism(storage, study, folder, { ...everybody, userIds: ['user2', 'user99'] }, undisturbed)).rejects.toThrow('user99');
  });

  it('reads files with a byte order mark, Windows line ends, an empty last line or none at all', async () => {
    const plain = await opened();
    await importPrism(plain, study, smallRelease(), everybody, undisturbed);
    const folder = smallRelease({ ending: '\r\n', mark: true });
    writeFileSync(join(folder, 'conversations.jsonl'), `${readFileSync(join(folder, 'conversations.jsonl'), 'utf8')}\r\n  \r\n`);
    writeFileSync(join(folder, 'survey.jsonl'), readFileSync(join(folder, 'survey.jsonl'), 'utf8').trimEnd());
    const storage = await opened();
    await importPrism(storage, study, folder, everybody, undisturbed);
    expect(heldIn(storage)).toEqual(heldIn(plain));
  });

  it('finds utterances whatever their order, and puts together what only they hold', async () => {
    const folder = smallRelease();
    const utterances = rowsOf(folder, 'utterances').reverse();
    const conversations = rowsOf(folder, 'conversations');
    writeFileSync(join(folder, 'utterances.jsonl'), linesFrom(utterances));
    writeFileSync(join(folder, 'conversations.jsonl'), linesFrom(conversations.slice(5)));
    const storage = await opened();
    const { files } = await importPrism(storage, study, folder, everybody, undisturbed);
    expect(files[1]).toMatchObject({ added: 107, broken: 0 });
    expect(files[2]).toMatchObject({ added: utterances.length, broken: 0 });
    expect(heldIn(storage).conversations.slice(0, 102)).toEqual(conversations.slice(5));
    const byId = (left: object, right: object) => JSON.stringify(left).localeCompare(JSON.stringify(right));
    expect(heldIn(storage).utterances.sort(byId)).toEqual([...utterances].sort(byId));
  });

  it('needs no survey when the people are registered, and says so when nobody is', async () => {
    const folder = smallRelease();
    const storage = await opened();
    const later = newFolder();
    ['conversations', 'utterances'].forEach((file) => { copyFileSync(join(folder, `${file}.jsonl`), join(later, `${file}.jsonl`)); });
    await expect(importPrism(storage, study, later, everybody, undisturbed)).rejects.toThrow('There is no survey.jsonl');
    ['conversations', 'utterances'].forEach((file) => { rmSync(join(folder, `${file}.jsonl`)); });
    await importPrism(storage, study, folder, everybody, undisturbed);
    const { files } = await importPrism(storage, study, later, everybody, undisturbed);
    expect(files[1]).toMatchObject({ added: 107, broken: 0 });
  });
});

describe('broken lines', () => {
  const broken: readonly FaultName[] = ['cut-line', 'no-user', 'unknown-user', 'score-in-words', 'utterance-nowhere'];

  it('keep everything out, with the first of them named', async () => {
    const storage = await opened();
    await expect(importPrism(storage, study, smallRelease({ faults: ['cut-line'] }), everybody, undisturbed)).rejects.toThrow(/conversations\.jsonl, line 3: The line is no readable JSON/u);
    expect(isEmpty(storage)).toBe(true);
  });

  it('can be left out, and the rest is taken whole', async () => {
    const folder = smallRelease({ faults: broken });
    const sound = smallRelease();
    const storage = await opened();
    const { files } = await importPrism(storage, study, folder, { userIds: null, skipBroken: true }, undisturbed);
    const looked = await lookAtPrism(folder, nobody);
    expect(files.map((each) => each.broken)).toEqual(looked.files.map((each) => each.broken));
    expect(files[0]).toMatchObject({ added: 19, broken: 1 });
    const held = heldIn(storage);
    const expected = rowsOf(sound, 'conversations').filter((row, index) => row['user_id'] !== 'user1' && ![2, 3, 4].includes(index));
    // Nor is the conversation whose line was cut put together from its utterances: put right, it still comes in.
    expect(held.conversations).toEqual(expected);
    expect(held.survey).toEqual(rowsOf(sound, 'survey').filter((row) => row['user_id'] !== 'user1'));
    // The one that lacked an utterance is there already, and stays as it is.
    expect((await importPrism(storage, study, sound, everybody, undisturbed)).files[1]).toMatchObject({ added: 107 - expected.length, conflicting: 1 });
  });

  it('are found where bytes are no UTF-8', async () => {
    const folder = smallRelease();
    writeFileSync(join(folder, 'survey.jsonl'), Buffer.concat([Buffer.from('{"user_id":"Ren'), Buffer.from([0xe9]), Buffer.from('"}\n'), readFileSync(join(folder, 'survey.jsonl'))]));
    const { files, people } = await lookAtPrism(folder, nobody);
    expect(files[0]?.problems[0]).toMatchObject({ line: 1, field: null, severity: 'error', message: expect.stringContaining('UTF-8') as string });
    expect(people).toBe(20);
  });
});

describe('a file that vanishes while it is imported', () => {
  it.each(['conversations', 'utterances'])('is named, and nothing is taken: %s', async (name) => {
    const folder = smallRelease();
    const storage = await opened();
    const file = join(folder, `${name}.jsonl`);
    const onProgress = () => { rmSync(file, { force: true }); };
    const refusal = expect.objectContaining({ name: 'CallRefusal', code: 'prism-gone', message: expect.stringContaining(`${file} was there before and is gone now`) as string }) as Error;
    await expect(importPrism(storage, study, folder, everybody, { ...undisturbed, onProgress })).rejects.toThrow(refusal);
    expect(isEmpty(storage)).toBe(true);
  });
});

describe('a cancelled import', () => {
  it('leaves nothing, wherever it was', async () => {
    const folder = smallRelease();
    const storage = await opened();
    let steps = 0;
    for (let stopAfter = 1; stopAfter < 100; stopAfter += 1) {
      const controller = new AbortController();
      steps = 0;
      const onProgress = () => {
        steps += 1;
        if (steps === stopAfter) controller.abort();
      };
      const done = await importPrism(storage, study, folder, everybody, { signal: controller.signal, onProgress }).catch((error: unknown) => error);
      if (!controller.signal.aborted) break;
      expect(done).toBeInstanceOf(PrismCancelled);
      expect(isEmpty(storage)).toBe(true);
    }
    expect(steps).toBeGreaterThan(6);
    expect(storage.listParticipants(study)).toHaveLength(20);
  });
});
