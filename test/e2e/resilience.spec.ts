import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import type { ElectronApplication, Page } from '@playwright/test';
import { sandboxSwitches } from '../../scripts/setup/display.mjs';
import { electronInUse } from '../../scripts/setup/electron-in-use.mjs';
import { messageBox, sendButton, turnCount } from './robot/conversation.ts';
import { continueSession, home, screen, startSession } from './robot/moderator.ts';
import { createRobot, playStep, playUntil } from './robot/robot.ts';
import { waitForScreen } from './robot/screen.ts';
import { sha256 } from './setting/archive.ts';
import { draftsShown, noteAcknowledgements } from './setting/acknowledgements.ts';
import { expect, test } from './setting/test.ts';
import { readSessionOnDisk } from './setting/truth.ts';
import { standing } from './setting/windows.ts';
import { words } from './setting/words.ts';

test('a second start with the same data folder brings the first to the front and leaves', async ({ open, dataFolder }) => {
  const { app, moderator } = await open();
  await home(moderator).waitFor();
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.blur());
  await app.evaluate(({ app: own }) => {
    own.once('second-instance', () => void ((globalThis as { secondStarts?: number }).secondStarts = 1));
  });
  const second = await startAside(dataFolder);
  expect(await second.exitCode).toBe(0);
  expect(await app.evaluate(() => (globalThis as { secondStarts?: number }).secondStarts)).toBe(1);
  await expect.poll(() => standing(app, 'moderator')).toEqual({ visible: true, minimized: false, focused: true });
  expect(app.windows()).toHaveLength(1);
  await expect(home(moderator)).toBeVisible();
});

test('when the window of the participant breaks, it comes back at the same step with what was typed', async ({ open }) => {
  const { app, moderator, participant } = await open();
  await startSession(moderator, { code: 'CRASH', pin: '4961' });
  const page = await participant();
  await playUntil(page, createRobot({ seed: 'crash' }), 'conversation');
  await messageBox(page).fill('A first question about bread.');
  await sendButton(page).click();
  await expect(page.locator('main .thread-waiting')).toHaveCount(0);
  await expect.poll(() => turnCount(page)).toBe(1);
  await messageBox(page).fill('A second question, not sent y');
  await expect(page.locator('main [data-saved="saved"]')).toBeVisible();
  const replies = await page.locator('main [data-slot]').allInnerTexts();
  await breakWindow(app, 'participant');
  await expect.poll(() => inWindow(app, 'participant', 'document.querySelector("main")?.getAttribute("data-screen") ?? ""')).toBe('conversation');
  await expect.poll(() => inWindow(app, 'participant', 'document.querySelector("main textarea")?.value ?? ""')).toBe('A second question, not sent y');
  const again = await inWindow(app, 'participant', '[...document.querySelectorAll("main [data-slot]")].map((pane) => pane.innerText)');
  expect(again).toEqual(replies);
  // The moderator learns of it.
  await expect(moderator.getByRole('list', { name: words('live.notes') })).toContainText('reloaded');
});

test('when the window of the moderator breaks, it comes back to the running session', async ({ open }) => {
  const { app, moderator, participant } = await open();
  await startSession(moderator, { code: 'CRASH-M', pin: '4961' });
  const page = await participant();
  await playStep(page, createRobot({ seed: 'crash of the moderator' }));
  await breakWindow(app, 'moderator');
  await expect
    .poll(() => inWindow(app, 'moderator', 'document.querySelector("[data-screen]")?.getAttribute("data-screen") ?? ""'))
    .toBe('live');
  expect(await inWindow(app, 'moderator', 'document.body.innerText')).toContain('CRASH-M');
  await waitForScreen(page, 'questionnaire');
});

test('a damaged database is refused with a sentence, and not one byte of it is changed', async ({ open, dataFolder }) => {
  await leaveSession(open);
  const file = path.join(dataFolder, 'visavis.db');
  const content = await readFile(file);
  content.fill(0x5a, 4096, Math.min(content.length, 4096 * 12));
  await writeFile(file, content);
  await expectRefusal(dataFolder, 'damaged-database', file);
});

test('a database of a newer version is refused with a sentence, and not one byte of it is changed', async ({ open, dataFolder }) => {
  await leaveSession(open);
  const file = path.join(dataFolder, 'visavis.db');
  const database = new Database(file);
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.pragma('user_version = 999');
  database.close();
  await expectRefusal(dataFolder, 'newer-database', file);
});

