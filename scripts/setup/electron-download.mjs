import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { environmentForNpm, runSilently } from './command.mjs';
import { exists } from './files.mjs';
import { projectFolder } from './places.mjs';

const packageFolder = path.join(projectFolder, 'node_modules', 'electron');
const secondsToAnswer = 6;
const minutesToDownload = 10;

/** @returns {Promise<import('./electron.mjs').ElectronInUse | undefined>} */
export async function findOwnElectron() {
  try {
    const { version } = JSON.parse(await readFile(path.join(packageFolder, 'package.json'), 'utf8'));
    const unpacked = await readFile(path.join(packageFolder, 'dist', 'version'), 'utf8');
    const name = await readFile(path.join(packageFolder, 'path.txt'), 'utf8');
    const executable = path.join(packageFolder, 'dist', name);
    if (unpacked.trim().replace(/^v/, '') !== version || !(await exists(executable))) return undefined;
    return { kind: 'own', version, folder: path.join(packageFolder, 'dist'), executable };
  } catch {
    return undefined;
  }
}

/**
 * Electron's own download, which checks its own sums.
 * @param {import('./report.mjs').Report} report
 * @returns {Promise<import('./electron.mjs').ElectronInUse | undefined>} undefined when it is out of reach
 */
export async function downloadOwnElectron(report) {
  if (!(await hostAnswers())) {
    report.say(`Electron: its download host does not answer (${downloadHost()}).`);
    return undefined;
  }
  try {
    await report.during('Electron: downloading the pinned version', async () => {
      const { code, output } = await runSilently(process.execPath, ['install.js'], {
        cwd: packageFolder,
        env: environmentForNpm(),
        timeout: minutesToDownload * 60_000,
      });
      if (code !== 0) throw new Error(errorLine(output));
    });
  } catch (problem) {
    report.say(`Electron: the download failed. ${/** @type {Error} */ (problem).message}`);
  }
  return findOwnElectron();
}

/** @param {string} output of a program that died with its stack */
function errorLine(output) {
  const lines = output.split('\n');
  return (lines.find((line) => /error/i.test(line)) ?? lines[0] ?? '').trim();
}

function downloadHost() {
  return new URL(process.env['ELECTRON_MIRROR'] || 'https://github.com').origin;
}

/** A closed network often swallows a connection without a word; ask before waiting on a download. */
async function hostAnswers() {
  const { HTTPS_PROXY, https_proxy: lower, ELECTRON_GET_USE_PROXY } = process.env;
  if (HTTPS_PROXY || lower || ELECTRON_GET_USE_PROXY) return true;
  try {
    await fetch(downloadHost(), {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(secondsToAnswer * 1000),
    });
    return true;
  } catch {
    return false;
  }
}
