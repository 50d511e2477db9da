import path from 'node:path';
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { closeSession, home, screen, startSession } from './robot/moderator.ts';
import { choose, expectProblems, field, form, leaveStudy, newStudy, openStudies, openStudy, openTab, outlineTitles, press, start, waitUntilSaved } from './robot/researcher.ts';
import { createRobot, playUntil } from './robot/robot.ts';
import { answerOf, callApp, lockTemplate } from './setting/designs.ts';
import { countMessages, readMessages } from './setting/recorded-messages.ts';
import { expect, test } from './setting/test.ts';
import { readTruth } from './setting/truth.ts';
import { resize } from './setting/windows.ts';
import { words } from './setting/words.ts';

test('the preview shows the screen of the chosen stage, follows the typing, and reaches nothing', async ({ open, dataFolder }) => {
  const recorded = path.join(dataFolder, 'messages.jsonl');
  const { app, moderator: page } = await open({ env: { VISAVIS_RECORD_MESSAGES: recorded } });
  await resize(app, 'moderator', 1700, 1000);
  await openStudies(page);
  await newStudy(page, 'Looked at', words('designs.new.nothing'));
  const shown = page.frameLocator('iframe.preview-frame').locator('main[data-screen]');
  await choose(page, 'Welcome');
  await expect(shown).toHaveAttribute('data-screen', 'instructions');
  await expect(shown).toContainText('Thank you for taking part.');
  const text = field(form(page), words('design.form.markdown'));
  await text.fill('Please read **this** first.');
  await expect(shown).toContainText('Please read this first.');
  await expect(shown.locator('strong')).toHaveText('this');
  await text.pressSequentially(' And then that.');
  await expect(shown).toContainText('And then that.');
  await expect(text).toBeFocused();
  await waitUntilSaved(page);

  await test.step('it takes no pointer and no focus until it is tried, and then answers by itself', async () => {
    const frame = page.locator('iframe.preview-frame');
    await expect(frame).toHaveAttribute('inert', '');
    const calls = await watchCalls(app);
    await callApp(page, 'live/get', {});
    expect(await calls()).toBe(1);
    const before = countMessages(recorded);
    await page.getByRole('checkbox', { name: words('design.preview.try') }).check();
    await expect(frame).not.toHaveAttribute('inert', '');
    await shown.getByRole('button', { name: words('participant.continue'), exact: true }).click();
    await expect(shown).not.toHaveAttribute('data-screen', 'instructions');
    const inside = page.frames().find((each) => each.url().includes('/preview/'));
    expect(await inside?.evaluate(() => 'visavis' in window)).toBe(false);
    expect(await calls(), 'calls that reached the main process').toBe(1);
    expect(readMessages(recorded, before)).toEqual([]);
    expect(readTruth(dataFolder, (storage) => storage.listSessions())).toEqual([]);
  });
});

test('while a session is live, studies are closed and name no arm', async ({ open }) => {
  const { moderator: page, participant } = await open();
  await home(page).waitFor();
  const studyId = await lockTemplate(page, 'single-arm-pilot', 'Live now');
  const { content } = await callApp(page, 'design/get', { studyId });
  const arms = (content as unknown as { readonly arms: readonly { readonly name: string; readonly model: { readonly model: string } }[] }).arms;
  await startSession(page, { code: 'L-1', pin: '4961', study: 'Live now' });
  await press(page, words('live.home'));
  await page.getByRole('button', { name: words('moderator.studies'), exact: true }).click();
  await screen(page, 'designs').waitFor();
  const closed = await answerOf(page, 'design/list', {});
  if (closed.ok) throw new Error('The list is open while a session is live.');
  await expect(screen(page, 'designs')).toContainText(closed.message);
  for (const arm of arms) {
    await expect(page.locator('body')).not.toContainText(arm.name);
    await expect(page.locator('body')).not.toContainText(arm.model.model);
  }
  for (const [name, input] of [
    ['design/get', { studyId }],
    ['design/save', { studyId, content: {} }],
    ['design/create', { title: 'Another', from: { kind: 'study', studyId } }],
    ['design/export', { studyId, digest: null }],
    ['design/summary', { studyId, digest: null, format: 'html' }],
    ['design/lock', { studyId, lockedBy: 'RB', reason: 'x', statement: 'y' }],
    ['design/import', {}],
    ['blinding/report', { studyId }],
    ['rehearsal/get', { studyId }],
    ['rehearsal/start', { studyId, parameters: {} }],
  ] as const) {
    expect(await answerOf(page, name, input), name).toMatchObject({ ok: false, message: closed.message });
  }
  await press(page, words('moderator.live.back'));
  await playUntil(await participant(), createRobot({ seed: 'live', turns: 1 }));
  await closeSession(page);
  await openStudies(page);
  await openStudy(page, 'Live now');
});