test('a full disk stops the session in both windows before anything is acknowledged that is not stored', async ({ open }) => {
  const disk = await mountSmallDisk();
  try {
    const dataFolder = path.join(disk, 'data');
    const { moderator, participant } = await open({ dataFolder });
    await startSession(moderator, { code: 'FULL', pin: '4961' });
    const page = await participant();
    const robot = createRobot({ seed: 'full disk' });
    await playUntil(page, robot, 'questionnaire');
    await noteAcknowledgements(page, () => undefined);
    await fillDisk(disk);
    const wish = page.locator('[data-name="wish"]').getByRole('textbox');
    // Small drafts may still find room inside the file; large ones do not.
    const covered = waitForScreen(page, 'covered');
    for (let round = 0; round < 40 && (await wish.count()) > 0; round += 1) {
      const text = `${round} `.padEnd(1_900, 'I would like an assistant that listens. ');
      await wish.fill(text, { timeout: 2_000 }).catch(() => undefined);
      const answered = page.locator('main [data-saved="saved"], main[data-screen="covered"]').first();
      await answered.waitFor();
      if ((await wish.count()) === 0) break;
      const acknowledged = (await draftsShown(page)).values['wish Imagine you could tell an assistant how to behave towards you. What would you tell it?'];
      expect(acknowledged, 'the box on the screen').toBeDefined();
      if (acknowledged === text) expect(JSON.stringify(readSessionOnDisk(dataFolder).drafts)).toContain(JSON.stringify(text).slice(1, -1));
    }
    await covered;
    await expect(page.locator('main')).toContainText(words('participant.trouble.title'));
    await expect(screen(moderator, 'live')).toContainText(words('live.halted.disk-full'));
    await rm(path.join(disk, 'filler'));
    expect(readSessionOnDisk(dataFolder).findings).toEqual([]);
    const before = readSessionOnDisk(dataFolder).events.length;

    await test.step('with room again, the session goes on where it was', async () => {
      await moderator.getByRole('button', { name: words('live.halted.close'), exact: true }).click();
      await home(moderator).waitFor();
      await continueSession(moderator, 'FULL');
      const again = await participant();
      await waitForScreen(again, 'questionnaire');
      await playUntil(again, robot, 'conversation');
      expect(readSessionOnDisk(dataFolder).events.length).toBeGreaterThan(before);
      expect(readSessionOnDisk(dataFolder).findings).toEqual([]);
    });
  } finally {
    await unmount(disk);
  }
});

/** A data folder with a session in it, left by an app that is gone. */
async function leaveSession(open: () => Promise<{ moderator: Page; participant(): Promise<Page>; kill(): Promise<void> }>): Promise<void> {
  const { moderator, participant, kill } = await open();
  await startSession(moderator, { code: 'BEFORE', pin: '4961' });
  await playUntil(await participant(), createRobot({ seed: 'before' }), 'instructions');
  await kill();
}

/** Starts the app in the way that reports instead of opening a dialog, and holds the files against what they were. */
async function expectRefusal(dataFolder: string, code: string, file: string): Promise<void> {
  const before = await sumsOf(dataFolder);
  const report = path.join(dataFolder, '..', `${path.basename(dataFolder)}-start.json`);
  const start = await startAside(dataFolder, ['--smoke-test', report]);
  expect(await start.exitCode).toBe(1);
  const said = JSON.parse(await readFile(report, 'utf8')) as { ok: boolean; code: string; message: string };
  await rm(report);
  expect(said).toMatchObject({ ok: false, code });
  // A sentence that names the file and what to do.
  expect(said.message).toContain(file);
  expect(said.message).toMatch(/\. .+\.$/);
  expect(await sumsOf(dataFolder)).toEqual(before);
}

async function sumsOf(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).filter((name) => /^visavis\.db/.test(name) && !name.endsWith('-shm'));
  const sums: Record<string, string> = {};
  for (const name of names) sums[name] = sha256(await readFile(path.join(folder, name)));
  return sums;
}

/** A start beside the test's own, as a second click on the icon would be. */
async function startAside(dataFolder: string, more: readonly string[] = []) {
  const { executable } = await electronInUse();
  const child = spawn(executable, [...sandboxSwitches(), '.', '--data', dataFolder, ...more], {
    cwd: path.resolve(import.meta.dirname, '../..'),
    stdio: 'ignore',
  });
  const exitCode = Promise.race([
    once(child, 'exit').then(([code]) => code as number | null),
    new Promise<'still running'>((resolve) => setTimeout(() => resolve('still running'), 30_000).unref()),
  ]).finally(() => child.kill('SIGKILL'));
  return { exitCode };
}

async function breakWindow(app: ElectronApplication, name: string): Promise<void> {
  await app.evaluate(({ BrowserWindow }, wanted) => {
    const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes(`/${wanted}/`));
    window?.webContents.forcefullyCrashRenderer();
  }, name);
}

/** Asks the page itself, because a page that crashed once is lost to the test's own way in. */
async function inWindow(app: ElectronApplication, name: string, expression: string): Promise<unknown> {
  const said: unknown = await app.evaluate(
    async ({ BrowserWindow }, [wanted, code]): Promise<unknown> => {
      const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes(`/${wanted}/`));
      if (window === undefined || window.webContents.isCrashed() || window.webContents.isLoading()) return null;
      // A page that goes while it is asked never answers.
      const late = new Promise((resolve) => setTimeout(() => resolve(null), 1_000));
      return Promise.race([window.webContents.executeJavaScript(code) as Promise<unknown>, late]);
    },
    [name, expression] as const,
  );
  return said;
}

const smallDiskMegabytes = 320;

/** A disk of its own, in memory. Mounting takes the right to do so, which a container's root has. */
async function mountSmallDisk(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'visavis-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${smallDiskMegabytes}m`, 'tmpfs', folder]);
  if (mounted.status !== 0) {
    await rm(folder, { recursive: true });
    test.skip(true, 'No small disk can be mounted here: this test needs root on Linux.');
  }
  await mkdir(path.join(folder, 'data'));
  return folder;
}

async function unmount(folder: string): Promise<void> {
  spawnSync('umount', ['--lazy', folder]);
  await rm(folder, { recursive: true, force: true });
}

/** Fills the disk to the last byte. */
async function fillDisk(folder: string): Promise<void> {
  const file = path.join(folder, 'filler');
  const block = Buffer.alloc(4 * 1024 * 1024, 7);
  for (let size = block.length; size >= 1; size = Math.floor(size / 2)) {
    for (;;) {
      const written = await writeFile(file, block.subarray(0, size), { flag: 'a' }).then(
        () => true,
        () => false,
      );
      if (!written) break;
    }
  }
}
