import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importPrism } from '../../../electron/prism/import-prism.ts';
import { PreferenceData } from '../../../electron/preferences/preferences.ts';
import { PreferenceManifest } from '../../../shared/preferences/manifest.ts';
import type { PreferenceFormat, PreferenceRecipe } from '../../../shared/preferences/recipe.ts';
import { preferenceFormats } from '../../../shared/preferences/recipe.ts';
import { usualRecipe } from '../../../shared/preferences/usual-recipe.ts';
import { PreferencePreview, PreferenceSourceEntry } from '../../../shared/contract/data.ts';
import type { Storage } from '../../../electron/storage/storage.ts';
import { generatePrism } from '../../prism/generate.ts';
import { PlayedSession } from '../session/play.ts';
import { fullStudy, smallStudy, studyWithLayout, withTrials } from '../session/small-study.ts';
import { newFolder, opened } from '../storage/data-folders.ts';
import { entriesOf, storeSession } from '../storage/played-sessions.ts';

const study = smallStudy.id;

function played(participantCode: string, layout: 'parallel' | 'branch' | 'common-thread' = 'branch', turns = 1): PlayedSession {
  const session = new PlayedSession(withTrials(studyWithLayout(layout), { turns: { minimum: turns, maximum: 3 } }), participantCode, { participantCode });
  while (session.state.status === 'running') session.completeStep();
  return session;
}

/** Ten people with two conversations each, in the layout of PRISM. */
async function tenPeople(): Promise<{ readonly storage: Storage; readonly preferences: PreferenceData }> {
  const storage = await opened();
  for (let number = 0; number < 10; number += 1) storeSession(storage, `session-${number}`, played(`K${number}`));
  return { storage, preferences: preferencesOf(storage) };
}

function preferencesOf(storage: Storage): PreferenceData {
  return new PreferenceData({ storage, recordCopy: storage.recordCopy, appVersion: '1.2.3' });
}

function contentOf(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    names.filter((entry) => entry.isFile()).map((entry) => {
      const file = join(entry.parentPath, entry.name);
      return [file.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(file, 'utf8')];
    }),
  );
}

function rowsOf(file: string): unknown[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line): unknown[] => (line === '' ? [] : [JSON.parse(line)]));
}

function withSource(change: Partial<PreferenceRecipe['sources'][number]>, others: Partial<PreferenceRecipe> = {}): PreferenceRecipe {
  const usual = usualRecipe([study]);
  return { ...usual, ...others, sources: usual.sources.map((source) => ({ ...source, ...change })) };
}

describe('the preview', () => {
  it('counts pairs by their source, side and reason, and shows some', async () => {
    const { preferences } = await tenPeople();
    const preview = PreferencePreview.parse(await preferences.preview(usualRecipe([study])));
    // Two conversations of one turn each, four replies rated 20 to 23: six pairs.
    expect(preview).toMatchObject({ pairs: 120, participants: 10, conversations: 20, fromRatings: 120, fromRankings: 0, fromChoices: 0, perParticipant: { fewest: 12, most: 12 } });
    expect(preview.train + preview.test).toBe(120);
    expect(preview.examples).toHaveLength(12);
    expect(new Set(preview.examples.map(({ participantCode }) => participantCode)).size).toBeGreaterThan(5);
    expect(preview.lengths.prompt).toEqual({ median: 11, longest: 11 });
  });

  it('says in sentences what was left out and found', async () => {
    const { preferences } = await tenPeople();
    const preview = await preferences.preview({ ...usualRecipe([study]), pairs: { ratings: { minimumGap: 2 }, rankings: null, choices: false } });
    expect(preview.leftOut).toEqual([{ reason: 'Rated apart by less than the minimum gap', count: 60 }]);
    expect(preview.pairs).toBe(60);
    expect(preview.findings.every(({ message }) => message.length > 20 && !message.includes('{'))).toBe(true);
  });

  it('lists what can be chosen', async () => {
    const { preferences } = await tenPeople();
    const [entry] = preferences.sources().map((each) => PreferenceSourceEntry.parse(each));
    expect(entry).toMatchObject({
      studyId: study,
      importedConversations: 0,
      stages: [{ stageId: 'trials', title: 'Conversation' }],
      sessionNumbers: [1],
      conversationTypes: ['unguided', 'values guided'],
    });
    expect(entry?.participants.toSorted()).toEqual(Array.from({ length: 10 }, (_, index) => `K${index}`));
    expect(entry?.sessions).toHaveLength(10);
  });

  it('refuses studies, sessions and participants that are not there, by their names', async () => {
    const { preferences } = await tenPeople();
    await expect(preferences.preview(usualRecipe(['nothing']))).rejects.toThrow(/no study “nothing”/u);
    await expect(preferences.preview(usualRecipe([study, study]))).rejects.toThrow(/twice/u);
    await expect(preferences.preview(withSource({ sessions: ['session-0', 'lost'] }))).rejects.toThrow(/no session lost/u);
    await expect(preferences.preview(withSource({ participants: ['K0', 'K99'] }))).rejects.toThrow(/no participant K99/u);
  });

  it('takes only the sessions, participants and types that it is told to', async () => {
    const { preferences } = await tenPeople();
    expect((await preferences.preview(withSource({ sessions: ['session-3'] }))).pairs).toBe(12);
    expect((await preferences.preview(withSource({ sessions: 'none' }))).pairs).toBe(0);
    expect((await preferences.preview(withSource({ participants: ['K1', 'K2'] }))).pairs).toBe(24);
    const half = await preferences.preview(withSource({ leaveOut: { stageIds: [], sessionNumbers: [], conversationTypes: ['values guided'] } }));
    expect(half.pairs).toBe(60);
    // Everybody of this study says "Hello there", in the trials that are left out as well.
    expect(half.findings.find(({ id }) => id === 'opening-shared-with-left-out')).toMatchObject({ severity: 'warning', count: 1 });
  });
});

