import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Layout } from '../../shared/study/conversations.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { messageBox, sendButton, turnCount } from './robot/conversation.ts';
import { closeSession, home, readSession, screen, startSession } from './robot/moderator.ts';
import { createRobot, playUntil } from './robot/robot.ts';
import { slotsShown, waitForScreen } from './robot/screen.ts';
import { playSheet } from './robot/sheet.ts';
import { readArchive, tableIn } from './setting/archive.ts';
import { lockStudy } from './setting/designs.ts';
import { checkThreadsOfMessages, expectSameLooks, expectSameTrees } from './setting/pane-likeness.ts';
import { momentsSeen, watchPanes } from './setting/pane-watch.ts';
import { countMessages, readMessages } from './setting/recorded-messages.ts';
import { gate, startScriptedEndpoint, type Script, type ScriptedEndpoint } from './setting/scripted-endpoint.ts';
import { SecretHunt } from './setting/secrets.ts';
import { leaveSettings } from './setting/settings-file.ts';
import { armOf, goodbye, sessionOf, smallStudy, talks } from './setting/small-study.ts';
import { expect, test, type OpenApp } from './setting/test.ts';
import { words } from './setting/words.ts';

const layouts: readonly { readonly name: string; readonly layout: Layout }[] = [
  { name: 'parallel', layout: { kind: 'parallel', sendTo: 'all' } },
  { name: 'parallel, to all or to one', layout: { kind: 'parallel', sendTo: 'all-or-one' } },
  { name: 'branch', layout: { kind: 'branch', samplesPerTurn: 3 } },
  { name: 'common thread', layout: { kind: 'common-thread' } },
];

const models = ['zebra-swift-7b', 'heron-kind-13b', 'otter-yes-70b'];
const armNames = ['Quokka', 'Wombat', 'Numbat'];
const briefing = 'Confidential briefing: behave like a good animal at all times.';
const confession = 'I am GPT-4, a language model made by OpenAI.';
const short = 'Yes, go ahead.';
const long = Array.from({ length: 60 }, (_, index) => `Part ${index + 1} of the matter is that it takes patience and a dry place.`).join(' ');
const decorated = '## First things\n\nDo **this** before _that_:\n\n1. one\n2. two\n\n- a `list`\n- of things\n\n> Quoted.\n\n```\ncode\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |';

function studyOf(layout: Layout, policy: 'ask-again' | 'mask'): Study {
  const study = smallStudy({
    arms: models.map((model, index) => armOf(`secret-arm-${index + 1}`, armNames[index] ?? '', model, 'zebrafish', briefing)),
    sessions: [sessionOf('only', [talks(layout, { minimum: 1, maximum: 8 }), goodbye])],
  });
  return { ...study, blinding: { ...study.blinding, leaks: { ...study.blinding.leaks, policy, mask: '[covered]' } } };
}

/**
 * Three troubles, which move on by one with every turn: one is slow until it is let go, one is refused once, one hangs once.
 * @param samples one model gives all the responses, so that they are told apart by their order alone
 */
function troubles(turn: number, samples: boolean, isTime: Promise<void>): Script {
  const order: string[] = [];
  return ({ model, number, ofModel }) => {
    if (!order.includes(model)) order.push(model);
    const place = ((samples ? number : order.indexOf(model)) + turn) % models.length;
    const again = samples ? number >= models.length : ofModel > 0;
    if (again) return { kind: 'says', text: place === 1 ? long : 'In between.' };
    if (place === 0) return { kind: 'says', text: short, until: isTime };
    return place === 1 ? { kind: 'refuses', status: 429 } : { kind: 'hangs' };
  };
}

