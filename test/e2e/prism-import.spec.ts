import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { message as mainWords } from '../../electron/messages/message.ts';
import { generatePrism } from '../prism/generate.ts';
import { faults, type FaultName } from '../prism/faults.ts';
import { home } from './robot/moderator.ts';
import {
  addParticipant,
  cellOf,
  choosePeople,
  codesShown,
  foot,
  importPrism,
  lookAtPrism,
  openPerson,
  openPersonPart,
  openRegister,
  peopleScreen,
  problemsOf,
  reportOf,
} from './robot/registrar.ts';
import { press } from './robot/researcher.ts';
import { callApp, lockStudy } from './setting/designs.ts';
import { openFrom } from './setting/dialogs.ts';
import { peopleStudy, playSession } from './setting/people-study.ts';
import { expect, test, type OpenApp } from './setting/test.ts';
import { words } from './setting/words.ts';

const study = 'Back from PRISM';

/** Lines that cannot be taken, and what is no fault at all. */
const planted = ['cut-line', 'score-in-words', 'user-twice', 'utterance-nowhere', 'unknown-model', 'extra-fields'] as const satisfies readonly FaultName[];

interface Entry {
  readonly turn: number;
  readonly role: 'user' | 'model';
  readonly content: string;
  readonly model_name?: string;
  readonly score?: number;
}

interface Held {
  readonly conversation_id: string;
  readonly user_id: string;
  readonly conversation_history: readonly Entry[];
}

