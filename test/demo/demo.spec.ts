import { copyFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { addNote, closeSession, home, openPart, readSession, screen, startSession } from '../e2e/robot/moderator.ts';
import { pointerHand } from '../e2e/robot/pointer-hand.ts';
import { waitForForm } from '../e2e/robot/questionnaire.ts';
import { createRobot, playStep, playUntil } from '../e2e/robot/robot.ts';
import { waitForScreen } from '../e2e/robot/screen.ts';
import { messageBox, sendButton } from '../e2e/robot/conversation.ts';
import { readArchive } from '../e2e/setting/archive.ts';
import { saveTo } from '../e2e/setting/dialogs.ts';
import { expect, test } from '../e2e/setting/test.ts';
import { resize } from '../e2e/setting/windows.ts';
import { words } from '../e2e/setting/words.ts';
import { Album } from './album.ts';
import { demoSpeech } from './script.ts';
import { writeSummary } from './summary.ts';

const project = path.resolve(import.meta.dirname, '../..');
const folder = path.join(project, 'out', 'demo');
/** The pictures of the documentation change only when somebody wants them to. */
const documents = process.env['VISAVIS_UPDATE_PICTURES'] === '1' ? path.join(project, 'docs', 'pictures') : null;
const code = 'K7-264';
/** A plain place, because it can be read in the pictures. */
const place = path.join(tmpdir(), 'visavis-demo');

test('a whole practice session through the real windows, with pictures, archive and summary', async ({ open }) => {
  const startedAt = new Date();
  await rm(place, { recursive: true, force: true });
  const { app, moderator, participant } = await open({
    dataFolder: path.join(place, 'data'),
    env: { VISAVIS_PRACTICE_SPEED: '3', VISAVIS_REVEAL_DELAY: '700' },
  });
  const versions = await app.evaluate(({ app: own }) => `Visavis ${own.getVersion()}, Electron ${process.versions['electron']}`);
  const album = await Album.begin(app, folder, documents);
  await home(moderator).getByRole('button', { name: words('home.start'), exact: true }).waitFor();
  await album.take(moderator, 'home', 'Home before the first session');
  await moderator.getByRole('button', { name: words('home.start'), exact: true }).click();
  await moderator.getByRole('textbox', { name: words('start.moderator'), exact: true }).fill('MM');
  await expect(moderator.getByText(words('start.ready'))).toBeVisible();
  await album.take(moderator, 'start', 'The check before a session', { large: true });
  await moderator.getByRole('button', { name: words('start.cancel'), exact: true }).click();
  await startSession(moderator, { code, pin: '4961' });

  const page = await participant();
  const speech = demoSpeech();
  const robot = createRobot({ seed: 'demonstration', speech, hand: pointerHand({ typingDelay: 4, drags: true }) });
  await resize(app, 'participant', 1280, 800);
  await waitForScreen(page, 'consent');
  await album.take(page, 'consent', 'Consent');
  await playStep(page, robot);
  await waitForScreen(page, 'questionnaire');
  await waitForForm(page);
  await album.take(page, 'profile', 'A short profile');
  await playStep(page, robot);
  await waitForScreen(page, 'instructions');
  await album.take(page, 'instructions', 'How it works');
  await playStep(page, robot);

  await test.step('the practice round, and the first conversation up to its end', async () => {
    await waitForScreen(page, 'conversation');
    await album.take(page, 'practice', 'The practice round begins');
    await finishTrial(page, () => playStep(page, robot));
    await waitForScreen(page, 'conversation');
    await addNote(moderator, 'Asked whether A is always the same assistant; pointed to the instructions.');
    await playStep(page, robot);
    const title = (await page.locator('main h1').textContent()) ?? '';
    await messageBox(page).pressSequentially(speech.message(title, 1), { delay: 4 });
    await sendButton(page).click();
    await expect(page.locator('main .thread-waiting')).toHaveCount(4);
    await album.take(moderator, 'live-waiting', 'The moderator sees that replies are awaited, not whose');
    await expect(page.locator('main .thread-waiting')).toHaveCount(0);
    await album.take(page, 'conversation', 'Four assistants side by side', { large: true, dark: true, document: 'conversation' });
    await album.take(moderator, 'live', 'The live mirror, as blind as the participant', { large: true, dark: true, document: 'live' });
    await playStep(page, robot);
  });

  await test.step('judging', async () => {
    await waitForScreen(page, 'judgement');
    for (const [slot, place] of [['B', 1], ['D', 2]] as const) await robot.hand.rank(page, slot, place);
    for (const [slot, value] of [['A', 58], ['B', 86]] as const) {
      await robot.hand.slide(page.locator(`[data-rating="${slot}"]`).getByRole('slider'), value);
    }
    await album.take(page, 'judgement', 'Rating and ranking, half done', { large: true, document: 'judgement' });
    await playStep(page, robot);
    await page.locator('main [data-kind="attributes"]').waitFor();
    for (const row of (await page.locator('[data-quality]').all()).slice(0, 4)) await robot.hand.slide(row.getByRole('slider'), 72);
    await album.take(page, 'explanation', 'Why the best one was best');
    await playStep(page, robot);
  });

  await playUntil(page, robot, 'blinding-guess');
  await album.take(page, 'guess', 'Which one felt personalised');
  await playStep(page, robot);
  await waitForScreen(page, 'debrief');
  await album.take(page, 'debrief', 'Debrief');
  await playStep(page, robot);
  await waitForScreen(page, 'end');
  await album.take(page, 'end', 'Thanks, and the end');
  await album.take(moderator, 'live-over', 'The session is complete');
  await closeSession(moderator);

  const archiveFile = path.join(folder, 'prism-x-practice.zip');
  await test.step('export', async () => {
    await saveTo(app, path.join(place, path.basename(archiveFile)));
    await moderator.getByRole('button', { name: words('home.export'), exact: true }).click();
    await expect(home(moderator)).toContainText(path.basename(archiveFile));
    await copyFile(path.join(place, path.basename(archiveFile)), archiveFile);
    await album.take(moderator, 'home-after', 'Home with a finished session and its export', { document: 'home' });
  });
  await test.step('transcript and settings', async () => {
    await readSession(moderator, code);
    const second = robot.diary.conversations[1]?.title ?? '';
    await openPart(moderator, second);
    await album.take(moderator, 'transcript', 'The transcript, blinded', { large: true, document: 'transcript' });
    await openPart(moderator, words('transcript.audit'));
    await album.take(moderator, 'audit-trail', 'The audit trail');
    await moderator.getByRole('button', { name: words('moderator.settings'), exact: true }).click();
    await screen(moderator, 'settings').waitFor();
    await openPart(moderator, words('settings.arms', { study: 'PRISM-X practice' }));
    await album.take(moderator, 'settings', 'Which model plays which arm', { large: true, document: 'settings' });
  });

  const seconds = (Date.now() - startedAt.getTime()) / 1000;
  const archive = await readArchive(archiveFile);
  await writeSummary(folder, { startedAt, seconds, versions, diary: robot.diary, archiveFile, archive, pictures: album.pictures });
  console.info(`Demonstration: ${album.pictures.length} pictures, archive and summary.html in ${path.relative(project, folder)} (${seconds.toFixed(0)} s).`);
  expect(robot.diary.conversations).toHaveLength(4);
  expect(archive.size).toBeGreaterThanOrEqual(9);
});

/** Plays a conversation and its judgements, until the next conversation is there. */
async function finishTrial(page: Page, step: () => Promise<unknown>): Promise<void> {
  const before = await page.locator('main h1').textContent();
  const isNext = async (): Promise<boolean> =>
    (await page.locator('main[data-screen="conversation"]').count()) > 0 && (await page.locator('main h1').textContent()) !== before;
  while (!(await isNext())) await step();
}
