import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { messageBox, sendButton } from './robot/conversation.ts';
import { giveReason, home, openPart, screen, startSession } from './robot/moderator.ts';
import { createRobot, playUntil } from './robot/robot.ts';
import { deadAddress, startTestEndpoint, type TestModel } from './setting/model-endpoint.ts';
import { expect, test } from './setting/test.ts';
import { words } from './setting/words.ts';

const key = 'sk-right-key-4711';
const models: readonly TestModel[] = [
  { name: 'house-small', speaks: 'practice-brief', reports: 'house-small-1.2' },
  { name: 'house-large', speaks: 'practice-warm', reports: 'house-large-1.2' },
];
const briefing = 'You answer in one sentence, and you never mention the weather.';

test('an endpoint of the laboratory: added, tried out, mapped to an arm, and asked exactly as it was set up', async ({
  open,
  dataFolder,
}) => {
  const endpoint = await startTestEndpoint(key, models);
  const { moderator, participant } = await open();
  await moderator.getByRole('button', { name: words('moderator.settings'), exact: true }).click();
  await screen(moderator, 'settings').waitFor();

  await test.step('what is wrong with a connection is said in a sentence', async () => {
    await addProvider(moderator, { label: 'Wrong key', address: endpoint.baseURL, key: 'sk-wrong' });
    await listModels(moderator, 'Wrong key');
    await expect(card(moderator, 'Wrong key')).toContainText(words('settings.verdict.refused-key'));
    await addProvider(moderator, { label: 'Nobody there', address: await deadAddress(), key: null });
    await listModels(moderator, 'Nobody there');
    await expect(card(moderator, 'Nobody there')).toContainText(words('settings.verdict.unreachable'));
    await addProvider(moderator, { label: 'Something else', address: endpoint.baseURL.replace('/v1', '/elsewhere'), key });
    await listModels(moderator, 'Something else');
    await expect(card(moderator, 'Something else')).toContainText(words('settings.verdict.not-compatible'));
  });

  await test.step('a provider with the right key lists its models', async () => {
    await addProvider(moderator, { label: 'House', address: endpoint.baseURL, key });
    await expect(card(moderator, 'House')).toContainText(words('settings.key.memory'));
    await listModels(moderator, 'House');
    await expect(card(moderator, 'House')).toContainText(words('settings.provider.models', { count: 2 }));
    await card(moderator, 'House').getByText(words('settings.provider.models', { count: 2 })).click();
    await expect(card(moderator, 'House')).toContainText('house-large');
  });

  await test.step('an arm is mapped, and can be tried out before it is saved', async () => {
    await openPart(moderator, words('settings.arms', { study: 'PRISM-X practice' }));
    await moderator.getByRole('button', { name: words('settings.arm.edit.named', { name: 'Pooled' }), exact: true }).click();
    const form = moderator.getByRole('form', { name: 'Pooled' });
    await form.getByLabel(words('settings.arm.provider')).selectOption({ label: 'House' });
    const modelName = form.getByLabel(words('settings.arm.model-name'), { exact: true });
    await modelName.fill('house-medium');
    await press(form, words('settings.test'));
    await expect(form).toContainText(words('settings.verdict.unknown-model'));
    await modelName.fill('house-large');
    await form.getByLabel(words('settings.parameter.temperature')).fill('7');
    await expect(form).toContainText(words('settings.parameter.temperature.problem'));
    await form.getByLabel(words('settings.parameter.temperature')).fill('0.3');
    await form.getByLabel(words('settings.parameter.topP')).fill('0.9');
    await form.getByLabel(words('settings.parameter.maximumOutputTokens')).fill('77');
    await form.getByLabel(words('settings.parameter.seed')).fill('42');
    await form.getByLabel(words('settings.arm.system-prompt')).fill(briefing);
    await press(form, words('settings.test'));
    await expect(form.getByRole('status').last()).toContainText(words('settings.verdict.works', { seconds: '0.0' }).split('.')[0] ?? '');
    await press(form, words('settings.arm.save'));
    const arm = moderator.getByRole('article', { name: 'Pooled' });
    await expect(arm).toContainText(words('settings.arm.changed'));
    await expect(arm).toContainText(words('settings.arm.model', { model: 'house-large', provider: 'House' }));
  });

  await test.step('a provider in use stays', async () => {
    await openPart(moderator, words('settings.providers'));
    await card(moderator, 'House').getByRole('button', { name: words('settings.provider.remove.named', { label: 'House' }) }).click();
    const dialog = moderator.getByRole('dialog');
    await expect(dialog).toContainText('Pooled');
    await expect(dialog.getByRole('button', { name: words('settings.provider.remove.confirm'), exact: true })).toBeDisabled();
    await dialog.getByRole('button', { name: words('settings.cancel'), exact: true }).click();
    await expect(card(moderator, 'House')).toBeVisible();
  });

  await moderator.getByRole('button', { name: words('moderator.home'), exact: true }).click();
  await home(moderator).waitFor();
  await startSession(moderator, { code: 'HOUSE', pin: '4961' });
  const page = await participant();
  await playUntil(page, createRobot({ seed: 'settings' }), 'conversation');
  await moderator.getByRole('button', { name: words('live.skip'), exact: true }).click();
  await giveReason(moderator, 'Straight to the arms.', words('live.skip.confirm'));
  await expect(page.locator('main h1')).not.toHaveText('Trying it out');

  const asked = endpoint.requests.length;
  await messageBox(page).fill('What should I read next?');
  await sendButton(page).click();
  await expect(page.locator('main [data-reply]')).toHaveCount(4);
  await expect(page.locator('main .thread-waiting')).toHaveCount(0);
  await messageBox(page).fill('And after that?');
  await sendButton(page).click();
  await expect(page.locator('main [data-reply]')).toHaveCount(8);
  await expect(page.locator('main .thread-waiting')).toHaveCount(0);

  await test.step('on the wire: one request a turn, with exactly what was set up, and its own thread only', async () => {
    const turns = endpoint.requests.slice(asked);
    expect(turns).toHaveLength(2);
    const common = { model: 'house-large', temperature: 0.3, top_p: 0.9, max_tokens: 77, seed: 42, stream: true };
    for (const turn of turns) {
      expect(turn.authorization).toBe(`Bearer ${key}`);
      expect(turn.body).toMatchObject(common);
      expect(Object.keys(turn.body).sort()).toEqual([...Object.keys(common), 'messages', 'stream_options'].sort());
    }
    const [first, second] = turns.map(({ body }) => body['messages'] as { role: string; content: string }[]);
    expect(first).toEqual([
      { role: 'system', content: briefing },
      { role: 'user', content: 'What should I read next?' },
    ]);
    expect(second?.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
    const ownReply = bare(second?.[2]?.content ?? '');
    const shown = await page.locator('main [data-slot] [data-turn]:first-child [data-reply]').allInnerTexts();
    expect(shown.filter((reply) => bare(reply) === ownReply)).toHaveLength(1);
  });

  await test.step('while a session is live, the settings name no model', async () => {
    await moderator.getByRole('button', { name: words('live.home'), exact: true }).click();
    await moderator.getByRole('button', { name: words('moderator.settings'), exact: true }).click();
    await expect(screen(moderator, 'settings')).toContainText(words('settings.locked'));
    await expect(screen(moderator, 'settings')).not.toContainText('house-large');
  });

  await test.step('the key is in no file of the data folder', async () => {
    for (const name of ['settings.json', 'visavis.log', 'visavis.db', 'visavis.db-wal']) {
      const content = await readFile(path.join(dataFolder, name), 'latin1').catch(() => '');
      expect(content, name).not.toContain(key);
    }
  });
  await endpoint.close();
});

async function addProvider(page: Page, wanted: { label: string; address: string; key: string | null }): Promise<void> {
  await page.getByRole('button', { name: words('settings.provider.add'), exact: true }).click();
  const form = page.getByRole('form', { name: words('settings.provider.new') });
  await form.getByLabel(words('settings.provider.label'), { exact: true }).fill(wanted.label);
  await form.getByLabel(words('settings.provider.address'), { exact: true }).fill(wanted.address);
  if (wanted.key === null) await form.getByLabel(words('settings.key.choice.none')).check();
  else {
    await form.getByLabel(words('settings.key.choice.memory')).check();
    await form.getByLabel(words('settings.key.value'), { exact: true }).fill(wanted.key);
  }
  await press(form, words('settings.provider.save'));
  await expect(card(page, wanted.label)).toBeVisible();
}

async function listModels(page: Page, label: string): Promise<void> {
  await page.getByRole('button', { name: words('settings.provider.list.named', { label }), exact: true }).click();
}

function card(page: Page, label: string): Locator {
  return page.getByRole('article', { name: label, exact: true });
}

async function press(within: Locator, label: string): Promise<void> {
  await within.getByRole('button', { name: label, exact: true }).click();
}

function bare(text: string): string {
  return text.replaceAll(/[^\p{L}]+/gu, '');
}
