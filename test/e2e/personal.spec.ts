import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { RecordedEvent } from '../../shared/session/events.ts';
import { closeSession, home, startSession } from './robot/moderator.ts';
import { createRobot, playUntil } from './robot/robot.ts';
import { callApp, lockTemplate } from './setting/designs.ts';
import { openFrom } from './setting/dialogs.ts';
import { startTestEndpoint, type TestModel } from './setting/model-endpoint.ts';
import { countMessages, readMessages } from './setting/recorded-messages.ts';
import { SecretHunt } from './setting/secrets.ts';
import { leaveSettings } from './setting/settings-file.ts';
import { expect, test } from './setting/test.ts';
import { threePeople, writePrismFolder, type EarlierPerson } from './setting/three-people.ts';
import { readTruth } from './setting/truth.ts';

const key = 'sk-personal-4711-secret';
const common: Readonly<Record<string, string>> = { generic: 'plain-crane-7b', prompted: 'told-crane-7b', pooled: 'many-crane-7b', personal: 'many-crane-7b' };
const title = 'Four at once';
const briefing = (armId: string): string => `Secret briefing for the ${armId} crane.`;
const summary = 'A summary that somebody has read: likes it short.';

// Three whole sessions, one after the other.
test.describe.configure({ timeout: 600_000 });