test('a folder is looked through, its broken lines are named, and those who were chosen come in with what they said', async ({ open }, testInfo) => {
  const folder = testInfo.outputPath('prism');
  generatePrism(folder, { people: 12, seed: 'people of the test', faults: planted });
  const opened = await open();
  const { app, moderator: page } = opened;
  await home(page).waitFor();
  const studyId = await lockStudy(page, study, peopleStudy());
  await openRegister(page, study);
  const lines = { survey: linesOf(folder, 'survey'), conversations: linesOf(folder, 'conversations'), utterances: linesOf(folder, 'utterances') };
  const held = lines.conversations.flatMap((line, index) => (isBroken('conversations', index + 1) ? [] : [JSON.parse(line) as Held]));
  const chosen = [...new Set(held.map((each) => each.user_id))].filter((userId) => userId !== 'user5').slice(0, 3);
  const theirs = held.filter((each) => chosen.includes(each.user_id));

  await test.step('what is in it, and every broken line with its number, field and reason', async () => {
    await lookAtPrism(app, page, folder);
    const files = page.locator('.table-card').first();
    for (const file of ['survey', 'conversations', 'utterances'] as const) {
      const line = files.getByRole('row').filter({ has: page.getByRole('rowheader', { name: words(`people.prism.file.${file}`), exact: true }) });
      await expect(line.locator('td').first()).toHaveText(words('people.number', { value: lines[file].length }));
    }
    const problems = await problemsOf(peopleScreen(page, 'people-prism'));
    for (const name of planted) {
      const fault = faults[name];
      if (!('field' in fault)) continue;
      const place = fault.field === null ? words('people.problems.line', { line: fault.line }) : words('people.problems.place', { line: fault.line, field: fault.field });
      expect(problems.filter((problem) => problem.startsWith(`${place}: `)), name).toHaveLength(1);
    }
    expect(problems).toContainEqual(expect.stringContaining(mainWords('prism.problem.twice', { line: 1 })));
    await expect(page.getByRole('region', { name: words('people.prism.models') }).getByRole('listitem').filter({ hasText: 'our-own-model' })).toContainText(
      words('people.prism.models.unknown'),
    );
    await page.locator('details').filter({ hasText: words('people.prism.file.conversations') }).locator('summary').click();
    await expect(page.locator('details[open]')).toContainText('wave');
  });

  await test.step('nothing is taken while nobody is chosen, nor while broken lines are in the way', async () => {
    await expect(foot(page).take).toHaveAttribute('aria-disabled', 'true');
    await foot(page).take.click({ force: true });
    await choosePeople(page, chosen);
    await expect(foot(page).take).toHaveAttribute('aria-disabled', 'true');
    const refused = await callApp(page, 'prism/import', { studyId, choice: { userIds: chosen, skipBroken: false } });
    expect(refused.kind).toBe('importing');
    await expect.poll(async () => callApp(page, 'prism/progress', {})).toMatchObject({ kind: 'failed', message: expect.stringContaining('survey.jsonl, line 6') });
    expect((await callApp(page, 'people/list', { studyId })).people).toEqual([]);
    await page.getByRole('checkbox', { name: words('people.prism.skip') }).check();
    await expect(foot(page).words).toHaveText(words('people.prism.ready'));
  });

  await test.step('the chosen ones alone come in, and the report counts them', async () => {
    await importPrism(page);
    expect(await reportOf(page, 'survey')).toEqual([3, 0, 0, 1]);
    const [added, unchanged, conflicting] = await reportOf(page, 'conversations');
    expect([added, unchanged, conflicting]).toEqual([theirs.length, 0, 0]);
    expect((await reportOf(page, 'utterances'))[0]).toBeGreaterThan(theirs.length);
    await press(page, words('people.prism.back'));
    const codes = await codesShown(page);
    expect(codes).toHaveLength(chosen.length);
    const { people } = await callApp(page, 'people/list', { studyId });
    expect(people.map((person) => person.originId)).toEqual(chosen);
    for (const person of people) {
      const own = theirs.filter((each) => each.user_id === person.originId);
      expect(await cellOf(page, person.participantCode, words('people.column.conversations'))).toBe(String(own.length));
    }
  });

  await test.step('the same folder once more changes nothing', async () => {
    const before = await everything(page, studyId);
    await lookAtPrism(app, page, folder);
    await choosePeople(page, chosen);
    await page.getByRole('checkbox', { name: words('people.prism.skip') }).check();
    await importPrism(page);
    expect((await reportOf(page, 'survey')).slice(0, 3)).toEqual([0, 3, 0]);
    expect((await reportOf(page, 'conversations')).slice(0, 3)).toEqual([0, theirs.length, 0]);
    expect((await reportOf(page, 'utterances'))[0]).toBe(0);
    await press(page, words('people.prism.back'));
    expect(await everything(page, studyId)).toEqual(before);
  });

  await test.step('an earlier conversation is read beside the new session, and no model is named', async () => {
    const reader = theirs.find((each) => each.conversation_history.length > 2);
    if (reader === undefined) throw new Error('Nobody said anything.');
    const { people } = await callApp(page, 'people/list', { studyId });
    const code = people.find((person) => person.originId === reader.user_id)?.participantCode ?? '';
    await playSession(opened, study, code, 'gardens');
    await openRegister(page, study);
    await openPerson(page, code);
    await openPersonPart(page, 'conversations');
    const first = reader.conversation_history[0]?.content ?? '';
    await page.locator('.person-entry').filter({ hasText: first.slice(0, 40) }).click();
    const reading = page.getByRole('region', { name: words('people.conversation.label', { id: reader.conversation_id }) });
    await expect(reading.locator('.turn-message').first()).toHaveText(first);
    const replies = reader.conversation_history.filter((each) => each.role === 'model' && each.turn === 0);
    await expect(reading.locator('.turn').first().locator('.turn-reply')).toHaveCount(replies.length);
    for (const [index, reply] of replies.entries()) {
      const shown = reading.locator('.turn').first().locator('.turn-reply').nth(index);
      if (reply.score !== undefined) await expect(shown).toContainText(words('people.conversation.score', { score: reply.score }));
    }
    const here = page.getByRole('region', { name: words('people.conversations.here') });
    await expect(here.getByRole('button', { name: words('people.sessions.read.named', { number: 1 }) })).toBeVisible();
    const [left, right] = [await here.boundingBox(), await reading.boundingBox()];
    expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThanOrEqual(right?.x ?? 0);
    const text = await page.locator('body').innerText();
    const models = new Set(held.flatMap((each) => each.conversation_history.flatMap((entry) => entry.model_name ?? [])));
    expect(models.size).toBeGreaterThan(3);
    expect([...models].filter((model) => text.includes(model))).toEqual([]);
  });
});

test('a folder without PRISM files, and one whose survey is missing, are refused with a sentence', async ({ open }, testInfo) => {
  const { app, moderator: page } = await open();
  await home(page).waitFor();
  await lockStudy(page, study, peopleStudy());
  await openRegister(page, study);
  const empty = testInfo.outputPath();
  await openFrom(app, empty);
  await press(page, words('people.import-prism'));
  await expect(page.getByRole('alert')).toHaveText(mainWords('prism.no-files', { folder: empty }));
  await press(page, words('people.prism.back'));
  await expect(page.getByRole('heading', { name: words('people.empty') })).toBeVisible();

  const folder = testInfo.outputPath('prism');
  generatePrism(folder, { people: 5, seed: 'without a survey' });
  rmSync(path.join(folder, 'survey.jsonl'));
  await lookAtPrism(app, page, folder);
  await expect(page.locator('.table-card').first()).toContainText(words('people.prism.file.absent'));
  await expect(foot(page).take).toHaveAttribute('aria-disabled', 'true');
  await press(page, words('people.cancel'));
  await expect(page.getByRole('heading', { name: words('people.empty') })).toBeVisible();
});