for (const { name, layout } of layouts) {
  test(`${name}: neither troubles nor speed, length or words of a model tell the slots apart, on any screen or on the way there`, async ({
    open,
    dataFolder,
  }) => {
    const endpoint = await startScriptedEndpoint(models, (model) => `${model}-2026-01`);
    const record = path.join(dataFolder, 'messages.jsonl');
    await leaveSettings(dataFolder, {
      providers: [{ providerId: 'zebrafish', label: 'Zebrafish Hosting', baseURL: endpoint.baseURL, key: { kind: 'none' } }],
    });
    const opened = await open({
      env: { VISAVIS_RECORD_MESSAGES: record, VISAVIS_MODEL_TIMEOUT: '1200', VISAVIS_RETRY_WAIT: '30' },
    });
    const { moderator } = opened;
    await home(moderator).waitFor();
    const hunt = huntFor(endpoint);
    for (const policy of ['ask-again', 'mask'] as const) {
      await test.step(policy, async () => {
        const title = `Small study ${policy === 'mask' ? 'two' : 'one'}`;
        await lockStudy(moderator, title, studyOf(layout, policy));
        // From here on nobody may know. Studies were made before, and there arms have their names.
        const before = countMessages(record);
        await startSession(moderator, { code: `BLIND-${policy === 'mask' ? 2 : 1}`, study: title, ...(policy === 'mask' ? {} : { pin: '4961' }) });
        const eye = new Eye(opened, hunt, await opened.participant());
        await playTroubles(eye, endpoint, layout, record);
        await playSameWords(eye, endpoint);
        await playConfession(eye, endpoint, policy);
        if (layout.kind === 'parallel' && layout.sendTo === 'all-or-one') await playAlone(eye, endpoint);
        await playStall(eye, endpoint);
        await endConversation(eye);
        const sent = readMessages(record, before);
        const messages = sent.slice(sent.findIndex(({ channel }) => channel === 'moderator:session/start'));
        expect(messages.length).toBeGreaterThan(60);
        for (const { channel, payload } of messages) hunt.lookAt(payload, channel);
        checkThreadsOfMessages(messages.map(({ payload }) => payload));
        await checkExportedLeaks(opened, dataFolder, title, policy, hunt);
        await readTranscript(eye, policy);
      });
    }
    for (const file of readdirSync(dataFolder, { recursive: true, encoding: 'utf8' })) hunt.lookAt(file, 'file names in the data folder');
    // The app writes a log only when something went wrong with itself.
    const log = path.join(dataFolder, 'visavis.log');
    if (existsSync(log)) hunt.lookAt(readFileSync(log, 'utf8'), 'log of the app');
    expect(hunt.findings).toEqual([]);
    expect(hunt.characters).toBeGreaterThan(200_000);
    await endpoint.close();
  });
}

function huntFor(endpoint: ScriptedEndpoint): SecretHunt {
  return new SecretHunt(
    [...models, 'secret-arm', 'zebrafish', 'confidential briefing', 'behave like a good animal', 'Stands for', endpoint.baseURL, new URL(endpoint.baseURL).host, 'chatcmpl', 'is busy'],
    armNames,
  );
}

/** Looks at both windows for what must not be there. */
class Eye {
  readonly page: Page;
  readonly moderator: Page;
  readonly robot = createRobot({ seed: 'blinding layouts', turns: 1 });
  readonly #opened: OpenApp;
  readonly #hunt: SecretHunt;

  constructor(opened: OpenApp, hunt: SecretHunt, page: Page) {
    this.#opened = opened;
    this.#hunt = hunt;
    this.page = page;
    this.moderator = opened.moderator;
    for (const [window, name] of [[page, 'participant'], [opened.moderator, 'moderator']] as const) {
      window.on('console', (line) => hunt.lookAt(line.text(), `console of the ${name}`));
    }
  }

  async look(): Promise<void> {
    for (const [window, name] of [[this.moderator, 'moderator'], [this.page, 'participant']] as const) {
      this.#hunt.lookAt(await window.content(), `page of the ${name}`);
      this.#hunt.lookAt(await window.locator('body').ariaSnapshot(), `accessibility tree of the ${name}`);
      this.#hunt.lookAt(await window.title(), `title of the ${name}`);
    }
    const titles = await this.#opened.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.getTitle()));
    this.#hunt.lookAt(titles, 'window titles');
  }

  async lookAtModerator(where: string): Promise<void> {
    this.#hunt.lookAt(await this.moderator.content(), where);
  }

  /** Nothing of this may be on a screen now. */
  async seesNothingOf(text: string): Promise<void> {
    for (const window of [this.page, this.moderator]) expect(await window.content()).not.toContain(text);
  }
}

/** Sends a message to everyone. */
async function send(page: Page, text: string): Promise<void> {
  await waitForScreen(page, 'conversation');
  const all = page.locator('main .composer-to input').first();
  if ((await all.count()) > 0) await all.check();
  await messageBox(page).fill(text);
  await expect(sendButton(page)).not.toHaveAttribute('aria-disabled', 'true');
  const before = await turnCount(page);
  await sendButton(page).click();
  await expect.poll(() => turnCount(page)).toBeGreaterThan(before);
}

