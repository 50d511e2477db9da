import { copyFile, mkdir, readFile, rename } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

import { cached } from './cache.mjs';
import { lastLines, runSilently } from './command.mjs';
import { digestOf, readJson, writeJson } from './files.mjs';
import { findProgram, installDebianPackages } from './linux.mjs';
import { projectFolder, recipeMark, stampFolder } from './places.mjs';
import { SetupProblem } from './report.mjs';
import { contentsOf } from './sums.mjs';

const packageFolder = path.join(projectFolder, 'node_modules', 'better-sqlite3');
const binding = path.join(packageFolder, 'build', 'Release', 'better_sqlite3.node');
const forNodeApi9 = path.join(projectFolder, 'scripts', 'setup', 'sqlite-node-api-9.h');
const stampFile = path.join(stampFolder, 'sqlite.json');

/** The first Electron with Node-API 10, which the package's own binaries ask for. */
const firstElectronServed = 35;

/** Raised when the steps below change. */
const recipe = '2';

/**
 * The package's own binary fits Node and the pinned Electron. Only an older Electron needs one
 * built for it, which then serves Node as well: the package looks in build/Release first.
 * @param {import('./electron.mjs').ElectronInUse} electron
 * @param {import('./report.mjs').Report} report
 */
export async function installSqliteBinding(electron, report) {
  if (Number.parseInt(electron.version, 10) >= firstElectronServed) return;
  const key = await cacheKey();
  const stamp = /** @type {{ key: string, sum: string } | undefined} */ (await readJson(stampFile));
  const sum = await digestOf(binding).catch(() => undefined);
  if (stamp?.key === key && stamp.sum === sum) return;
  const entry = await cached(key, report, (contents) => build(contents, report));
  await mkdir(path.dirname(binding), { recursive: true });
  const beside = `${binding}.${String(process.pid)}.new`;
  await copyFile(path.join(contentsOf(entry), path.basename(binding)), beside);
  await rename(beside, binding);
  await check();
  await writeJson(stampFile, { key, sum: await digestOf(binding) });
}

async function cacheKey() {
  const { version } = JSON.parse(await readFile(path.join(packageFolder, 'package.json'), 'utf8'));
  const mark = recipeMark([recipe, version, await readFile(forNodeApi9, 'utf8')]);
  return `better-sqlite3-${version}-node-api-9-${process.platform}-${process.arch}-${mark}`;
}

/**
 * Two source files and one link. Compiled directly, because the usual tool for it needs Python
 * and fetches Node's headers from a host that may be out of reach; these headers are a package.
 * @param {string} contents
 * @param {import('./report.mjs').Report} report
 */
async function build(contents, report) {
  if (!(await findProgram('gcc')) || !(await findProgram('g++'))) {
    await installDebianPackages(['g++'], 'A C++ compiler and its headers', report);
  }
  await report.during('SQLite binding: compiling it for this Electron', async () => {
    const sqlite = path.join(packageFolder, 'deps', 'sqlite3');
    const objects = path.dirname(contents);
    const definitions = sqliteDefinitions(
      await readFile(path.join(packageFolder, 'deps', 'defines.gypi'), 'utf8'),
    );
    const shared = ['-c', '-w', '-O3', '-DNDEBUG', '-fPIC', '-fvisibility=hidden', `-I${sqlite}`];
    await Promise.all([
      compile('gcc', [
        ...shared,
        '-std=c99',
        '-D_GNU_SOURCE',
        ...definitions,
        path.join(sqlite, 'sqlite3.c'),
        '-o',
        path.join(objects, 'sqlite3.o'),
      ]),
      compile('g++', [
        ...shared,
        '-std=c++20',
        '-fvisibility-inlines-hidden',
        ...definitions,
        ...nodeApiSwitches(),
        path.join(packageFolder, 'src', 'better_sqlite3.cpp'),
        '-o',
        path.join(objects, 'better_sqlite3.o'),
      ]),
    ]);
    await compile('g++', [
      '-shared',
      '-pthread',
      '-s',
      '-Wl,-Bsymbolic',
      '-Wl,--exclude-libs,ALL',
      path.join(objects, 'better_sqlite3.o'),
      path.join(objects, 'sqlite3.o'),
      '-o',
      path.join(contents, path.basename(binding)),
      '-ldl',
      '-lm',
    ]);
  });
}

/** Headers from packages, and the few lines that let the source do with Node-API 9. */
function nodeApiSwitches() {
  const require = createRequire(path.join(packageFolder, 'package.json'));
  const headers = [
    path.join(projectFolder, 'node_modules', 'node-api-headers', 'include'),
    path.dirname(require.resolve('node-addon-api/package.json')),
  ];
  return [
    ...headers.map((folder) => `-I${folder}`),
    '-DNAPI_VERSION=9',
    '-DNAPI_DISABLE_CPP_EXCEPTIONS',
    '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
    '-include',
    forNodeApi9,
  ];
}

/**
 * The package keeps SQLite's settings in a list of quoted words, with comments after a hash.
 * @param {string} text
 */
export function sqliteDefinitions(text) {
  const lines = text.split('\n').map((line) => line.replace(/#.*$/, ''));
  const words = lines.join('\n').match(/'[A-Z][A-Z0-9_]*(?:=[^']*)?'/g) ?? [];
  return words.map((word) => `-D${word.slice(1, -1)}`);
}

/**
 * @param {string} compiler
 * @param {readonly string[]} parameters
 */
async function compile(compiler, parameters) {
  const { code, output } = await runSilently(compiler, parameters);
  if (code !== 0) {
    throw new SetupProblem(`${compiler} could not compile the SQLite binding.\n${lastLines(output)}`);
  }
}

/** Statements by the thousand and a collection between them: a wrong finalizer ends the process. */
async function check() {
  const probe = `
    const Database = require('better-sqlite3');
    const database = new Database(':memory:');
    for (let round = 0; round < 5; round += 1) {
      for (let count = 0; count < 1000; count += 1) database.prepare('select @count').get({ count });
      gc();
    }`;
  const { code, output } = await runSilently(process.execPath, ['--expose-gc', '-e', probe], {
    cwd: projectFolder,
  });
  if (code !== 0) {
    throw new SetupProblem(`The compiled SQLite binding does not work.\n${lastLines(output)}`);
  }
}