describe('many imported conversations', () => {
  const nothingElse = { signal: new AbortController().signal, onProgress: () => undefined };

  it('leave the process free while they are gone through, and a newer preview takes the place of an older one', async () => {
    const storage = await opened();
    storage.saveStudy(smallStudy);
    const files = newFolder();
    generatePrism(files, { people: 60, seed: 'many' });
    await importPrism(storage, study, files, { userIds: null, skipBroken: false }, nothingElse);
    const preferences = preferencesOf(storage);
    let isReady = false;
    let turnsOfOthers = 0;
    const count = (): void => {
      turnsOfOthers += 1;
      if (!isReady) setImmediate(count);
    };
    setImmediate(count);
    const first = preferences.preview(usualRecipe([study]));
    const second = preferences.preview(withSource({}, { turns: 'first' }));
    await expect(first).rejects.toMatchObject({ code: 'superseded' });
    expect((await second).pairs).toBeGreaterThan(100);
    isReady = true;
    expect(turnsOfOthers).toBeGreaterThan(3);
    const broken = preferences.preview(usualRecipe([study]));
    preferences.stopPreview();
    await expect(broken).rejects.toMatchObject({ code: 'superseded' });
  });

  it('can be those of a draft, of one that is no study yet, and of a study that comes with the app', async () => {
    const storage = await opened();
    storage.saveStudyDraft({ studyId: 'draft', title: 'Being written', madeFrom: null, content: { ...smallStudy, id: 'draft' } });
    storage.saveStudyDraft({ studyId: 'torso', title: 'Hardly begun', madeFrom: null, content: {} });
    storage.saveStudyDraft({ studyId: 'empty', title: 'Without people', madeFrom: null, content: {} });
    for (const [studyId, people] of [['draft', 3], ['torso', 4], ['built-in', 5]] as const) {
      const files = newFolder();
      generatePrism(files, { people, seed: studyId });
      await importPrism(storage, studyId, files, { userIds: null, skipBroken: false }, nothingElse);
    }
    const preferences = new PreferenceData({ storage, otherStudies: () => [{ ...smallStudy, id: 'built-in', title: 'From the app' }], appVersion: '1' });
    const entries = preferences.sources().map((each) => PreferenceSourceEntry.parse(each));
    expect(entries.map(({ studyId, title, stages }) => [studyId, title, stages.length]).toSorted()).toEqual([
      ['built-in', 'From the app', 1],
      ['draft', 'Being written', 1],
      ['torso', 'Hardly begun', 0],
    ]);
    for (const { studyId } of entries) expect((await preferences.preview(usualRecipe([studyId]))).pairs).toBeGreaterThan(0);
    const folder = join(newFolder(), 'all');
    await preferences.export(usualRecipe(['draft', 'torso', 'built-in']), 'trl', folder);
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain('Hardly begun (`torso`)');
  });
});

