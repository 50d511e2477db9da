import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { addNote, closeSession, home, openPart, readSession, screen, startSession } from '../e2e/robot/moderator.ts';
import type { Hand } from '../e2e/robot/hand.ts';
import { pointerHand } from '../e2e/robot/pointer-hand.ts';
import { createRobot, playStep } from '../e2e/robot/robot.ts';
import { screenOf, waitForAnyScreen, type ScreenName } from '../e2e/robot/screen.ts';
import { readArchive } from '../e2e/setting/archive.ts';
import { saveTo } from '../e2e/setting/dialogs.ts';
import { expect, test } from '../e2e/setting/test.ts';
import { resize } from '../e2e/setting/windows.ts';
import { words } from '../e2e/setting/words.ts';
import { Album, laptop } from './album.ts';
import { demonstration } from './script.ts';
import { writeSummary } from './summary.ts';

const project = path.resolve(import.meta.dirname, '../..');
const folder = path.join(project, 'out/demo');
const readmeFolder = process.env['VISAVIS_RENEW_PICTURES'] ? path.join(project, 'docs/pictures') : null;

/** Screens of which a picture is taken when they are filled in, the first time they are met. */
const captions: Partial<Record<ScreenName, string>> = {
  consent: 'Consent',
  questionnaire: 'About the participant',
  instructions: 'How it works',
  conversation: 'The practice round',
  comparison: 'Rating and ranking',
  explanation: 'The best one in detail',
  'blinding-guess': 'Which one felt personalised',
  debrief: 'Debrief',
};

test('a practice session from start to archive', async ({ open }) => {
  const startedAt = Date.now();
  const { app, moderator, participant } = await open({ natural: true });
  const album = await Album.begin(folder, app, readmeFolder);
  await resize(app, 'moderator', laptop.width, laptop.height);
  await home(moderator).waitFor();
  await album.take(moderator, 'home', 'Home before the first session');

  await moderator.getByRole('button', { name: words('home.start'), exact: true }).click();
  await screen(moderator, 'start').waitFor();
  await expect(moderator.getByRole('button', { name: words('start.start'), exact: true })).toBeEnabled({ timeout: 60_000 });
  await album.take(moderator, 'start', 'The check before a session');
  await moderator.getByRole('button', { name: words('start.cancel'), exact: true }).click();
  await startSession(moderator, { code: 'K7-204', pin: '4961' });

  const page = await participant();
  await resize(app, 'participant', laptop.width, laptop.height);
  const seen = new Set<ScreenName>();
  const robot = createRobot({
    seed: 'demonstration',
    speech: demonstration,
    hand: photographing(pointerHand({ typingDelay: 4, drags: true }), page, async (name) => {
      const caption = captions[name];
      if (caption === undefined || seen.has(name)) return;
      seen.add(name);
      await album.take(page, name, caption, name === 'comparison' ? { readme: 'judgement' } : {});
      if (name === 'comparison') await album.takeLarge('participant', page, name, caption);
    }),
  });

  let pictured = false;
  for (let shown = await waitForAnyScreen(page); shown !== 'end'; shown = await screenOf(page)) {
    await playStep(page, robot);
    const held = robot.diary.conversations.at(-1);
    if (!pictured && held?.title === 'Something that matters to you' && held.messages.length === 2) {
      pictured = true;
      await addNote(moderator, 'Asked whether the assistants remember earlier conversations. Answered from the script.');
      await album.take(page, 'conversation', 'A conversation with four slots', { readme: 'conversation' });
      await album.takeLarge('participant', page, 'conversation', 'A conversation with four slots');
      await album.take(moderator, 'live', 'What the moderator sees of it', { readme: 'live' });
      await album.takeLarge('moderator', moderator, 'live', 'What the moderator sees of it');
      await pictureInTheDark(page, album);
    }
  }
  expect(pictured).toBe(true);
  await album.take(page, 'end', 'The end of the session');

  await closeSession(moderator);
  await readSession(moderator, 'K7-204');
  await openPart(moderator, 'Something that matters to you');
  await album.take(moderator, 'transcript', 'The transcript, blinded', { readme: 'transcript' });
  await album.takeLarge('moderator', moderator, 'transcript', 'The transcript, blinded');
  await screen(moderator, 'transcript').getByRole('button', { name: words('transcript.back'), exact: true }).click();

  const archive = path.join(folder, 'prism-x-practice.zip');
  await saveTo(app, archive);
  await moderator.getByRole('button', { name: words('home.export'), exact: true }).click();
  await expect(home(moderator)).toContainText('prism-x-practice.zip');
  await moderator.getByRole('button', { name: words('home.records.check'), exact: true }).click();
  await expect(home(moderator).getByText(words('home.records.sound'))).toBeVisible();
  await album.take(moderator, 'exported', 'Home after the session: exported, and the records checked', { readme: 'home' });

  await moderator.getByRole('button', { name: words('moderator.settings'), exact: true }).click();
  await screen(moderator, 'settings').waitFor();
  await album.take(moderator, 'settings', 'Settings', { readme: 'settings' });
  await album.takeLarge('moderator', moderator, 'settings', 'Settings');

  const members = [...(await readArchive(archive)).keys()];
  expect(members).toContain('MANIFEST.json');
  await writeSummary(folder, {
    seconds: (Date.now() - startedAt) / 1000,
    diary: robot.diary,
    pictures: album.pictures,
    archive: { name: path.basename(archive), bytes: (await stat(archive)).size, members },
    recordsAreSound: true,
  });
});

/** A hand that lets a picture be taken before it leaves a screen. */
function photographing(hand: Hand, page: Page, beforeLeaving: (screen: ScreenName) => Promise<void>): Hand {
  const leaving = [words('participant.continue'), words('participant.composer.finish'), words('participant.consent.agree')];
  return {
    ...hand,
    async press(target) {
      if (leaving.includes((await target.innerText()).trim())) await beforeLeaving(await screenOf(page));
      await hand.press(target);
    },
  };
}

async function pictureInTheDark(page: Page, album: Album): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' });
  await album.take(page, 'conversation-dark', 'The same conversation in the dark theme');
  await page.emulateMedia({ colorScheme: 'light' });
}
