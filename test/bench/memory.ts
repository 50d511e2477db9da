import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { _electron, type ElectronApplication } from '@playwright/test';
import { sandboxSwitches } from '../../scripts/setup/display.mjs';
import { electronInUse } from '../../scripts/setup/electron-in-use.mjs';
import { writeBareApp } from './bare-app.ts';
import { benchStudy } from './bench-study.ts';
import { type Figure, figureOf, median } from './figure.ts';
import { beginSession, endSession, holdTurn, openWithStudy, shut } from './measured-session.ts';
import { memoryOfTree } from './process-tree.ts';

const turns = 6;
const pause = 1_000;
const megabyte = 1024 * 1024;

/** Memory of all processes, sampled after each turn of a six-turn conversation, against the bare window. */
export async function measureMemory(folder: string): Promise<Figure> {
  const bare = await bareSamples(folder);
  const ours = await ourSamples(folder);
  return figureOf({
    name: 'memory',
    meaning: 'Memory of all processes in a six-turn conversation, our app against a bare window',
    value: median(ours) / median(bare),
    unit: 'ratio',
    aim: 1.6,
    samples: ours.length,
    details: {
      'our app, median (MB)': median(ours) / megabyte,
      'our app, highest (MB)': Math.max(...ours) / megabyte,
      'bare window, median (MB)': median(bare) / megabyte,
    },
  });
}

async function ourSamples(folder: string): Promise<readonly number[]> {
  const study = benchStudy('memory', ['practice-brief', 'practice-warm', 'practice-agreeable', 'practice-long-winded']);
  const opened = await openWithStudy(folder, study);
  try {
    const { page } = await beginSession(opened, study.id);
    const samples: number[] = [];
    for (let turn = 0; turn < turns; turn += 1) {
      await holdTurn(page, turn, 1);
      samples.push(await memoryAfterPause(opened.app));
    }
    await endSession(opened);
    return samples;
  } finally {
    await shut(opened.app);
  }
}

async function bareSamples(folder: string): Promise<readonly number[]> {
  const { executable } = await electronInUse();
  const app = await _electron.launch({
    executablePath: executable,
    args: [...sandboxSwitches(), `--user-data-dir=${join(folder, 'bare-user')}`, writeBareApp(folder)],
  });
  try {
    await (await app.firstWindow()).waitForLoadState();
    const samples: number[] = [];
    for (let turn = 0; turn < turns; turn += 1) samples.push(await memoryAfterPause(app));
    return samples;
  } finally {
    await shut(app);
  }
}

async function memoryAfterPause(app: ElectronApplication): Promise<number> {
  await delay(pause);
  const { pid } = app.process();
  if (pid === undefined) throw new Error('The app has ended.');
  return memoryOfTree(pid);
}
