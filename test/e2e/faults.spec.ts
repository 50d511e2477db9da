import type { Page } from '@playwright/test';
import type { FailureCategory } from '../../shared/session/events.ts';
import { messageBox, sendButton, turnCount } from './robot/conversation.ts';
import { closeSession, giveReason, home, screen, startSession } from './robot/moderator.ts';
import { createRobot, playUntil } from './robot/robot.ts';
import { waitForScreen } from './robot/screen.ts';
import { expect, test, type OpenApp } from './setting/test.ts';
import { words } from './setting/words.ts';

const attempts = 4;

/** The check before the session asks the model once; that request is not the one to spoil. */
const wellAtFirst = 'slow@20:1';

const illnesses: readonly { readonly fault: string; readonly category: FailureCategory }[] = [
  { fault: `429@0:${attempts}`, category: 'rate-limited' },
  { fault: `500:${attempts}`, category: 'server-error' },
  { fault: `hang:${attempts}`, category: 'timed-out' },
  { fault: `drop:${attempts}`, category: 'connection-lost' },
  { fault: `empty:${attempts}`, category: 'empty-reply' },
  { fault: `garbage:${attempts}`, category: 'malformed-stream' },
];

test('whatever an endpoint does, the participant reads one neutral line, and the moderator what happened but not to whom', async ({
  open,
}) => {
  const faults = [wellAtFirst, ...illnesses.map(({ fault }) => fault)].join('+');
  const { moderator, page } = await openConversation(open, {
    VISAVIS_PRACTICE_FAULTS: `practice-plain-3=${faults}`,
    VISAVIS_MODEL_TIMEOUT: '1000',
    VISAVIS_RETRY_WAIT: '30',
  });
  const question = 'How do I cook rice without burning it?';
  await send(page, question);
  for (const { category } of illnesses) {
    await test.step(category, async () => {
      const trouble = moderator.getByRole('status').filter({ hasText: words(`live.trouble.${category}`) });
      await expect(trouble).toContainText(words('live.trouble.spent', { attempt: attempts, attempts }));
      // Neither a place nor a name: who reads it stays as blind as before.
      expect(await trouble.innerText()).not.toMatch(/assistant|slot|practice|plain|\b[BCD]\b/i);
      await expectNeutral(page, question);
      await moderator.getByRole('button', { name: words('live.trouble.retry'), exact: true }).click();
    });
  }
  await expect(page.locator('main .thread-waiting')).toHaveCount(0);
  for (const pane of await page.locator('main [data-slot] [data-reply]').all()) await expect(pane).not.toBeEmpty();
  await expect(page.getByText(words('participant.waiting.one-moment'))).toHaveCount(0);
  await expect(moderator.getByText(words('live.laptop.models.ok'))).toBeVisible();
});

test('a turn that never ends can be taken back: the words return to the box and can be sent again', async ({ open }) => {
  const { moderator, page } = await openConversation(open, {
    VISAVIS_PRACTICE_FAULTS: `practice-plain-1=${wellAtFirst}+hang:1`,
  });
  await send(page, 'Is it true that cats always land on their feet?');
  await expect(page.locator('main .thread-waiting')).toHaveCount(4);
  await moderator.getByRole('button', { name: words('live.void'), exact: true }).click();
  await giveReason(moderator, 'The replies do not come.', words('live.void.confirm'));
  await expect.poll(() => turnCount(page)).toBe(0);
  await expect(messageBox(page)).toHaveValue('Is it true that cats always land on their feet?');
  await sendButton(page).click();
  await expect(page.locator('main [data-reply]')).toHaveCount(4);
  await expect(page.locator('main .thread-waiting')).toHaveCount(0);
});

