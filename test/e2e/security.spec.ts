import path from 'node:path';
import type { Page } from '@playwright/test';
import { moderatorContract } from '../../shared/contract/moderator.ts';
import { participantContract } from '../../shared/contract/participant.ts';
import { beginSession } from './setting/begin-session.ts';
import { expect, test, type OpenApp } from './setting/test.ts';

type Api = { readonly call: Readonly<Record<string, (input: unknown) => Promise<{ ok: boolean; code?: string }>>> };
declare const window: Window & { readonly visavis: Api };

/** Both pages: a session is begun, so that the participant's is there too. */
async function bothPages(opened: OpenApp): Promise<readonly Page[]> {
  await beginSession(opened.moderator, 'S-1', 'same');
  const participant = await opened.participant();
  await participant.waitForFunction(() => document.body.innerText.length > 100);
  return [opened.moderator, participant];
}

test('a page has the calls of its own contract, and nothing of Node or Electron', async ({ open }) => {
  const opened = await open();
  const contracts = [moderatorContract, participantContract];
  for (const [index, page] of (await bothPages(opened)).entries()) {
    const found = await page.evaluate(() => ({
      node: ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'].filter((name) => name in globalThis),
      api: Object.keys(window.visavis).sort(),
      calls: Object.keys(window.visavis.call).sort(),
      webview: 'getWebContentsId' in document.createElement('webview'),
    }));
    expect(found).toEqual({
      node: [],
      api: ['call', 'onView'],
      calls: Object.keys(contracts[index]!).sort(),
      webview: false,
    });
  }
});

test('a page is given no permission, whatever it asks for', async ({ open }) => {
  const opened = await open();
  for (const page of await bothPages(opened)) {
    const answers = await page.evaluate(async () => {
      const refusal = (asked: Promise<unknown>) => asked.then(() => 'given', () => 'refused');
      return {
        notification: Notification.permission,
        geolocation: (await navigator.permissions.query({ name: 'geolocation' })).state,
        microphone: await refusal(navigator.mediaDevices.getUserMedia({ audio: true })),
        screen: await refusal(navigator.mediaDevices.getDisplayMedia()),
        clipboard: await refusal(navigator.clipboard.readText()),
      };
    });
    expect(answers).toEqual({
      notification: 'denied',
      geolocation: 'denied',
      microphone: 'refused',
      screen: 'refused',
      clipboard: 'refused',
    });
    // A refused full screen gets no answer at all.
    await page.evaluate(() => void document.documentElement.requestFullscreen().catch(() => undefined));
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => document.fullscreenElement)).toBeNull();
  }
});

test('a page goes nowhere and opens nothing', async ({ open }) => {
  const opened = await open();
  const pages = await bothPages(opened);
  for (const page of pages) {
    const before = page.url();
    for (const address of ['https://example.org/', 'file:///etc/hostname', 'app://visavis/moderator/other.html', 'data:text/html,x']) {
      await page.evaluate((to) => {
        const link = document.createElement('a');
        link.href = to;
        document.body.append(link);
        link.click();
        link.target = '_blank';
        link.click();
        link.remove();
      }, address);
      expect(await page.evaluate((to) => window.open(to) === null, address)).toBe(true);
    }
    await page.waitForTimeout(300);
    expect(page.url()).toBe(before);
  }
  expect(opened.app.windows()).toHaveLength(pages.length);
});

test('a page reaches nothing but the app itself', async ({ open }) => {
  const opened = await open();
  for (const page of await bothPages(opened)) {
    const reached = await page.evaluate(async () => {
      const outcomes: Record<string, string> = {};
      const addresses = ['https://example.org/', 'http://127.0.0.1:1/', 'file:///etc/hostname', 'app://visavis/../package.json'];
      for (const address of addresses) {
        outcomes[address] = await fetch(address).then((answer) => String(answer.status), () => 'refused');
      }
      const frame = document.createElement('iframe');
      frame.src = 'https://example.org/';
      document.body.append(frame);
      const script = document.createElement('script');
      script.textContent = 'globalThis.injected = true';
      document.body.append(script);
      return { outcomes, injected: 'injected' in globalThis };
    });
    expect(reached.injected).toBe(false);
    expect(Object.values(reached.outcomes).every((outcome) => outcome === 'refused' || outcome === '404')).toBe(true);
    expect(page.frames().map((frame) => frame.url()).filter((url) => url.includes('example.org'))).toEqual([]);
  }
});

test('no page breaks the content policy by itself', async ({ open }) => {
  const opened = await open();
  for (const page of await bothPages(opened)) {
    await page.addInitScript(() => {
      const seen: string[] = [];
      Object.assign(globalThis, { seenViolations: seen });
      document.addEventListener('securitypolicyviolation', (event) => {
        seen.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
      });
    });
    await page.reload();
    await page.waitForFunction(() => document.body.innerText.length > 100);
    expect(await page.evaluate(() => (globalThis as unknown as { seenViolations: string[] }).seenViolations)).toEqual([]);
  }
});

test('a window that is not the moderator’s cannot use the moderator’s calls', async ({ open }) => {
  const opened = await open();
  const preload = path.resolve('build/preload-moderator.cjs');
  const answer = await opened.app.evaluate(async ({ BrowserWindow }, file) => {
    const [own] = BrowserWindow.getAllWindows();
    if (own === undefined) throw new Error('No window is open.');
    const stranger = new BrowserWindow({
      show: false,
      webPreferences: { preload: file, session: own.webContents.session, additionalArguments: ['--visavis-calls=home/get,settings/get'] },
    });
    await stranger.loadURL('app://visavis/moderator/index.html');
    const answers: unknown = await stranger.webContents.executeJavaScript(
      "Promise.all(['home/get', 'settings/get'].map((name) => window.visavis.call[name]({})))",
    );
    stranger.destroy();
    return answers;
  }, preload);
  expect(answer).toMatchObject([{ ok: false, code: 'not-allowed' }, { ok: false, code: 'not-allowed' }]);
});

test('the settings, which name the models, stay closed while a session runs', async ({ open }) => {
  const opened = await open();
  await bothPages(opened);
  const answers = await opened.moderator.evaluate(async () => [
    await window.visavis.call['settings/get']?.({}),
    await window.visavis.call['settings/list-models']?.({ providerId: 'practice' }),
    await window.visavis.call['settings/reset-arm']?.({ studyId: 'prism-x-practice', armId: 'personal' }),
  ]);
  expect(answers).toMatchObject([
    { ok: true, value: { lockedBySession: true, providers: [], studies: [] } },
    { ok: false, code: 'session-running' },
    { ok: false, code: 'session-running' },
  ]);
});