test('an import that is cancelled, and an app that is killed while it imports, leave nothing half taken', async ({ open, dataFolder }, testInfo) => {
  test.setTimeout(300_000);
  const folder = testInfo.outputPath('prism');
  const size = generatePrism(folder, { people: 600, seed: 'a long one' });
  const first = await open();
  await home(first.moderator).waitFor();
  const studyId = await lockStudy(first.moderator, study, peopleStudy());
  await openRegister(first.moderator, study);
  const there = await addParticipant(first.moderator);

  await test.step('cancelled in the middle', async () => {
    const { moderator: page } = first;
    await beginImport(first, folder, dataFolder);
    await press(page, words('people.prism.cancel'));
    await expect(page.getByText(words('people.prism.cancelled'))).toBeVisible();
    expect(await callApp(page, 'prism/progress', {})).toEqual({ kind: 'cancelled' });
    expect(stagingFiles(dataFolder)).toEqual([]);
    await press(page, words('people.prism.back'));
    expect(await codesShown(page)).toEqual([there]);
    expect((await callApp(page, 'people/list', { studyId })).imports).toEqual([]);
  });

  await test.step('killed while it reads', async () => {
    await beginImport(first, folder, dataFolder);
    await first.kill();
    expect(stagingFiles(dataFolder)).not.toEqual([]);
  });

  const second = await open();
  await test.step('after a restart nobody is half there, and no staging is left over', async () => {
    await home(second.moderator).waitFor();
    await openRegister(second.moderator, study);
    expect(await codesShown(second.moderator)).toEqual([there]);
    expect(stagingFiles(dataFolder)).toEqual([]);
    expect(await callApp(second.moderator, 'storage/verify', {})).toEqual({ sound: true, findings: [] });
  });

  await test.step('killed while it writes: all of it is there, or nothing', async () => {
    const log = path.join(dataFolder, 'visavis.db-wal');
    const before = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
    await beginImport(second, folder, dataFolder);
    await expect.poll(() => statSync(log, { throwIfNoEntry: false })?.size ?? 0, { intervals: [2], timeout: 120_000 }).toBeGreaterThan(before + 1_000_000);
    await second.kill();
    const third = await open();
    await home(third.moderator).waitFor();
    const { people, imports } = await callApp(third.moderator, 'people/list', { studyId });
    const conversations = people.reduce((sum, person) => sum + person.importedConversations, 0);
    console.info(`killed while writing: ${people.length - 1} people, ${conversations} conversations`);
    expect([{ people: 1, conversations: 0, imports: 0 }, { people: 1 + size.people, conversations: size.conversations, imports: 1 }]).toContainEqual({
      people: people.length,
      conversations,
      imports: imports.length,
    });
    expect(stagingFiles(dataFolder)).toEqual([]);
    expect(await callApp(third.moderator, 'storage/verify', {})).toEqual({ sound: true, findings: [] });
  });
});

/** From the register until the import of everybody has begun to put something aside. */
async function beginImport({ app, moderator: page }: OpenApp, folder: string, dataFolder: string): Promise<void> {
  await lookAtPrism(app, page, folder);
  await page.getByRole('radio', { name: words('people.prism.whom.all', { count: 600 }) }).check();
  await foot(page).take.click();
  await expect.poll(() => stagingFiles(dataFolder), { intervals: [5] }).not.toEqual([]);
}

function stagingFiles(dataFolder: string): readonly string[] {
  return readdirSync(dataFolder).filter((name) => name.includes('.staging'));
}

function linesOf(folder: string, file: string): readonly string[] {
  return readFileSync(path.join(folder, `${file}.jsonl`), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

/** Whether an error was planted in a line. */
function isBroken(file: string, line: number): boolean {
  return planted.some((name) => {
    const fault = faults[name];
    return fault.file === file && fault.line === line && 'field' in fault;
  });
}

/** The register with all profiles, but for the list of what was imported when. */
async function everything(page: Page, studyId: string): Promise<unknown> {
  const { people, fields } = await callApp(page, 'people/list', { studyId });
  const pages = await Promise.all(people.map(({ participantCode }) => callApp(page, 'people/get', { studyId, participantCode })));
  return { people, fields, pages };
}
