import path from 'node:path';

import { readJson } from './files.mjs';
import { stampFolder } from './places.mjs';

/**
 * The Electron the last set-up chose. Tests and tasks ask here and never look for one themselves.
 * @returns {Promise<import('./electron.mjs').ElectronInUse>}
 */
export async function electronInUse() {
  const stamp = /** @type {import('./electron.mjs').ElectronInUse | undefined} */ (
    await readJson(path.join(stampFolder, 'electron.json'))
  );
  if (!stamp) throw new Error('No Electron has been set up yet. Run "npm run setup" first.');
  return stamp;
}