async function replied(page: Page): Promise<void> {
  await expect(page.locator('main .thread-waiting')).toHaveCount(0, { timeout: 30_000 });
}

/** The sheet of the turn, where the layout has one. */
async function judgeTurn({ page, robot }: Eye): Promise<void> {
  if ((await page.locator('main .turn-sheet').count()) === 0) return;
  await playSheet(page, robot);
  await expect(page.locator('main .turn-sheet')).toHaveCount(0);
}

/** The same turn three times, with every trouble in every slot: the screen goes through the same moments. */
async function playTroubles(eye: Eye, endpoint: ScriptedEndpoint, layout: Layout, record: string): Promise<void> {
  const { page, moderator } = eye;
  const courses: (readonly string[])[] = [];
  const lags: number[] = [];
  for (const turn of [0, 1, 2]) {
    const { letGo, isTime } = gate();
    endpoint.follow(troubles(turn, layout.kind === 'branch' && turn > 0, isTime));
    const before = countMessages(record);
    await waitForScreen(page, 'conversation');
    await watchPanes(page);
    await send(page, `Which animal would you be? (${turn})`);
    await eye.look();
    await expectSameTrees(page.locator('main [data-slot]'), await slotsShown(page, 'data-slot'));
    await expectSameLooks(page, 'main [data-slot]', 'differ');
    await expectSameLooks(moderator, '.mirror-threads .mirror-pane', 'differ');
    await expect(page.locator('main .one-moment')).toBeVisible();
    await eye.look();
    await expect.poll(() => endpoint.requests.length).toBe(5);
    letGo();
    await replied(page);
    const moments = await momentsSeen(page);
    const sent = moments.findIndex((moment) => moment.waiting > 0);
    const running = moments.slice(sent);
    const slots = running[0]?.panes.length ?? 0;
    expect(slots).toBe(3);
    // In no moment is one pane different from another, so all replies come at once.
    expect(running.filter(({ panes }) => new Set(panes).size !== 1)).toEqual([]);
    expect(new Set(running.map(({ waiting }) => waiting))).toEqual(new Set([slots, 0]));
    expect(running.filter(({ waiting }, index) => waiting === 0 && (running[index - 1]?.waiting ?? 0) > 0)).toHaveLength(1);
    expect(endpoint.requests.length).toBe(5);
    lags.push((running.find(({ waiting }) => waiting === 0)?.at ?? Infinity) - endpoint.lastAnswerAt);
    const course = running.map(({ panes, around }) => `${panes[0]} ${around}`);
    courses.push(course.map((moment) => moment.replaceAll(/\(\d\)/g, '(*)')).filter((moment, index, all) => moment !== all[index - 1]));
    const views = readMessages(record, before).filter(({ channel }) => channel.startsWith('participant:'));
    expect(JSON.stringify(views)).not.toMatch(/attempt|rate-limited|timed-out|server-error/);
    await eye.look();
    await expectSameLooks(page, 'main [data-slot]', 'differ');
    await judgeTurn(eye);
  }
  // It waits for the last of them, and for nothing else. A machine can be busy with something once, not every time.
  expect(Math.min(...lags)).toBeLessThan(1_000);
  const [first, ...others] = courses.map(onlyWaiting);
  expect(first?.length).toBeGreaterThan(1);
  for (const other of others) expect(other, `moments in the layout ${layout.kind}`).toEqual(first);
}

/** From the sending to the reveal; what the foot of the page says after it is the layout's own business. */
function onlyWaiting(course: readonly string[]): readonly string[] {
  return course.filter((moment) => moment.includes('thread-waiting'));
}

/** All say the same in rich words: then the panes are the same to the last detail. */
async function playSameWords(eye: Eye, endpoint: ScriptedEndpoint): Promise<void> {
  const { page } = eye;
  endpoint.follow(({ number }) => ({ kind: 'says', text: decorated, afterMilliseconds: number * 150 }));
  await send(page, 'Say it with everything you have.');
  await replied(page);
  const texts = await page.locator('main [data-slot]').evaluateAll((panes) => panes.map((pane) => [...pane.querySelectorAll('[data-reply]')].at(-1)?.innerHTML ?? ''));
  expect(texts[0]).toContain('<table');
  expect(new Set(texts).size).toBe(1);
  await page.evaluate(() => {
    for (const pane of document.querySelectorAll('main [data-slot]')) [...pane.querySelectorAll('[data-reply]')].at(-1)?.setAttribute('data-latest', '');
  });
  await expectSameLooks(page, 'main [data-slot] [data-latest]', 'same');
  const trees = await Promise.all((await page.locator('main [data-latest]').all()).map((each) => each.ariaSnapshot()));
  expect(new Set(trees).size).toBe(1);
  await eye.look();
  await judgeTurn(eye);
}

