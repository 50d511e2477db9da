import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * One at a time: two set-ups of one folder would pull the packages from under each other. A lock
 * left behind by a process that has gone is taken over.
 * @template T
 * @param {string} file
 * @param {import('./report.mjs').Report} report
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, report, work) {
  await mkdir(path.dirname(file), { recursive: true });
  let said = false;
  while (!(await taken(file))) {
    const holder = await holderOf(file);
    if (holder !== undefined && !isRunning(holder)) {
      await rm(file, { force: true });
      continue;
    }
    if (!said) report.say(`Another set-up is at work (process ${String(holder)}); waiting for it.`);
    said = true;
    await wait(250);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

/** @param {string} file */
async function taken(file) {
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (problem) {
    if (/** @type {NodeJS.ErrnoException} */ (problem).code === 'EEXIST') return false;
    throw problem;
  }
}

/** @param {string} file */
async function holderOf(file) {
  const text = await readFile(file, 'utf8').catch(() => '');
  const holder = Number.parseInt(text, 10);
  return Number.isInteger(holder) ? holder : undefined;
}

/** @param {number} processId */
function isRunning(processId) {
  try {
    process.kill(processId, 0);
    return true;
  } catch (problem) {
    return /** @type {NodeJS.ErrnoException} */ (problem).code === 'EPERM';
  }
}
