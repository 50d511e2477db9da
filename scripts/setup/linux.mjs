import { access, constants, readdir } from 'node:fs/promises';
import path from 'node:path';

import { lastLines, runSilently } from './command.mjs';
import { hasDisplay } from './display.mjs';
import { exists } from './files.mjs';
import { SetupProblem } from './report.mjs';

/** What Electron loads from the system, and the Debian package that brings it. */
const libraries = {
  'libnss3.so': 'libnss3',
  'libatk-1.0.so.0': 'libatk1.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libcups.so.2': 'libcups2',
  'libdrm.so.2': 'libdrm2',
  'libgbm.so.1': 'libgbm1',
  'libgtk-3.so.0': 'libgtk-3-0',
  'libasound.so.2': 'libasound2',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXdamage.so.1': 'libxdamage1',
  'libXrandr.so.2': 'libxrandr2',
  'libxkbcommon.so.0': 'libxkbcommon0',
};

/** What gives a machine without a screen a virtual one. */
const displayPrograms = { Xvfb: 'xvfb', 'xvfb-run': 'xvfb', xauth: 'xauth' };

/** Text without these shows boxes; the app starts all the same. */
const fonts = {
  'truetype/liberation': 'fonts-liberation',
  'truetype/noto/NotoSans-': 'fonts-noto-core',
  'truetype/noto/NotoColorEmoji': 'fonts-noto-color-emoji',
};

/** @param {import('./report.mjs').Report} report */
export async function installLinuxLibraries(report) {
  if (process.platform !== 'linux') return;
  const required = new Set([...(await missingLibraries()), ...(await missingPrograms())]);
  const wished = await missingFonts();
  if (required.size === 0 && (wished.length === 0 || !(await canInstall()))) return;
  await installDebianPackages([...required, ...wished], 'Linux libraries', report);
}

/**
 * @param {readonly string[]} names as Debian 12 calls them
 * @param {string} what
 * @param {import('./report.mjs').Report} report
 */
export async function installDebianPackages(names, what, report) {
  if (!(await canInstall())) {
    throw new SetupProblem(
      `${what} are missing on this machine. Install them and run the command again:\n` +
        `  sudo apt-get update && sudo apt-get install --yes ${names.join(' ')}`,
    );
  }
  await report.during(`${what}: installing ${names.join(' ')}`, async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const waiting = ['-o', 'DPkg::Lock::Timeout=300'];
    await runSilently('apt-get', [...waiting, 'update'], { env });
    const { code, output } = await runSilently(
      'apt-get',
      [...waiting, 'install', '--yes', '--no-install-recommends', ...(await asNamedHere(names))],
      { env },
    );
    if (code !== 0) throw new SetupProblem(`apt-get failed.\n${lastLines(output)}`);
  });
}

async function canInstall() {
  return process.getuid?.() === 0 && (await findProgram('apt-get'));
}

/**
 * Since 2024 Debian and Ubuntu carry some libraries under a name that ends in t64.
 * @param {readonly string[]} names
 */
async function asNamedHere(names) {
  return Promise.all(
    names.map(async (name) => {
      const { code, output } = await runSilently('apt-cache', ['show', `${name}t64`]);
      return code === 0 && output.includes(`Package: ${name}t64`) ? `${name}t64` : name;
    }),
  );
}

async function missingLibraries() {
  const program = (await findProgram('ldconfig')) ? 'ldconfig' : '/sbin/ldconfig';
  const { code, output } = await runSilently(program, ['-p']);
  // Without the list nothing can be said, and Electron will name what it lacks.
  if (code !== 0) return [];
  return Object.entries(libraries)
    .filter(([name]) => !output.includes(`\t${name} `))
    .map(([, debian]) => debian);
}

async function missingPrograms() {
  if (hasDisplay()) return [];
  const found = await Promise.all(
    Object.entries(displayPrograms).map(async ([program, debian]) =>
      (await findProgram(program)) ? [] : [debian],
    ),
  );
  return found.flat();
}

async function missingFonts() {
  const roots = ['/usr/share/fonts', '/usr/local/share/fonts'];
  const missing = [];
  for (const [beginning, debian] of Object.entries(fonts)) {
    const holders = await Promise.all(roots.map((root) => holdsFonts(path.join(root, beginning))));
    if (!holders.some(Boolean)) missing.push(debian);
  }
  return missing;
}

/** @param {string} beginning of a file's or folder's path, such as `liberation` of `liberation2` */
async function holdsFonts(beginning) {
  const siblings = await readdir(path.dirname(beginning)).catch(() => []);
  return siblings.some((name) => name.startsWith(path.basename(beginning)));
}

/** @param {string} name */
export async function findProgram(name) {
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    const file = path.join(folder, name);
    const runs = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (folder !== '' && runs && (await exists(file))) return true;
  }
  return false;
}