/** One says who it is. Masked: nobody reads it. Asked again: the first time nobody does, the second it stands there. */
async function playConfession(eye: Eye, endpoint: ScriptedEndpoint, policy: 'ask-again' | 'mask'): Promise<void> {
  const { page } = eye;
  // Learns its lesson when it is asked once more.
  endpoint.follow(({ number }) => {
    return { kind: 'says', text: number === 0 ? `${confession} A dog, then.` : 'A dog, then.' };
  });
  await send(page, 'Who are you?');
  await replied(page);
  await eye.look();
  await eye.seesNothingOf('GPT-4');
  await eye.seesNothingOf('OpenAI');
  expect(endpoint.requests).toHaveLength(policy === 'mask' ? 3 : 4);
  if (policy === 'mask') await expect(page.locator('main [data-slot]').filter({ hasText: '[covered]' })).toHaveCount(1);
  await judgeTurn(eye);

  // Says so every time, and it names its model too.
  const stubborn = `${confession} They call me ${models[0]}. A cat, then.`;
  let confessions = 0;
  endpoint.follow(({ number }) => {
    const same = number === 0 || number >= models.length;
    confessions += same ? 1 : 0;
    return { kind: 'says', text: same ? (policy === 'mask' ? stubborn : `${confession} A cat, then.`) : 'A cat, then.' };
  });
  await send(page, 'And who made you?');
  await replied(page);
  if (policy === 'mask') {
    await eye.look();
    await eye.seesNothingOf('GPT-4');
    await eye.seesNothingOf('OpenAI');
    expect(confessions).toBe(1);
  } else {
    // Once more and no oftener; then it is shown, and flagged.
    expect(confessions).toBe(2);
    expect(endpoint.requests).toHaveLength(4);
    await expect(page.locator('main [data-slot]').filter({ hasText: 'made by OpenAI' })).toHaveCount(1);
  }
  await expectSameLooks(page, 'main [data-slot]', 'differ');
  await judgeTurn(eye);
}

/** A message to one slot alone: whichever it is, its pane waits as all panes wait, and the others stay as they are. */
async function playAlone(eye: Eye, endpoint: ScriptedEndpoint): Promise<void> {
  const { page } = eye;
  const courses: (readonly string[])[] = [];
  for (const [index, slot] of (await slotsShown(page, 'data-slot')).entries()) {
    // Refused once, then slow until it is let go.
    const { letGo, isTime } = gate();
    endpoint.follow(({ number }) => (number === 0 ? { kind: 'refuses', status: 500 } : { kind: 'says', text: index === 1 ? long : short, until: isTime }));
    await page.locator(`main .composer-to [data-to="${slot}"] input`).check();
    await messageBox(page).fill(`And you alone? (${index})`);
    await watchPanes(page);
    await sendButton(page).click();
    await expect(page.locator('main .thread-waiting')).toHaveCount(1);
    await expect.poll(() => endpoint.requests.length).toBe(2);
    await eye.look();
    // The neutral line would be about this one.
    await expect(page.locator('main .one-moment')).toHaveCount(0);
    letGo();
    await replied(page);
    expect(endpoint.requests).toHaveLength(2);
    const moments = await momentsSeen(page);
    const own = moments.filter(({ waiting }) => waiting > 0).map(({ panes, around }) => `${panes[index]} ${around}`);
    courses.push(own.map((moment) => moment.replaceAll(/Assistant [ABC]/g, 'Assistant *').replaceAll(/\(\d\)/g, '(*)')).filter((moment, at, all) => moment !== all[at - 1]));
    for (const { panes } of moments) expect(panes.filter((pane, at) => at !== index && pane.includes('thread-waiting'))).toEqual([]);
    await eye.look();
  }
  expect(courses[0]?.length).toBeGreaterThan(0);
  for (const course of courses) expect(course).toEqual(courses[0]);
}

