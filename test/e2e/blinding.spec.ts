import path from 'node:path';
import type { Page } from '@playwright/test';
import type { ArmMapping } from '../../shared/contract/moderator.ts';
import { messageBox, sendButton, turnCount } from './robot/conversation.ts';
import { closeSession, giveReason, home, readSession, startSession } from './robot/moderator.ts';
import { createRobot, playStep, playUntil } from './robot/robot.ts';
import { screenOf } from './robot/screen.ts';
import { startTestEndpoint, type TestModel } from './setting/model-endpoint.ts';
import { countMessages, readMessages } from './setting/recorded-messages.ts';
import { SecretHunt } from './setting/secrets.ts';
import { leaveSettings } from './setting/settings-file.ts';
import { expect, test } from './setting/test.ts';
import { readTruth } from './setting/truth.ts';
import { words } from './setting/words.ts';

const key = 'sk-zebrafish-0815-secret';
const models: readonly TestModel[] = [
  { name: 'zebra-swift-7b', speaks: 'practice-brief', reports: 'zebra-swift-7b-2026-01' },
  { name: 'heron-kind-13b', speaks: 'practice-warm', reports: 'heron-kind-13b-rev4' },
  { name: 'otter-yes-70b', speaks: 'practice-agreeable', reports: 'otter-yes-70b-fp8' },
  { name: 'mole-long-3b', speaks: 'practice-long-winded', reports: 'mole-long-3b-q4' },
];
const armIds = ['generic', 'prompted', 'pooled', 'personal'];
const armNames = ['Generic', 'Prompted', 'Pooled', 'Personal'];

function mapping(armId: string, model: TestModel): ArmMapping {
  return {
    armId,
    providerId: 'zebrafish',
    model: model.name,
    parameters: { temperature: 0.7 },
    systemPrompt: `Confidential briefing ${model.name.slice(0, 5)}: be a good animal.`,
  };
}

test('through a whole session with faults, nothing that reaches a window says which arm is which', async ({
  open,
  dataFolder,
}) => {
  const endpoint = await startTestEndpoint(key, models);
  const record = path.join(dataFolder, 'messages.jsonl');
  await leaveSettings(dataFolder, {
    providers: [
      { providerId: 'zebrafish', label: 'Zebrafish Hosting', baseURL: endpoint.baseURL, key: { kind: 'environment', variable: 'VISAVIS_TEST_KEY' } },
    ],
    arms: armIds.map((armId, index) => mapping(armId, models[index] as TestModel)),
  });
  const { app, moderator, participant } = await open({
    env: {
      VISAVIS_RECORD_MESSAGES: record,
      VISAVIS_TEST_KEY: key,
      VISAVIS_MODEL_TIMEOUT: '500',
      VISAVIS_RETRY_WAIT: '30',
      VISAVIS_PRACTICE_FAULTS: 'practice-plain-2=slow@20:1+500:1+hang:1',
    },
  });
  await expect(home(moderator)).toBeVisible();
  const hunt = new SecretHunt(
    [
      ...models.flatMap(({ name, reports, speaks }) => [name, reports, speaks]),
      'practice-plain',
      'zebrafish',
      'confidential briefing',
      'be a good animal',
      key,
      endpoint.baseURL,
      new URL(endpoint.baseURL).host,
      'The model as it is, without anything',
      'personal system prompt',
      'Stands for a model',
      'Practice stand-in',
      'You are an assistant in a practice round',
      'chatcmpl',
    ],
    armNames,
  );
  const spoken: { from: string; text: string }[] = [];
  const listen = (page: Page, from: string) => page.on('console', (line) => spoken.push({ from, text: line.text() }));
  listen(moderator, 'console of the moderator');

  // Before a session the settings are open and may name models; from the start of the session on, nothing may.
  const before = countMessages(record);
  await startSession(moderator, { code: 'BLIND', pin: '4961' });
  let page = await participant();
  listen(page, 'console of the participant');
  const robot = createRobot({ seed: 'blinding', turns: 2 });
  const look = async (): Promise<void> => {
    for (const [window, name] of [[moderator, 'moderator'], [page, 'participant']] as const) {
      hunt.lookAt(await window.content(), `page of the ${name}`);
      hunt.lookAt(await accessibleNames(window), `accessibility tree of the ${name}`);
      hunt.lookAt(await window.title(), `title of the ${name}`);
    }
    hunt.lookAt(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.getTitle())), 'window titles');
  };

  let conversations = 0;
  for (let screen = await screenOf(page); screen !== 'end'; screen = await screenOf(page)) {
    if (screen === 'conversation' && (await turnCount(page)) === 0 && (await messageBox(page).inputValue()) === '') {
      conversations += 1;
      // A slow arm, a failing one, a hanging one and one that drops: a different animal each time.
      const { practice } = endpoint;
      practice.clearFaults();
      practice.setFault(models[conversations % 4]?.speaks ?? '*', { kind: 'slow', value: 450 });
      practice.setFault(models[(conversations + 1) % 4]?.speaks ?? '*', [{ kind: '429', value: 0, times: 1 }, { kind: 'drop', times: 1 }]);
      practice.setFault(models[(conversations + 2) % 4]?.speaks ?? '*', [{ kind: 'hang', times: 1 }, { kind: 'garbage', times: 1 }]);
      await watchTurn(page, look);
    } else {
      await playStep(page, robot);
    }
    await look();
  }
  await test.step('a turn that fails for good is as blind', async () => {
    await closeSession(moderator);
    endpoint.practice.clearFaults();
    await startSession(moderator, { code: 'BLIND-2' });
    page = await participant();
    listen(page, 'console of the participant');
    await playUntil(page, createRobot({ seed: 'blinding again' }), 'conversation');
    await moderator.getByRole('button', { name: words('live.skip'), exact: true }).click();
    await giveReason(moderator, 'Straight to the first conversation.', words('live.skip.confirm'));
    await expect(page.locator('main h1')).not.toHaveText('Trying it out');
    endpoint.practice.setFault('practice-warm', { kind: '500' });
    await messageBox(page).fill('Who are you, and who made you?');
    await sendButton(page).click();
    await expect(moderator.getByText(words('live.laptop.models.stalled'))).toBeVisible({ timeout: 30_000 });
    await look();
    await moderator.getByRole('button', { name: words('live.end-session'), exact: true }).click();
    await giveReason(moderator, 'Enough seen.', words('live.end-session.confirm'));
    await closeSession(moderator);
  });
  await test.step('the transcripts are as blind until somebody unblinds', async () => {
    await readSession(moderator, 'BLIND');
    for (const part of await moderator.getByRole('navigation', { name: words('transcript.parts') }).getByRole('button').all()) {
      await part.click();
      hunt.lookAt(await moderator.content(), 'transcript');
    }
  });

  // The PIN is still a setting; with the answer to the start, the session has begun.
  const all = readMessages(record, before);
  const messages = all.slice(all.findIndex(({ channel }) => channel === 'moderator:session/start'));
  for (const { channel, payload } of messages) hunt.lookAt(payload, channel);
  hunt.lookAt(spoken, 'console');
  const events = readTruth(dataFolder, (storage) => storage.listSessions().flatMap(({ sessionId }) => storage.readEvents(sessionId)));
  const callIds = new Set(events.flatMap((event) => (event.kind === 'call-started' ? [event.payload.callId] : [])));
  const sent = JSON.stringify(messages);
  expect(callIds.size).toBeGreaterThan(30);
  expect([...callIds].filter((callId) => sent.includes(callId))).toEqual([]);
  // The last question of the study has the name of an arm for its own; it stands for no slot.
  expect(hunt.findings.filter(({ where, secret }) => !(secret === 'personal' && where.endsWith('.stage.id')))).toEqual([]);

  await test.step('the search itself works', () => {
    expect(messages.length).toBeGreaterThan(100);
    expect(new Set(messages.map(({ channel }) => channel.split(':')[0]))).toEqual(new Set(['participant', 'moderator']));
    expect(hunt.characters).toBeGreaterThan(1_000_000);
    // A public text that is certainly on both screens, hunted in the same way.
    const publicText = robot.diary.conversations.at(-1)?.messages[1] ?? 'nothing was said';
    const control = new SecretHunt([publicText], ['Terrible']);
    for (const { channel, payload } of messages) control.lookAt(payload, channel);
    expect(control.findings.some(({ where }) => where.startsWith('participant'))).toBe(true);
    expect(control.findings.some(({ where }) => where.startsWith('moderator'))).toBe(true);
    expect(control.findings.some(({ secret }) => secret.includes('Terrible'))).toBe(true);
  });
  expect(conversations).toBe(4);
  expect(endpoint.requests.length).toBeGreaterThan(20);
  await endpoint.close();
});

