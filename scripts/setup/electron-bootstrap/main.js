/**
 * Stands where Electron's own default app would: `electron FOLDER` opens the app in that folder.
 * The copy of Electron lies in a cache that several clones share, so it must not know any of them.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

import { app } from 'electron';

const require = createRequire(import.meta.url);
const { folder, modules } = readArguments(process.argv.slice(1));

for (const name of modules) require(path.resolve(name));

if (folder === undefined) {
  console.error('Give the folder of an app, for example: electron .');
  app.exit(1);
} else {
  await open(path.resolve(folder));
}

/**
 * Reads the arguments as Electron's default app does: switches, `-r MODULE`, then the folder.
 * @param {readonly string[]} given
 * @returns {{ folder: string | undefined, modules: readonly string[] }}
 */
function readArguments(given) {
  const modules = [];
  for (let index = 0; index < given.length; index += 1) {
    const argument = given[index] ?? '';
    if (argument === '-r' || argument === '--require') {
      index += 1;
      modules.push(given[index] ?? '');
    } else if (!argument.startsWith('-')) {
      return { folder: argument, modules };
    }
  }
  return { folder: undefined, modules };
}

/** @param {string} folderOfApp */
async function open(folderOfApp) {
  const description = require(path.join(folderOfApp, 'package.json'));
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  // The two calls that Electron keeps for its own default app.
  const opened =
    /** @type {typeof app & { setVersion(version: string): void, setAppPath(path: string): void }} */ (
      app
    );
  if (description.version) opened.setVersion(description.version);
  opened.setName(description.productName ?? description.name);
  opened.setAppPath(folderOfApp);
  await import(pathToFileURL(path.join(folderOfApp, description.main ?? 'index.js')).href);
}
