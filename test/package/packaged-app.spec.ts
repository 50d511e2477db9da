import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from '@playwright/test';

import description from '../../package.json' with { type: 'json' };
import { sandboxSwitches } from '../../scripts/setup/display.mjs';

const packaged = path.resolve(import.meta.dirname, '../../dist/linux-unpacked');
const executable = path.join(packaged, 'visavis');
const run = promisify(execFile);

let folder = '';

test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'visavis-packaged-'));
});

test.afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

// The inspector is off in a shipped build, so the app itself tells how the start went.
test('a packaged app opens the moderator window on an empty data folder', async () => {
  const report = path.join(folder, 'report.json');
  const data = path.join(folder, 'data');
  await run(executable, [...sandboxSwitches(), '--data', data, '--smoke-test', report], {
    timeout: 60_000,
    // Started elsewhere, as from a menu: nothing may be read from the folder of the sources.
    cwd: folder,
  });
  expect(JSON.parse(await readFile(report, 'utf8'))).toMatchObject({
    ok: true,
    version: description.version,
  });
});

test('a packaged app refuses to be turned into a plain Node or looked into', async () => {
  const fuses = await getCurrentFuseWire(executable);
  const off = [
    FuseV1Options.RunAsNode,
    FuseV1Options.EnableNodeOptionsEnvironmentVariable,
    FuseV1Options.EnableNodeCliInspectArguments,
    FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
    FuseV1Options.GrantFileProtocolExtraPrivileges,
  ];
  const on = [
    FuseV1Options.EnableCookieEncryption,
    FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
    FuseV1Options.OnlyLoadAppFromAsar,
  ];
  for (const fuse of off) expect(fuses[fuse], FuseV1Options[fuse]).toBe(FuseState.DISABLE);
  for (const fuse of on) expect(fuses[fuse], FuseV1Options[fuse]).toBe(FuseState.ENABLE);
});