/** One gives no reply at all: a neutral line for the one, a sentence without a name for the other, and a way on. */
async function playStall(eye: Eye, endpoint: ScriptedEndpoint): Promise<void> {
  const { page, moderator } = eye;
  let ill = true;
  endpoint.follow(({ number, model }) => {
    const isIll = ill && (number === 0 || endpoint.requests[0]?.model === model);
    return isIll ? { kind: 'refuses', status: 500 } : { kind: 'says', text: long };
  });
  await watchPanes(page);
  await send(page, 'Are you still there?');
  const trouble = moderator.getByRole('status').filter({ hasText: words('live.trouble.server-error') });
  await expect(trouble).toContainText(words('live.trouble.spent', { attempt: 4, attempts: 4 }), { timeout: 30_000 });
  expect(await trouble.innerText()).not.toMatch(/assistant|response [ABC]|slot|\b[BC]\b/i);
  await eye.look();
  await expect(page.locator('main .one-moment')).toHaveCount(1);
  await expectSameTrees(page.locator('main [data-slot]'), await slotsShown(page, 'data-slot'));
  await expectSameLooks(moderator, '.mirror-threads .mirror-pane', 'differ');
  ill = false;
  await moderator.getByRole('button', { name: words('live.trouble.retry'), exact: true }).click();
  await replied(page);
  const moments = await momentsSeen(page);
  const running = moments.slice(moments.findIndex(({ waiting }) => waiting > 0));
  expect(running.filter(({ panes }) => new Set(panes).size !== 1)).toEqual([]);
  await judgeTurn(eye);
}

async function endConversation(eye: Eye): Promise<void> {
  const { page, moderator, robot } = eye;
  await page.getByRole('button', { name: words('participant.composer.finish'), exact: true }).click();
  await waitForScreen(page, 'judgement');
  await eye.look();
  await playUntil(page, robot);
  await eye.look();
  await closeSession(moderator);
}

/** The archive says what was found and what was done; where it goes and what it is called says nothing. */
async function checkExportedLeaks(
  { app, moderator }: OpenApp,
  dataFolder: string,
  title: string,
  policy: 'ask-again' | 'mask',
  hunt: SecretHunt,
): Promise<void> {
  const file = path.join(dataFolder, `${policy}.zip`);
  await app.evaluate(({ dialog }, filePath) => {
    const asked = globalThis as unknown as { askedToSave: unknown };
    dialog.showSaveDialog = ((...given: readonly unknown[]) => {
      asked.askedToSave = given.at(-1);
      return Promise.resolve({ canceled: false, filePath });
    });
  }, file);
  const card = moderator.getByRole('article', { name: title, exact: true });
  await card.getByRole('button', { name: words('home.export'), exact: true }).click();
  await expect(card).toContainText(`${policy}.zip`);
  const asked = await app.evaluate(() => (globalThis as unknown as { askedToSave: unknown }).askedToSave);
  expect(JSON.stringify(asked)).toContain('.zip');
  hunt.lookAt(asked, 'dialog that asks where to export to');
  hunt.lookAt(await moderator.content(), 'home after the export');
  const archive = await readArchive(file);
  const leaks = tableIn(archive, 'leaks.csv');
  const about = leaks.filter((row) => /GPT-4|OpenAI/.test(row['passage'] ?? ''));
  expect(new Set(about.map((row) => row['action']))).toEqual(new Set(policy === 'mask' ? ['masked'] : ['asked-again', 'shown']));
  expect(new Set(about.map((row) => row['fate']))).toEqual(new Set(policy === 'mask' ? ['shown'] : ['replaced', 'shown']));
  for (const row of about) expect(row['arm_id']).toMatch(/^secret-arm-\d$/);
  const shown = tableIn(archive, 'responses.csv').filter((row) => row['fate'] === 'shown');
  expect(shown.filter((row) => /GPT-4|OpenAI/.test(row['text'] ?? ''))).toHaveLength(policy === 'mask' ? 0 : 1);
  expect(shown.filter((row) => /GPT-4/.test(row['raw_text'] ?? ''))).toHaveLength(policy === 'mask' ? 2 : 1);
}

async function readTranscript(eye: Eye, policy: 'ask-again' | 'mask'): Promise<void> {
  const { moderator } = eye;
  await readSession(moderator, `BLIND-${policy === 'mask' ? 2 : 1}`);
  for (const part of await moderator.getByRole('navigation', { name: words('transcript.parts') }).getByRole('button').all()) {
    await part.click();
    await eye.lookAtModerator('transcript');
  }
  await screen(moderator, 'transcript').getByRole('button', { name: words('transcript.back'), exact: true }).click();
  await home(moderator).waitFor();
}