describe('sessions that are not to be used', () => {
  it('are left out and counted: erased, running, voided; and whoever was excluded', async () => {
    const storage = await opened();
    storeSession(storage, 'kept', played('K1'));
    storeSession(storage, 'erased', played('K2'));
    const excluded = played('K3');
    storeSession(storage, 'excluded', excluded);
    const voided = played('K4');
    storeSession(storage, 'voided', voided);
    const { at } = voided.events.at(-1) ?? {};
    if (!at) throw new Error('The session has events.');
    storage.appendEvents('voided', [{ at, actor: 'moderator', event: { kind: 'session-voided', payload: { reason: 'A wrong headset' } } }]);
    const running = new PlayedSession(studyWithLayout('branch'), 'running', { participantCode: 'K5' });
    running.reach('trials');
    storage.appendEvents('running', entriesOf(running.events, storage.saveStudy(running.study)));
    for (const code of ['K2', 'K3']) storage.registerFromSession(study, code);
    storage.setExcluded(study, 'K3', { reason: 'Too young', by: 'AB' });
    storage.eraseParticipant(study, 'K2', { reason: 'Asked for it', by: 'AB' });

    const preferences = preferencesOf(storage);
    const { participants, findings } = await preferences.preview(usualRecipe([study]));
    expect(participants).toBe(1);
    const counted = new Map(findings.map(({ id, places }) => [id, places]));
    expect(counted.get('excluded-participants')).toEqual([`${study}/K3`]);
    expect(counted.get('uncounted-sessions')).toEqual(['voided']);
    expect(counted.get('running-sessions')).toEqual(['running']);
    expect(counted.get('erased-sessions')).toEqual(['erased']);
    const named = await preferences.preview(withSource({ sessions: ['kept', 'voided'] }));
    expect([named.participants, named.findings.find(({ id }) => id === 'named-uncounted-sessions')?.count]).toEqual([2, 1]);
  });

  it('are told apart from trials that judge again what would be trained on', async () => {
    const storage = await opened();
    const session = new PlayedSession(fullStudy, 'again', { participantCode: 'K1' });
    while (session.state.status === 'running') session.completeStep();
    storeSession(storage, 'session', session);
    const { findings } = await preferencesOf(storage).preview(
      withSource({ leaveOut: { stageIds: ['again'], sessionNumbers: [], conversationTypes: [] } }, { split: { unseenParticipants: 0, testConversations: 0, seed: 's' } }),
    );
    expect(findings[0]).toMatchObject({ id: 'repeated-in-left-out', severity: 'problem', count: 1 });
  });
});

