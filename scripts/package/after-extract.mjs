import { rm } from 'node:fs/promises';
import path from 'node:path';

/**
 * Takes the stand-in for Electron's default app out of a package made from the registry's copy,
 * so that only the app's own archive is left to load.
 * @param {{ appOutDir: string }} context
 */
export default async function afterExtract({ appOutDir }) {
  await rm(path.join(appOutDir, 'resources', 'app'), { recursive: true, force: true });
}
