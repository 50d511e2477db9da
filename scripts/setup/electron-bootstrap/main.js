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

/** Reads the arguments as Electron's default app does: switches, `-r MODULE`, then the folder. */
function readArguments(given) {
  const modules = [];
  for (let index = 0; index < given.length; index += 1) {
    const argument = given[index];
    if (argument === '-r' || argument === '--require') {
      index += 1;
      modules.push(given[index]);
    } else if (!argument.startsWith('-')) {
      return { folder: argument, modules };
    }
  }
  return { folder: undefined, modules };
}

async function open(folderOfApp) {
  const description = require(path.join(folderOfApp, 'package.json'));
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  if (description.version) app.setVersion(description.version);
  app.setName(description.productName ?? description.name);
  app.setAppPath(folderOfApp);
  await import(pathToFileURL(path.join(folderOfApp, description.main ?? 'index.js')).href);
}
