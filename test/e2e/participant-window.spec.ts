import type { ElectronApplication } from '@playwright/test';
import { beginSession } from './setting/begin-session.ts';
import { expect, test, type OpenApp } from './setting/test.ts';

type Answer = { readonly ok: boolean; readonly code?: string; readonly value?: unknown };
type Api = { readonly call: Readonly<Record<string, (input: unknown) => Promise<Answer>>> };
declare const window: Window & { readonly visavis: Api };

async function beginWithPin({ moderator, participant }: OpenApp) {
  await moderator.evaluate(() => window.visavis.call['settings/set-pin']?.({ pin: '4711' }));
  await beginSession(moderator, 'W-1', 'second');
  const page = await participant();
  await page.waitForFunction(() => document.body.innerText.length > 100);
  return page;
}

interface WindowState {
  readonly visible: boolean;
  readonly fullScreen: boolean;
}

function participantState(app: ElectronApplication): Promise<WindowState | null> {
  return app.evaluate(({ BrowserWindow }) => {
    const found = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes('/participant/'));
    return found === undefined ? null : { visible: found.isVisible(), fullScreen: found.isFullScreen() };
  });
}

test('the participant’s window fills the screen and is left with the PIN only', async ({ open }) => {
  const opened = await open();
  const page = await beginWithPin(opened);
  await expect.poll(() => participantState(opened.app)).toEqual({ visible: true, fullScreen: true });

  await opened.app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes('/participant/'))?.close();
  });
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await participantState(opened.app)).toEqual({ visible: true, fullScreen: true });

  const leave = (pin: string) => page.evaluate((given) => window.visavis.call['window/leave']?.({ pin: given }), pin);
  for (let tries = 0; tries < 5; tries += 1) expect(await leave('0000')).toEqual({ ok: true, value: { left: false } });
  expect(await leave('4711')).toMatchObject({ ok: false, code: 'too-many-tries' });
  expect((await participantState(opened.app))?.visible).toBe(true);
});

test('the right PIN gives the moderator their window back, and the session goes on', async ({ open }) => {
  const opened = await open();
  const page = await beginWithPin(opened);
  expect(await page.evaluate(() => window.visavis.call['window/leave']?.({ pin: '4711' }))).toEqual({ ok: true, value: { left: true } });
  await expect.poll(async () => (await participantState(opened.app))?.visible).toBe(false);
  expect(await opened.moderator.evaluate(() => window.visavis.call['laptop/get']?.({}))).toMatchObject({
    value: { participantWindow: 'closed' },
  });
  await opened.moderator.evaluate(() => window.visavis.call['participant-window/show']?.({}));
  await expect.poll(() => participantState(opened.app)).toEqual({ visible: true, fullScreen: true });
  expect(await opened.moderator.evaluate(() => window.visavis.call['session/close']?.({}))).toMatchObject({ code: 'session-running' });
});

test('shortcuts that would close or reload the page do not', async ({ open }) => {
  const opened = await open();
  const page = await beginWithPin(opened);
  await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }));
  await opened.app.evaluate(({ webContents }) => {
    const contents = webContents.getAllWebContents().find((each) => each.getURL().includes('/participant/'));
    for (const [keyCode, modifiers] of [['F5', []], ['r', ['control']], ['F12', []], ['i', ['control', 'shift']], ['w', ['control']]] as const) {
      contents?.sendInputEvent({ type: 'keyDown', keyCode, modifiers: [...modifiers] });
      contents?.sendInputEvent({ type: 'keyUp', keyCode, modifiers: [...modifiers] });
    }
  });
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await page.evaluate(() => 'sameDocument' in globalThis)).toBe(true);
  const devTools = await opened.app.evaluate(({ webContents }) => webContents.getAllWebContents().some((each) => each.isDevToolsOpened()));
  expect(devTools).toBe(false);
});

test('a page that crashes is back at the same step, and the crash is on record', async ({ open }) => {
  const opened = await open();
  await beginWithPin(opened);
  const screenNow = (): Promise<string> =>
    opened.app.evaluate(async ({ webContents }) => {
      const contents = webContents.getAllWebContents().find((each) => each.getURL().includes('/participant/'));
      if (contents === undefined || contents.isCrashed()) return '';
      return (await contents.executeJavaScript('document.body.innerText')) as string;
    });
  const before = await screenNow();
  await opened.app.evaluate(({ webContents }) => {
    webContents.getAllWebContents().find((each) => each.getURL().includes('/participant/'))?.forcefullyCrashRenderer();
  });
  await expect
    .poll(async () => {
      const live = await opened.moderator.evaluate(() => window.visavis.call['live/get']?.({}));
      return (live?.value as { notes: readonly { kind: string }[] }).notes.map(({ kind }) => kind);
    })
    .toEqual(['incident']);
  await expect.poll(screenNow).toBe(before);
});