describe('an export', () => {
  it.each(preferenceFormats)('as %s is the same bytes every time, with a card and a manifest that fits every file', async (format: PreferenceFormat) => {
    const { storage, preferences } = await tenPeople();
    const [first, second] = [join(newFolder(), 'data'), join(newFolder(), 'data')];
    const written = await preferences.export(usualRecipe([study]), format, first);
    await preferencesOf(storage).export(usualRecipe([study]), format, second);
    const content = contentOf(first);
    expect(contentOf(second)).toEqual(content);
    const manifest = PreferenceManifest.parse(JSON.parse(content['manifest.json'] ?? ''));
    expect(manifest).toMatchObject({ format: 'visavis-preference-data', app_version: '1.2.3', file_format: format, pairs: 120 });
    expect(manifest.sources[0]?.sessions.map(({ last_event_hash }) => last_event_hash)).toEqual(
      Array.from({ length: 10 }, (_, index) => storage.readStoredEvents(`session-${index}`).at(-1)?.hash),
    );
    expect(manifest.files.map(({ name }) => name).toSorted()).toEqual(Object.keys(content).filter((name) => name !== 'manifest.json').toSorted());
    for (const { name, bytes, sha256, rows } of written.files) {
      const text = content[name] ?? '';
      expect([bytes, sha256]).toEqual([Buffer.byteLength(text), createHash('sha256').update(text).digest('hex')]);
      if (name.endsWith('.jsonl')) expect(text.trimEnd().split('\n')).toHaveLength(rows);
    }
    expect(content['README.md']).toMatch(/^---\npretty_name: /u);
    expect(storage.listCopies(study, 'K4')).toMatchObject([{ kind: 'preference-data', where: second }, { kind: 'preference-data', where: first }]);
  });

  it('has a folder for each participant, when each has a data set of their own', async () => {
    const { preferences } = await tenPeople();
    const folder = join(newFolder(), 'data');
    await preferences.export(withSource({ participants: ['K1', 'K2'] }, { subject: 'per-participant', split: { unseenParticipants: 0, testConversations: 0, seed: 's' } }), 'trl', folder);
    expect(Object.keys(contentOf(folder)).toSorted()).toEqual(['K1/train.jsonl', 'K2/train.jsonl', 'README.md', 'manifest.json']);
  });

  it('has two folders for two participants on every disk, also where their codes differ in capital letters alone', async () => {
    const storage = await opened();
    ['Ab', 'aB', 'AB'].forEach((code) => { storeSession(storage, `session-${code}`, played(code)); });
    const folder = join(newFolder(), 'data');
    await preferencesOf(storage).export(withSource({}, { subject: 'per-participant', split: { unseenParticipants: 0, testConversations: 0, seed: 's' } }), 'trl', folder);
    const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(folders).toHaveLength(3);
    expect(new Set(folders.map((name) => name.toLowerCase())).size).toBe(3);
    expect(folders.map((name) => name.replace(/\.\d$/, '')).toSorted()).toEqual(['AB', 'Ab', 'aB']);
  });

  it('takes nothing away: a folder that holds something is refused, and an empty one is used', async () => {
    const { preferences } = await tenPeople();
    const parent = newFolder();
    const folder = join(parent, 'data');
    mkdirSync(folder);
    writeFileSync(join(folder, 'mine.txt'), 'Mine');
    await expect(preferences.export(usualRecipe([study]), 'trl', folder)).rejects.toThrow(/something in .* already/u);
    expect(contentOf(parent)).toEqual({ 'data/mine.txt': 'Mine' });
    const empty = join(parent, 'empty');
    mkdirSync(empty);
    await preferences.export(usualRecipe([study]), 'trl', empty);
    expect(existsSync(join(empty, 'manifest.json'))).toBe(true);
    await expect(preferences.export(usualRecipe([study]), 'trl', join(parent, 'missing', 'data'))).rejects.toThrow(/missing/u);
    expect(readdirSync(parent).toSorted()).toEqual(['data', 'empty']);
  });

  it('is refused when nothing makes a pair', async () => {
    const { preferences } = await tenPeople();
    const folder = join(newFolder(), 'data');
    await expect(preferences.export({ ...usualRecipe([study]), pairs: { ratings: null, rankings: null, choices: false } }, 'trl', folder)).rejects.toThrow(/nothing to write/u);
    expect(existsSync(folder)).toBe(false);
  });
});

describe("PRISM's layout", () => {
  // Of each conversation six pairs of the opening; then none of the threads, one of the two samples, six of the arms.
  it.each([
    ['parallel', 24],
    ['branch', 28],
    ['common-thread', 48],
  ] as const)('of conversations %s is read back by the import as the same conversations, and gives the same pairs', async (layout, pairs) => {
    const storage = await opened();
    for (const code of ['K1', 'K2']) storeSession(storage, `session-${code}`, played(code, layout, 2));
    // Of one something is known who never talked; of another nothing at all; a third is excluded.
    for (const code of ['K3', 'K4', 'K5']) storage.registerFromSession(study, code);
    storage.setProfile(study, 'K3', { age: '65+ years old', stated_prefs: { values: 12.5 }, note: null });
    storage.setProfile(study, 'K5', { age: '65+ years old' });
    storage.setExcluded(study, 'K5', { reason: 'knew the study', by: 'MM' });
    const first = join(newFolder(), 'prism');
    const preferences = preferencesOf(storage);
    await preferences.export(usualRecipe([study]), 'prism', first);
    const before = await preferences.preview(usualRecipe([study]));

    const other = await opened();
    other.saveStudy({ ...smallStudy, id: 'copy' });
    await importPrism(other, 'copy', first, { userIds: null, skipBroken: false }, { signal: new AbortController().signal, onProgress: () => undefined });
    const second = join(newFolder(), 'prism');
    const again = preferencesOf(other);
    await again.export(usualRecipe(['copy']), 'prism', second);
    for (const name of ['survey.jsonl', 'conversations.jsonl', 'utterances.jsonl']) {
      expect(rowsOf(join(second, name))).toEqual(rowsOf(join(first, name)));
    }
    const survey = rowsOf(join(first, 'survey.jsonl')) as Record<string, unknown>[];
    expect(survey.map((row) => row['user_id'])).toEqual(['K1', 'K2', 'K3']);
    expect(survey.at(-1)).toMatchObject({ stated_prefs: { values: 12.5 }, note: null });
    const after = await again.preview(usualRecipe(['copy']));
    expect([before.pairs, after.pairs]).toEqual([pairs, pairs]);
    // Whatever is asked of ratings, rankings and choices, the copy says the same as the sessions did.
    const split = { unseenParticipants: 0, testConversations: 0, seed: 's' };
    for (const rules of [
      { ratings: { minimumGap: 2 }, rankings: null, choices: false },
      { ratings: null, rankings: 'all', choices: true },
      { ratings: null, rankings: 'adjacent', choices: true },
      { ratings: null, rankings: 'best-against-rest', choices: false },
      { ratings: null, rankings: null, choices: true },
    ] as const) {
      const [there] = await preferences.trainingFiles({ ...usualRecipe([study]), pairs: rules, split }, { kind: 'pooled' });
      const [here] = await again.trainingFiles({ ...usualRecipe(['copy']), pairs: rules, split }, { kind: 'pooled' });
      expect(here?.text, JSON.stringify(rules)).toEqual(there?.text);
    }
  });
});

