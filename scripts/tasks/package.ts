import path from 'node:path';

import { build as buildPackage, DIR_TARGET, Platform } from 'electron-builder';

import { isFresh, markFresh } from '../build/freshness.ts';
import { electronInUse } from '../setup/electron-in-use.mjs';
import { projectFolder, stampFolder } from '../setup/places.mjs';
import { run as build } from './build.ts';

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
  await buildPackage({
    targets: Platform.LINUX.createTarget(DIR_TARGET),
    projectDir: projectFolder,
    publish: 'never',
    config: {
      extends: path.join(projectFolder, 'electron-builder.yml'),
      electronDist: electron.folder,
      electronVersion: electron.version,
    },
  });
  await markFresh(stampFile, inputs, outputs);
  console.log(`Package: done, in ${path.relative(projectFolder, outputs[0] ?? '')}.`);
  return 0;
}