test('PRISM-X with three people of an earlier study: every arm gets exactly its model and its prompt, and no window hears of it', async ({ open, dataFolder }) => {
  const models: TestModel[] = [...new Set(Object.values(common))].map((name) => ({ name, speaks: 'practice-brief', reports: name }));
  const endpoint = await startTestEndpoint(key, models);
  const record = path.join(dataFolder, 'messages.jsonl');
  await leaveSettings(dataFolder, {
    providers: [{ providerId: 'cranes', label: 'Crane Hosting', baseURL: endpoint.baseURL, key: { kind: 'environment', variable: 'VISAVIS_TEST_KEY' } }],
  });
  const { app, moderator, participant } = await open({ env: { VISAVIS_RECORD_MESSAGES: record, VISAVIS_TEST_KEY: key } });
  await home(moderator).waitFor();

  const studyId = await test.step('the template is locked as it is, and its arms are pointed at the endpoint', async () => {
    const locked = await lockTemplate(moderator, 'prism-x', title);
    for (const [armId, model] of Object.entries(common)) {
      const mapping = { armId, providerId: 'cranes', model, parameters: { temperature: 1 }, systemPrompt: briefing(armId) };
      await callApp(moderator, 'settings/map-arm', { studyId: locked, mapping });
    }
    return locked;
  });

  const codes = await test.step('three people are imported', async () => {
    const folder = path.join(dataFolder, 'earlier-study');
    await writePrismFolder(folder, threePeople);
    await openFrom(app, folder);
    await callApp(moderator, 'prism/open', { studyId });
    await expect.poll(async () => (await callApp(moderator, 'prism/progress', {})).kind).toBe('looked');
    await callApp(moderator, 'prism/import', { studyId, choice: { userIds: null, skipBroken: false } });
    await expect.poll(async () => (await callApp(moderator, 'prism/progress', {})).kind).toBe('imported');
    const { people } = await callApp(moderator, 'people/list', { studyId });
    return threePeople.map(({ userId }) => people.find(({ originId }) => originId === userId)?.participantCode ?? '');
  });
  const [ruled = '', mapped = '', without = ''] = codes;
  expect(new Set(codes).size).toBe(3);

  await test.step('one has the model that the rule names, one a model from a table, one has none', async () => {
    models.push({ name: `practice-own-${ruled}`, speaks: 'practice-warm', reports: 'own-crane' }, { name: 'hand-made-crane', speaks: 'practice-agreeable', reports: 'own-crane' });
    const table = path.join(dataFolder, 'models.csv');
    await writeFile(table, `participant,model\n${mapped},hand-made-crane\n`);
    await openFrom(app, table);
    expect((await callApp(moderator, 'own-model/import', { studyId, armId: 'personal' }))?.problems).toEqual([]);
    const { entries } = await callApp(moderator, 'own-model/check', { studyId, armId: 'personal' });
    expect(Object.fromEntries(entries.map(({ participantCode, standing, answers }) => [participantCode, [standing, answers]]))).toEqual({
      [ruled]: ['rule', 'yes'],
      [mapped]: ['mapped', 'yes'],
      [without]: ['common', 'no'],
    });
  });

  await test.step('two have a summary, of which one was reviewed', async () => {
    for (const participantCode of [ruled, mapped]) await callApp(moderator, 'summary/make', { studyId, participantCode, providerId: 'cranes', model: 'plain-crane-7b' });
    await callApp(moderator, 'summary/review', { studyId, participantCode: ruled, text: summary, by: 'RR' });
  });

  const hunt = new SecretHunt(
    ['crane', 'practice-own', 'hand-made', 'secret briefing', 'likes it short', 'qviiki', 'mellun', 'grontel', 'what is known about the person', key, endpoint.baseURL, new URL(endpoint.baseURL).host],
    ['Generic', 'Prompted', 'Pooled'],
  );
  // The title of the study is on every screen: whoever does not find it finds nothing.
  const control = new SecretHunt([title.toLowerCase()], []);
  const look = async (page: Page, name: string): Promise<void> => hunt.lookAt(await page.content(), name);
  const ownModels: readonly { readonly model: string; readonly ownModel: string }[] = [
    { model: `practice-own-${ruled}`, ownModel: 'rule' },
    { model: 'hand-made-crane', ownModel: 'mapped' },
    { model: 'many-crane-7b', ownModel: 'common' },
  ];
  for (const [index, code] of codes.entries()) {
    await test.step(`a whole session with ${threePeople[index]?.userId ?? ''}`, async () => {
      const before = countMessages(record);
      const wireBefore = endpoint.requests.length;
      await startSession(moderator, { code, study: title, moderator: 'MM', ...(index === 0 ? { pin: '4961' } : {}) });
      const page = await participant();
      const robot = createRobot({ seed: `personal ${index}`, turns: 2 });
      await playUntil(page, robot, 'break');
      await look(page, 'page of the participant');
      await look(moderator, 'page of the moderator');
      await playUntil(page, robot);
      await closeSession(moderator);
      const messages = readMessages(record, before);
      for (const { channel, payload } of messages.slice(messages.findIndex(({ channel: each }) => each === 'moderator:session/start'))) {
        if (channel.startsWith('moderator:home')) continue;
        hunt.lookAt(payload, channel);
        control.lookAt(payload, channel);
      }

      const events = eventsOf(dataFolder, code);
      const answers = events.flatMap((event) => (event.kind === 'questionnaire-answered' && event.payload.stageId === 'profile' ? [event.payload.answers] : []))[0] ?? {};
      const own = ownModels[index];
      const person = threePeople[index];
      if (own === undefined || person === undefined) throw new Error('There are three.');
      // The check before the session asks every model, too, and tells it nothing.
      const asked = endpoint.requests.slice(wireBefore).map(({ body }) => body as unknown as WireBody).filter(({ messages: [first] }) => first?.role === 'system');
      const sent = events.filter((event) => event.kind === 'turn-sent' && event.payload.conversationId.startsWith('conversations')).length;
      expect(sent).toBe(12);
      const length = 'Answer in about 50 words.';
      const told = personalPart(answers, person, index === 0 ? summary : null);
      const expected: readonly (readonly [string, string])[] = [
        ['plain-crane-7b', `${briefing('generic')}\n\n${length}`],
        ['told-crane-7b', `${briefing('prompted')}\n\n${told}\n\n${length}`],
        ['many-crane-7b', `${briefing('pooled')}\n\n${length}`],
        [own.model, `${briefing('personal')}\n\n${length}`],
      ];
      const onTheWire = asked.map(({ model, messages: [first] }) => JSON.stringify([model, first?.content]));
      for (const each of expected) expect(onTheWire.filter((one) => one === JSON.stringify(each)), `requests to ${each[0]}`).toHaveLength(sent);
      expect(onTheWire).toHaveLength(4 * sent);

      const created = events.find((event) => event.kind === 'session-created');
      const stood = created?.payload.models.find(({ stageId, armId }) => stageId === 'conversations' && armId === 'personal');
      expect({ model: stood?.model.model, ownModel: stood?.ownModel }).toEqual(own);
      // What was sent is what is kept.
      const kept = events.flatMap((event) => (event.kind === 'call-started' && event.payload.armId === 'prompted' ? [event.payload.messages[0]?.content] : []));
      expect(new Set(kept)).toEqual(new Set([expected[1]?.[1]]));
    });
  }

  expect(hunt.findings).toEqual([]);
  expect(hunt.characters).toBeGreaterThan(500_000);
  for (const window of ['moderator', 'participant']) expect(control.findings.some(({ where }) => where.startsWith(window))).toBe(true);
  await endpoint.close();
});