describe('files to train with', () => {
  it('have one line a pair for everybody who reads them, also for those to whom other characters end a line', async () => {
    const storage = await opened();
    storage.saveStudy(smallStudy);
    const files = newFolder();
    const reply = (id: number, content: string) => ({ turn: 0, role: 'model', content, model_name: `m${id}`, model_provider: 'p', score: 90 - id, if_chosen: id === 0, within_turn_id: id });
    const history = [{ turn: 0, role: 'user', content: 'one\u2028two \ud800' }, reply(0, 'a\u0085b'), reply(1, 'c\u2029d')];
    writeFileSync(join(files, 'survey.jsonl'), `${JSON.stringify({ user_id: 'u1' })}\n`);
    writeFileSync(join(files, 'conversations.jsonl'), `${JSON.stringify({ conversation_id: 'c1', user_id: 'u1', conversation_history: history })}\n`);
    await importPrism(storage, study, files, { userIds: null, skipBroken: true }, { signal: new AbortController().signal, onProgress: () => undefined });
    const [file] = await preferencesOf(storage).trainingFiles({ ...usualRecipe([study]), split: { unseenParticipants: 0, testConversations: 0, seed: 's' } }, { kind: 'pooled' });
    expect(file?.text.split(/[\n\u0085\u2028\u2029]/u)).toHaveLength(2);
    // A lone half of a character is no text; what a reader makes of it is the sign for that.
    expect(JSON.parse(file?.text ?? '')).toMatchObject({
      input: { messages: [{ role: 'user', content: 'one\u2028two \ufffd' }] },
      preferred_output: [{ content: 'a\u0085b' }],
      non_preferred_output: [{ content: 'c\u2029d' }],
    });
  });

  it('are one for everybody, one for each participant, or one for each group', async () => {
    const { storage, preferences } = await tenPeople();
    const none = { ...usualRecipe([study]), split: { unseenParticipants: 0, testConversations: 0.3, seed: 's' } };
    const [pooled, ...others] = await preferences.trainingFiles(none, { kind: 'pooled' });
    expect(others).toEqual([]);
    expect(pooled?.participants).toHaveLength(10);
    expect(pooled?.text.trimEnd().split('\n')).toHaveLength(pooled?.pairs ?? 0);
    expect((pooled?.validationText ?? '').trimEnd().split('\n')).toHaveLength(120 - (pooled?.pairs ?? 0));

    const each = await preferences.trainingFiles(none, { kind: 'per-participant' });
    expect(each.map(({ scope }) => scope)).toEqual(Array.from({ length: 10 }, (_, index) => ({ kind: 'participant', studyId: study, participantCode: `K${index}` })));
    expect(each.reduce((sum, { pairs }) => sum + pairs, 0)).toBe(pooled?.pairs);
    expect(each.reduce((sum, file) => sum + file.characters, 0)).toBe(pooled?.characters);

    for (const [code, gender] of [['K1', 'Female'], ['K2', 'Female'], ['K3', 'Male']] as const) {
      storage.registerFromSession(study, code);
      storage.setProfile(study, code, { gender });
    }
    const groups = await preferences.trainingFiles(none, { kind: 'per-group', field: 'gender' });
    expect(groups.map(({ scope, participants }) => [scope.kind === 'group' && scope.value, participants.map(({ participantCode }) => participantCode)])).toEqual([
      ['Female', ['K1', 'K2']],
      ['Male', ['K3']],
    ]);
  });
});
