import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sandboxSwitches } from '../../scripts/setup/display.mjs';
import { electronInUse } from '../../scripts/setup/electron-in-use.mjs';
import { expect, test } from './setting/test.ts';

/** Starts the app as a second start would, and waits for its end. */
async function startAgain(dataFolder: string, extra: readonly string[] = []): Promise<number | null> {
  const { executable } = await electronInUse();
  const started = spawn(executable, [...sandboxSwitches(), '.', '--data', dataFolder, ...extra], { stdio: 'ignore' });
  return new Promise((resolve) => started.once('exit', (code) => resolve(code)));
}

async function smokeTest(dataFolder: string): Promise<{ ok: boolean; code?: string; message?: string }> {
  const report = path.join(dataFolder, 'smoke.json');
  await startAgain(dataFolder, ['--smoke-test', report]);
  return JSON.parse(readFileSync(report, 'utf8')) as { ok: boolean };
}

test('a second start brings the first to the front and ends', async ({ open, dataFolder }) => {
  const { app, moderator } = await open();
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
  expect(await startAgain(dataFolder)).toBe(0);
  await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(true);
  expect(app.windows()).toHaveLength(1);
  expect(await moderator.title()).toBe('Visavis');
});

test('the smoke test says that the first page was shown', async ({ dataFolder }) => {
  expect(await smokeTest(dataFolder)).toMatchObject({ ok: true });
});

test('a damaged database is refused with a sentence, and kept', async ({ dataFolder }) => {
  expect(await smokeTest(dataFolder)).toMatchObject({ ok: true });
  const database = path.join(dataFolder, 'visavis.db');
  truncateSync(database, 3_000);
  const report = await smokeTest(dataFolder);
  expect(report).toMatchObject({ ok: false, code: 'damaged-database' });
  expect(report.message).toContain(database);
  expect(statSync(database).size).toBe(3_000);
});

test('settings that cannot be read are set aside, and the app starts', async ({ open, dataFolder }) => {
  writeFileSync(path.join(dataFolder, 'settings.json'), '{ half');
  const { app } = await open();
  expect(app.windows()).toHaveLength(1);
  expect(existsSync(path.join(dataFolder, 'visavis.log'))).toBe(true);
  expect(readFileSync(path.join(dataFolder, 'visavis.log'), 'utf8')).toContain('settings.broken-');
});