test('pausing covers the screen, replies wait for the end of the pause, and every way out asks why', async ({ open }) => {
  const { moderator, page } = await openConversation(open, { VISAVIS_PRACTICE_SPEED: '2', VISAVIS_REVEAL_DELAY: '800' });
  await send(page, 'What should I plant in May?');
  await test.step('pause and resume', async () => {
    await moderator.getByRole('button', { name: words('live.pause'), exact: true }).click();
    await moderator.getByRole('dialog').getByRole('button', { name: words('live.pause.confirm'), exact: true }).click();
    await expect(moderator.getByRole('dialog')).toContainText(words('live.reason.missing'));
    await giveReason(moderator, 'Somebody is at the door.', words('live.pause.confirm'));
    await waitForScreen(page, 'covered');
    await expect(page.locator('main')).toContainText(words('participant.paused.title'));
    await expect(page.locator('main')).not.toContainText('plant');
    await moderator.getByRole('button', { name: words('live.resume'), exact: true }).click();
    await waitForScreen(page, 'conversation');
    await expect(page.locator('main .thread-waiting')).toHaveCount(0);
    await expect(page.locator('main [data-reply]')).toHaveCount(4);
  });
  await test.step('end the conversation: what was shown is judged', async () => {
    await moderator.getByRole('button', { name: words('live.end-conversation'), exact: true }).click();
    await giveReason(moderator, 'Time is short.', words('live.end-conversation.confirm'));
    await waitForScreen(page, 'judgement');
  });
  await test.step('skip the conversation: the next one begins', async () => {
    const before = await page.locator('main .page-head').innerText();
    await moderator.getByRole('button', { name: words('live.skip'), exact: true }).click();
    await giveReason(moderator, 'The participant does not want to judge this.', words('live.skip.confirm'));
    await waitForScreen(page, 'conversation');
    await expect(page.locator('main .page-head')).not.toHaveText(before);
  });
  await test.step('end early: the reason is kept', async () => {
    await moderator.getByRole('button', { name: words('live.end-session'), exact: true }).click();
    await giveReason(moderator, 'The participant has to leave.', words('live.end-session.confirm'));
    await waitForScreen(page, 'end');
    await expect(page.locator('main')).toContainText(words('participant.ended.title'));
    await expect(screen(moderator, 'live')).toContainText('The participant has to leave.');
    await closeSession(moderator);
    await expect(home(moderator)).toContainText('The participant has to leave.');
  });
});

test('a conversation that got no reply at all is skipped when it is ended', async ({ open }) => {
  const { moderator, page } = await openConversation(open, {
    VISAVIS_PRACTICE_FAULTS: `practice-plain-4=${wellAtFirst}+500`,
    VISAVIS_RETRY_WAIT: '20',
  });
  await send(page, 'Can you hear me?');
  await expect(page.getByText(words('participant.waiting.one-moment'))).toBeVisible();
  const notice = moderator.getByRole('status').filter({ hasText: words('live.trouble.server-error') });
  await notice.getByRole('button', { name: words('live.trouble.end-conversation'), exact: true }).click();
  await giveReason(moderator, 'No replies.', words('live.end-conversation.confirm'));
  await expect.poll(() => turnCount(page)).toBe(0);
  await expect(moderator.getByRole('navigation', { name: words('live.plan') })).toContainText(words('live.plan.skipped'));
});

async function openConversation(
  open: (options: { env: Readonly<Record<string, string>> }) => Promise<OpenApp>,
  env: Readonly<Record<string, string>>,
) {
  const { app, moderator, participant } = await open({ env });
  await startSession(moderator, { code: 'FAULTS', pin: '4961' });
  const page = await participant();
  await playUntil(page, createRobot({ seed: 'faults' }), 'conversation');
  return { app, moderator, page };
}

async function send(page: Page, text: string): Promise<void> {
  await messageBox(page).fill(text);
  await sendButton(page).click();
  await expect.poll(() => turnCount(page)).toBe(1);
}

/** The same line for the whole turn, and in every pane nothing but the message. */
async function expectNeutral(page: Page, question: string): Promise<void> {
  await expect(page.getByText(words('participant.waiting.one-moment'))).toHaveCount(1);
  const panes = await page.locator('main [data-slot] .slot-pane-text').allInnerTexts();
  const contents = panes.map((pane) => pane.replaceAll(/\s+/g, ' ').trim());
  expect(contents).toHaveLength(4);
  expect(new Set(contents).size).toBe(1);
  expect(contents[0]).toBe(`${words('ui.thread.you')} ${question}`);
  await expect(page.getByRole('alert')).toHaveCount(0);
}