interface WireBody {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
}

function eventsOf(dataFolder: string, code: string): readonly RecordedEvent[] {
  return readTruth(dataFolder, (storage) => {
    const session = storage.listSessions().find(({ participantCode }) => participantCode === code);
    return session === undefined ? [] : storage.readEvents(session.sessionId);
  });
}

interface ProfileQuestion {
  readonly name: string;
  readonly choices?: readonly { readonly value: string; readonly text: string }[];
  readonly sliders?: readonly { readonly id: string; readonly label: string }[];
}

/** The questions of the profile, as the template has them. */
function profileQuestions(): readonly ProfileQuestion[] {
  const file = path.join(import.meta.dirname, '../../resources/templates/prism-x.study.json');
  const study = JSON.parse(readFileSync(file, 'utf8')) as { sessions: { stages: { id: string; survey?: { pages: { elements: ProfileQuestion[] }[] } }[] }[] };
  const profile = study.sessions.flatMap(({ stages }) => stages).find(({ id }) => id === 'profile');
  return profile?.survey?.pages.flatMap(({ elements }) => elements) ?? [];
}

const choiceTexts: Readonly<Record<string, Readonly<Record<string, string>>>> = Object.fromEntries(
  profileQuestions().map(({ name, choices = [] }) => [name, Object.fromEntries(choices.map(({ value, text }) => [value, text]))]),
);
const qualities: Readonly<Record<string, string>> = Object.fromEntries(
  profileQuestions().find(({ name }) => name === 'stated_prefs')?.sliders?.map(({ id, label }) => [id, label]) ?? [],
);

/** The template's words around what this person answered today and what is known of them from before, put together by hand. */
function personalPart(answers: Readonly<Record<string, unknown>>, { country, exchanges }: EarlierPerson, reviewed: string | null): string {
  const chosen = (name: string): string => choiceTexts[name]?.[String(answers[name])] ?? String(answers[name]);
  const uses = answers['lm_usecases'];
  const preferences = Object.entries(answers['stated_prefs'] as Readonly<Record<string, number>>);
  const top = preferences.sort(([one, left], [two, right]) => right - left || (one < two ? -1 : 1)).slice(0, 3).map(([quality]) => qualities[quality]);
  const blocks = exchanges.toReversed().map(({ message, better, worse }) => `Message: ${message}\nLiked reply: ${better}\nDisliked reply: ${worse}`);
  return [
    'Below is what is known about the person you are talking with. Let it shape your answer: what you emphasise, what you leave out, how long and how direct you are. Never mention that you know it, never quote it, and never guess beyond it. Where it has no bearing on the question, leave it aside. Where it and the question disagree, the question counts.',
    ...(reviewed === null ? [] : [`In short: ${reviewed}`]),
    `In their own words:\n${String(answers['self_description'])}`,
    `How they want an assistant to behave, in their own words:\n${String(answers['system_string'])}`,
    [
      'Facts:',
      `- Age: ${chosen('age')}`,
      `- Gender: ${chosen('gender')}`,
      `- Lives in: ${country}`,
      `- Education: ${chosen('education')}`,
      `- Work: ${chosen('employment_status')}`,
      ...(Array.isArray(uses) ? [`- Uses language models for: ${uses.map((use) => choiceTexts['lm_usecases']?.[String(use)] ?? String(use)).join(', ')}`] : []),
    ].join('\n'),
    `What matters most to them in an assistant, most important first: ${top.join(', ')}.`,
    `Earlier exchanges on similar matters, with the reply they liked best and the one they liked least. Only the manner of the replies counts, not their content:\n${blocks.join('\n\n')}`,
  ].join('\n\n');
}