/** Sends a message and looks at every frame until the replies are there. */
async function watchTurn(page: Page, look: () => Promise<void>): Promise<void> {
  await watchFrames(page);
  await messageBox(page).fill('Which animal would you be, and what do you cost?');
  await sendButton(page).click();
  await expect.poll(() => turnCount(page)).toBe(1);
  await look();
  await expect(page.locator('main .thread-waiting')).toHaveCount(0, { timeout: 30_000 });
  await expect(page.locator('main [data-reply]')).toHaveCount(4);
  const seen = () => page.evaluate(() => (window as unknown as { seenFrames: string[][] }).seenFrames);
  // A busy machine may paint the replies a moment after they are in the page.
  await expect.poll(async () => (await seen()).at(-1)?.[0]).toBe('replied');
  const frames = await seen();
  expect(frames.length).toBeGreaterThan(2);
  // In no frame does one pane differ from another: all wait with the same words, then all have replied.
  expect(frames.filter((panes) => new Set(panes).size !== 1)).toEqual([]);
  const stages = frames.map(([first]) => first).filter((pane, index, all) => pane !== all[index - 1]);
  expect(stages.at(-1)).toBe('replied');
  expect(stages.filter((stage) => stage === 'replied')).toHaveLength(1);
}

/** Notes in every painted frame what stands in each pane, replies only as "replied". */
async function watchFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const frames: string[][] = [];
    (window as unknown as { seenFrames: string[][] }).seenFrames = frames;
    const watch = (): void => {
      const panes = [...document.querySelectorAll('main [data-slot]')].map((pane) => {
        const reply = pane.querySelector('[data-turn]:last-child [data-reply]');
        if (reply === null) return 'empty';
        const waiting = reply.querySelector('.thread-waiting');
        return waiting === null ? 'replied' : `waiting: ${waiting.textContent}`;
      });
      if (panes.length > 0) frames.push(panes);
      requestAnimationFrame(watch);
    };
    requestAnimationFrame(watch);
  });
}

/** Names, descriptions and values as a screen reader gets them. */
async function accessibleNames(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  return nodes.flatMap((node) => [node.name, node.description, node.value].flatMap((part) => (part?.value === undefined ? [] : [String(part.value)])));
}
