import { createHash } from 'node:crypto';
import { readFile, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { environmentForNpm, firstLines, lastLines, runSilently } from './command.mjs';
import { exists, readJson, writeJson } from './files.mjs';
import { withLock } from './lock.mjs';
import { projectFolder, recipeMark, stampFolder } from './places.mjs';
import { SetupProblem } from './report.mjs';

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean }} LockedPackage */
/** @typedef {Record<string, LockedPackage>} LockedPackages */

const lockFile = path.join(projectFolder, 'package-lock.json');
const installedFile = path.join(projectFolder, 'node_modules', '.package-lock.json');
const stampFile = path.join(stampFolder, 'packages.json');

export const projectNode = path.join(
  projectFolder,
  'node_modules/node/bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/**
 * Brings node_modules to what the lockfile says, and Node with it.
 * @param {import('./report.mjs').Report} report
 */
export async function installPackages(report) {
  if (await isStamped()) return;
  const lock = path.join(tmpdir(), `visavis-set-up-${recipeMark([projectFolder])}.lock`);
  await withLock(lock, report, async () => {
    if (await isStamped()) return;
    if (!(await installedFitsLock())) {
      await report.during('Packages: installing what package-lock.json lists', runNpmCi);
    }
    if (!(await exists(projectNode))) {
      await report.during('Node: installing the version the project is built with', installNode);
    }
    await writeJson(stampFile, { lock: await lockMark() });
  });
}

async function isStamped() {
  const stamp = /** @type {{ lock?: string } | undefined} */ (await readJson(stampFile));
  return stamp?.lock === (await lockMark()) && (await exists(projectNode));
}

async function lockMark() {
  return createHash('sha256').update(await readFile(lockFile)).digest('hex');
}

/** npm writes down what it has installed; an `npm install` by hand is as good as ours. */
async function installedFitsLock() {
  const wanted = /** @type {{ packages: LockedPackages } | undefined} */ (await readJson(lockFile));
  const found = /** @type {{ packages: LockedPackages } | undefined} */ (
    await readJson(installedFile)
  );
  if (!wanted || !found) return false;
  return packagesFit(wanted.packages, found.packages);
}

/**
 * @param {LockedPackages} wanted what the lockfile lists
 * @param {LockedPackages} found what npm says it has installed
 */
export function packagesFit(wanted, found) {
  const names = Object.keys(wanted).filter((name) => name !== '');
  if (Object.keys(found).some((name) => !(name in wanted))) return false;
  return names.every((name) => {
    const [listed, installed] = [wanted[name], found[name]];
    // Optional packages are the builds for other systems.
    if (!installed) return listed?.optional === true;
    return listed?.version === installed.version && listed?.integrity === installed.integrity;
  });
}

async function runNpmCi() {
  // Install scripts stay off: the only one the project needs is Node's own, run below by name.
  const { code, output } = await runSilently(
    'npm',
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    { cwd: projectFolder, env: environmentForNpm() },
  );
  if (code !== 0) {
    throw new SetupProblem(
      `npm could not install the packages. Check the network and run the command again.\n${firstLines(output)}`,
    );
  }
}

async function installNode() {
  const folder = path.join(projectFolder, 'node_modules', 'node');
  const { code, output } = await runSilently(process.execPath, ['installArchSpecificPackage.js'], {
    cwd: folder,
    env: environmentForNpm(),
  });
  const works = (await runSilently(projectNode, ['--version'])).code === 0;
  if (code !== 0 || !works) {
    throw new SetupProblem(
      `Node could not be installed for ${process.platform} ${process.arch}.\n${lastLines(output)}`,
    );
  }
  // npm puts this folder first on the path, so that every npm command runs on this Node.
  const link = path.join(projectFolder, 'node_modules', '.bin', 'node');
  if (process.platform !== 'win32' && !(await exists(link))) {
    await symlink(path.relative(path.dirname(link), projectNode), link);
  }
}