test('a rehearsal from the app: its progress, its result as no data, and a cancelled one that leaves nothing', async ({ open, dataFolder }) => {
  const { app, moderator: page } = await open();
  await resize(app, 'moderator', 1700, 1000);
  await openStudies(page);
  const [first] = (await callApp(page, 'design/list', {})).templates;
  await newStudy(page, 'Tried out', first?.title ?? '');
  await openTab(page, words('design.tab.rehearsal'));
  const panel = page.locator('[data-tab="rehearsal"]');
  await expect(panel).toContainText(words('design.rehearsal.empty'));
  const set = (name: 'participants' | 'runs' | 'sampleSizes', value: string) =>
    panel.getByRole('textbox', { name: words(`design.rehearsal.field.${name}`), exact: true }).fill(value);

  await test.step('what cannot be rehearsed is said at its field', async () => {
    await set('participants', 'many');
    await press(panel, words('design.rehearsal.start'));
    await expect(panel).toContainText(words('design.rehearsal.field.participants.wrong'));
  });

  await test.step('cancelled: nothing is left', async () => {
    await set('participants', '2000');
    await set('runs', '5000');
    await press(panel, words('design.rehearsal.start'));
    await expect(panel.getByRole('progressbar')).toBeVisible();
    await press(panel, words('design.rehearsal.cancel'));
    await expect(panel.getByRole('progressbar')).toBeHidden();
    await expect(panel).toContainText(words('design.rehearsal.empty'));
  });

  await test.step('four participants: all paths finish', async () => {
    await set('participants', '4');
    await set('runs', '20');
    await set('sampleSizes', '12 24');
    await panel.getByRole('textbox', { name: words('design.rehearsal.field.dropOut'), exact: true }).fill('0');
    await press(panel, words('design.rehearsal.start'));
    const result = panel.getByRole('region', { name: words('design.rehearsal.result'), exact: true });
    await expect(result).toBeVisible({ timeout: 60_000 });
    await expect(result).toContainText(words('design.rehearsal.paths.fine'));
    await expect(result).toContainText(words('design.rehearsal.mark'));
    await expect(result.locator('dl').first().locator('dd')).toHaveText(['4', '0', '0']);
  });

  await test.step('it is kept with the study, and is nowhere among the data', async () => {
    expect(readTruth(dataFolder, (storage) => storage.listSessions())).toEqual([]);
    await leaveStudy(page);
    await openStudy(page, 'Tried out');
    await openTab(page, words('design.tab.rehearsal'));
    await expect(panel.getByText(words('design.rehearsal.mark')).first()).toBeVisible();
    await leaveStudy(page);
    await page.getByRole('button', { name: words('moderator.home'), exact: true }).click();
    await home(page).waitFor();
    await expect(home(page)).not.toContainText('Tried out');
  });
});

test('by keyboard alone: a study is opened, a stage moved, a field changed, and all of it undone', async ({ open }) => {
  const { app, moderator: page } = await open();
  await resize(app, 'moderator', 1280, 800);
  await callApp(page, 'design/create', { title: 'By hand', from: { kind: 'template', templateId: 'single-arm-pilot' } });
  await page.evaluate(() => {
    for (const kind of ['pointerdown', 'mousedown'] as const) {
      window.addEventListener(kind, () => document.documentElement.setAttribute('data-pointer-used', ''), true);
    }
  });
  await tabTo(page, page.getByRole('button', { name: words('moderator.studies'), exact: true }));
  await page.keyboard.press('Enter');
  await screen(page, 'designs').waitFor();
  await tabTo(page, page.getByRole('button', { name: words('designs.open.of', { title: 'By hand' }), exact: true }));
  await page.keyboard.press('Enter');
  await screen(page, 'design').waitFor();
  const before = await outlineTitles(page);
  const stage = page.locator('[data-place="sessions/0/stages/1"]');
  await tabTo(page, page.locator('[data-place=""]'));
  while (!(await stage.evaluate((line) => line === document.activeElement))) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Alt+ArrowDown');
  const moved = await outlineTitles(page);
  expect(moved).not.toEqual(before);
  expect([...moved].sort()).toEqual([...before].sort());
  await expect(page.locator('[data-place="sessions/0/stages/2"]')).toBeFocused();
  const title = field(start(page), words('design.form.stage.title'));
  await tabTo(page, title);
  const stood = await title.inputValue();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Another name');
  await expect(title).toHaveValue('Another name');
  await page.keyboard.press('Control+z');
  await expect(title).toHaveValue(stood);
  await page.keyboard.press('Control+z');
  await expect.poll(() => outlineTitles(page)).toEqual(before);
  await expectProblems(page, []);
  await expect(page.locator('html')).not.toHaveAttribute('data-pointer-used');
  await tabTo(page, page.getByRole('button', { name: words('design.lock'), exact: true }));
  await page.keyboard.press('Enter');
  await expect(field(page.getByRole('dialog'), words('design.locking.by'))).toBeFocused();
  await page.keyboard.type('KB');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: words('design.locked.done'), exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText(words('design.state.locked', { version: 1 }), { exact: true })).toBeVisible();
});

/** Presses the tab key until a control has the keyboard. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let step = 0; step < 120; step += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('The tab key does not lead there.');
}

/** Counts from now on what a page asks of the main process. */
async function watchCalls(app: ElectronApplication): Promise<() => Promise<number>> {
  await app.evaluate(({ webContents }) => {
    const counted = globalThis as unknown as { calls: number };
    counted.calls = 0;
    for (const contents of webContents.getAllWebContents()) {
      for (const kind of ['-ipc-invoke', 'ipc-message', 'ipc-message-sync']) {
        (contents as unknown as NodeJS.EventEmitter).on(kind, () => {
          counted.calls += 1;
        });
      }
    }
  });
  return () => app.evaluate(() => (globalThis as unknown as { calls: number }).calls);
}
