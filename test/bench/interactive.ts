import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sandboxSwitches } from '../../scripts/setup/display.mjs';
import { electronInUse } from '../../scripts/setup/electron-in-use.mjs';
import { writeBareApp, writeProbe } from './bare-app.ts';
import { type Figure, figureOf, median } from './figure.ts';

const projectFolder = resolve(import.meta.dirname, '../..');
const runs = 9;
const longestStart = 60_000;

interface Start {
  readonly executable: string;
  readonly probe: string;
  readonly app: string;
  /** For Electron itself, before the app. */
  readonly switches: readonly string[];
  readonly parameters: readonly string[];
  /** What has to stand on the page before it counts as there. */
  readonly selector: string;
}

/**
 * Window interactive: from starting the process until the first page shows what it is for, is painted
 * and answers. Our app: home with a study whose session can be started. Both the same way, in turns.
 */
export async function measureInteractive(folder: string): Promise<Figure> {
  const { executable } = await electronInUse();
  const probe = writeProbe(folder);
  const dataFolder = join(folder, 'data');
  mkdirSync(dataFolder);
  const ours: Start = {
    executable,
    probe,
    app: '.',
    switches: [],
    parameters: ['--data', dataFolder],
    selector: '[data-screen="home"] button:not([disabled])',
  };
  const bare: Start = {
    executable,
    probe,
    app: writeBareApp(folder),
    switches: [`--user-data-dir=${join(folder, 'bare-user')}`],
    parameters: [],
    selector: 'body',
  };

  const times = { ours: [] as number[], bare: [] as number[] };
  // The first start of each fills the file cache and creates the data folder; it does not count.
  await start(ours, folder);
  await start(bare, folder);
  for (let run = 0; run < runs; run += 1) {
    times.ours.push(await start(ours, folder));
    times.bare.push(await start(bare, folder));
  }
  return figureOf({
    name: 'interactive',
    meaning: 'Window interactive, our app against a bare window',
    value: median(times.ours) / median(times.bare),
    unit: 'ratio',
    aim: 2,
    samples: runs,
    details: { 'our app, median (ms)': median(times.ours), 'bare window, median (ms)': median(times.bare) },
  });
}

async function start({ executable, probe, app, switches, parameters, selector }: Start, folder: string): Promise<number> {
  const result = join(folder, 'result');
  rmSync(result, { force: true });
  const child = spawn(executable, [...sandboxSwitches(), ...switches, '-r', probe, app, ...parameters], {
    cwd: projectFolder,
    stdio: 'ignore',
    env: { ...process.env, BENCH_SELECTOR: selector, BENCH_RESULT: result, BENCH_STARTED_AT: String(Date.now()) },
  });
  const ended = new Promise<void>((done, fail) => {
    child.on('error', fail);
    child.on('close', () => done());
  });
  const given = await Promise.race([ended.then(() => true), delay(longestStart, false, { ref: false })]);
  if (!given) {
    child.kill('SIGKILL');
    throw new Error(`${app} showed nothing within ${longestStart} ms.`);
  }
  // Let the machine come to rest, so that the end of one run is not the start of the next.
  await delay(300);
  return Number(readFileSync(result, 'utf8'));
}
