import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';

import { exists } from './files.mjs';
import { withLock } from './lock.mjs';
import { cacheFolder } from './places.mjs';
import { contentsOf, sumsFit, writeSums } from './sums.mjs';

/**
 * Gives a folder whose contents fit their sums, built now if it has to be. It is built beside and
 * renamed into place, so an interruption leaves nothing that could be mistaken for a whole one.
 * @param {string} key
 * @param {import('./report.mjs').Report} report
 * @param {(contents: string) => Promise<void>} build fills the empty folder `contents`
 * @returns {Promise<string>} the cache entry
 */
export async function cached(key, report, build) {
  const folder = cacheFolder();
  const entry = path.join(folder, key);
  if (await sumsFit(entry)) return entry;
  return withLock(path.join(folder, `${key}.lock`), report, async () => {
    if (await sumsFit(entry)) return entry;
    if (await exists(entry)) {
      report.say(`The copy in ${entry} does not fit its sums and is made anew.`);
      await rm(entry, { recursive: true, force: true });
    }
    await removeLeftovers(folder, `${key}.new-`);
    const fresh = await mkdtemp(path.join(folder, `${key}.new-`));
    try {
      await mkdir(contentsOf(fresh));
      await build(contentsOf(fresh));
      await writeSums(fresh);
      await rename(fresh, entry).catch(async (problem) => {
        // Someone else was quicker; a whole copy is a whole copy.
        if (!(await sumsFit(entry))) throw problem;
      });
    } finally {
      await rm(fresh, { recursive: true, force: true });
    }
    return entry;
  });
}

/**
 * What a set-up that was killed left half-made. Only the holder of the lock gets here.
 * @param {string} folder
 * @param {string} prefix
 */
async function removeLeftovers(folder, prefix) {
  for (const name of await readdir(folder)) {
    if (name.startsWith(prefix)) await rm(path.join(folder, name), { recursive: true, force: true });
  }
}
