import { rm } from 'node:fs/promises';
import path from 'node:path';

import { build as bundle } from 'vite';

import { buildFolder, mainBundle, preloadBundle } from '../build/bundles.ts';
import { isFresh, markFresh } from '../build/freshness.ts';
import { projectFolder, stampFolder } from '../setup/places.mjs';

const stampFile = path.join(stampFolder, 'build.json');
const inputs = [
  'shared',
  'electron',
  'renderer',
  'resources',
  'scripts/build',
  'vite.config.ts',
  'tsconfig.json',
  'package-lock.json',
].map((name) => path.join(projectFolder, name));

/** Bundles main process, preloads and pages into build/, unless they are up to date. */
export async function run(): Promise<number> {
  if (await isFresh(stampFile, inputs, [buildFolder])) {
    console.log('Build: up to date.');
    return 0;
  }
  const started = Date.now();
  await rm(stampFile, { force: true });
  await rm(buildFolder, { recursive: true, force: true });
  await bundle(mainBundle());
  await bundle(preloadBundle('participant'));
  await bundle(preloadBundle('moderator'));
  await bundle({
    configFile: path.join(projectFolder, 'vite.config.ts'),
    mode: 'production',
    logLevel: 'warn',
  });
  await markFresh(stampFile, inputs, [buildFolder]);
  console.log(`Build: done (${((Date.now() - started) / 1000).toFixed(1)} s).`);
  return 0;
}
