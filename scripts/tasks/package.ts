import path from 'node:path';

import { isFresh, markFresh } from '../build/freshness.ts';
import { electronInUse } from '../setup/electron-in-use.mjs';
import { projectFolder, stampFolder } from '../setup/places.mjs';
import { run as build } from './build.ts';
import { runCommand } from './child.ts';

const stampFile = path.join(stampFolder, 'package.json');
const outputs = [path.join(projectFolder, 'dist', 'linux-unpacked')];
const inputs = [
  ...['build', 'resources', 'scripts/package', 'electron-builder.yml', 'package.json'],
  ...['node_modules/better-sqlite3', 'node_modules/.cache/visavis/electron.json'],
].map((name) => path.join(projectFolder, name));

/**
 * Builds the Linux folder target without the internet, from the Electron in use. Installers for
 * other people are built by electron-builder itself, which fetches the pinned Electron.
 */
export async function run(): Promise<number> {
  await build();
  if (await isFresh(stampFile, inputs, outputs)) {
    console.log('Package: up to date.');
    return 0;
  }
  const electron = await electronInUse();
  // In a process of its own: the packager's exit hooks would replace our exit code with theirs.
  const code = await runCommand('electron-builder', [
    '--linux',
    'dir',
    '--publish=never',
    `--config.electronDist=${electron.folder}`,
    `--config.electronVersion=${electron.version}`,
  ]);
  if (code !== 0) return code;
  await markFresh(stampFile, inputs, outputs);
  console.log(`Package: done, in ${path.relative(projectFolder, outputs[0] ?? '')}.`);
  return 0;
}
