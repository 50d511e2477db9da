import type { Page } from '@playwright/test';
import { messageBox, sendButton } from './robot/conversation.ts';
import { addNote, closeSession, giveReason, home, openPart, readSession, screen, startSession } from './robot/moderator.ts';
import { waitForForm } from './robot/questionnaire.ts';
import { createRobot, playStep, playUntil } from './robot/robot.ts';
import { waitForScreen } from './robot/screen.ts';
import { Inspection } from './setting/axe.ts';
import { expect, test } from './setting/test.ts';
import { words } from './setting/words.ts';

const table = 'Please give me a table, a list, and some code that sorts numbers.';

test('axe finds nothing serious on any screen of a session, in either window, light or dark', async ({ open }) => {
  test.setTimeout(300_000);
  const inspection = new Inspection();
  const { moderator, participant } = await open({
    env: { VISAVIS_PRACTICE_FAULTS: 'practice-plain-2=slow@20:2+500:4', VISAVIS_RETRY_WAIT: '30' },
  });
  const look = (page: Page, what: string) => inspection.look(page, what);
  await home(moderator).waitFor();
  await expect(moderator.getByRole('button', { name: words('home.start'), exact: true })).toBeVisible();
  await look(moderator, 'home, empty');
  await moderator.getByRole('button', { name: words('home.start'), exact: true }).click();
  await moderator.getByRole('textbox', { name: words('start.moderator'), exact: true }).fill('MM');
  await expect(moderator.getByText(words('start.ready'))).toBeVisible();
  await look(moderator, 'start');
  await moderator.getByRole('button', { name: words('start.cancel'), exact: true }).click();
  await startSession(moderator, { code: 'AXE', pin: '4961' });
  const page = await participant();

  await test.step('consent and its dialogs', async () => {
    await waitForScreen(page, 'consent');
    await look(page, 'consent');
    await page.getByRole('button', { name: words('participant.consent.decline'), exact: true }).click();
    await look(page, 'declining');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: words('participant.door'), exact: true }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('0000');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toContainText(words('participant.door.wrong'));
    await look(page, 'PIN');
    await page.keyboard.press('Escape');
    await look(moderator, 'live, consent');
  });

  const robot = createRobot({ seed: 'axe', turns: 1 });
  await playStep(page, robot);
  await waitForScreen(page, 'questionnaire');
  await waitForForm(page);
  await look(page, 'questionnaire');
  await look(moderator, 'live, questionnaire');
  await playStep(page, robot);
  await waitForScreen(page, 'instructions');
  await look(page, 'instructions');
  await playStep(page, robot);

  await test.step('conversation: empty, in trouble, answered, enlarged, paused', async () => {
    await waitForScreen(page, 'conversation');
    await look(page, 'conversation, empty');
    await messageBox(page).fill(table);
    await sendButton(page).click();
    await expect(page.getByText(words('participant.waiting.one-moment'))).toBeVisible();
    await expect(moderator.getByText(words('live.laptop.models.stalled'))).toBeVisible();
    await look(page, 'conversation, one moment');
    await look(moderator, 'live, trouble');
    await moderator.getByRole('button', { name: words('live.trouble.retry'), exact: true }).click();
    await expect(page.locator('main .thread-waiting')).toHaveCount(0);
    await look(page, 'conversation, answered');
    await look(moderator, 'live, conversation');
    await page.locator('[data-slot="B"] [data-enlarge]').click();
    await look(page, 'conversation, enlarged');
    await page.keyboard.press('Escape');
    await moderator.getByRole('button', { name: words('live.pause'), exact: true }).click();
    await look(moderator, 'reason dialog');
    await giveReason(moderator, 'A short break.', words('live.pause.confirm'));
    await waitForScreen(page, 'covered');
    await look(page, 'paused');
    await addNote(moderator, 'All is quiet.');
    await look(moderator, 'live, paused');
    await moderator.getByRole('button', { name: words('live.resume'), exact: true }).click();
    await waitForScreen(page, 'conversation');
  });

  await test.step('judgements: empty and given', async () => {
    await playUntil(page, robot, 'judgement');
    await look(page, 'comparison, empty');
    await look(moderator, 'live, comparison');
    await page.getByRole('button', { name: words('ui.read-again.of', { assistant: words('ui.slot.name', { slot: 'A' }) }) }).click();
    await look(page, 'reading again');
    await page.keyboard.press('Escape');
    await page.locator('[data-rating="A"]').getByRole('slider').press('Enter');
    await page.locator('[data-card="A"]').click();
    await look(page, 'comparison, card chosen');
    await playStep(page, robot);
    await page.locator('main [data-kind="attributes"]').waitFor();
    await look(page, 'explanation, empty');
    await look(moderator, 'live, explanation');
    await page.locator('[data-quality]').first().getByRole('button').click();
    await look(page, 'explanation, begun');
    await playStep(page, robot);
  });

  await playUntil(page, robot, 'blinding-guess');
  await look(page, 'guess, empty');
  await look(moderator, 'live, guess');
  await page.getByRole('radio').first().check();
  await look(page, 'guess, begun');
  await playStep(page, robot);
  await waitForScreen(page, 'debrief');
  await look(page, 'debrief');
  await playStep(page, robot);
  await waitForScreen(page, 'end');
  await look(page, 'end');
  await look(moderator, 'live, over');
  await closeSession(moderator);

  await test.step('home, transcript and settings', async () => {
    await look(moderator, 'home, with a session');
    await readSession(moderator, 'AXE');
    const parts = moderator.getByRole('navigation', { name: words('transcript.parts') }).getByRole('button');
    for (const part of await parts.all()) {
      await part.click();
      await look(moderator, `transcript, ${await part.innerText()}`);
    }
    await moderator.getByRole('button', { name: words('transcript.unblind'), exact: true }).click();
    await look(moderator, 'unblinding');
    await moderator.keyboard.press('Escape');
    await moderator.getByRole('button', { name: words('moderator.settings'), exact: true }).click();
    await screen(moderator, 'settings').waitFor();
    await look(moderator, 'settings, providers');
    await moderator.getByRole('button', { name: words('settings.provider.add'), exact: true }).click();
    await look(moderator, 'settings, new provider');
    await openPart(moderator, words('settings.arms', { study: 'PRISM-X practice' }));
    await moderator.getByRole('button', { name: words('settings.arm.edit.named', { name: 'Generic' }), exact: true }).click();
    await look(moderator, 'settings, arm');
    await openPart(moderator, words('settings.pin'));
    await look(moderator, 'settings, PIN');
    await openPart(moderator, words('settings.appearance'));
    await look(moderator, 'settings, appearance');
  });
  console.info(`axe: ${inspection.looked.length} looks`);
  expect(inspection.looked.length).toBeGreaterThan(60);
  expect(inspection.findings).toEqual([]);
});
