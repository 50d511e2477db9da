import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** What a clone knows about its own set-up; gone together with node_modules, as it should be. */
export const stampFolder = path.join(projectFolder, 'node_modules', '.cache', 'visavis');

/** Shared by all clones of one person on one machine. */
export function cacheFolder() {
  const { VISAVIS_CACHE: named, XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = process.env;
  if (named) return path.resolve(named);
  if (process.platform === 'win32' && local) return path.join(local, 'visavis', 'cache');
  if (process.platform === 'darwin') return path.join(homedir(), 'Library', 'Caches', 'visavis');
  return path.join(xdg || path.join(homedir(), '.cache'), 'visavis');
}

/**
 * Names the recipe in a cache key, so that two clones with different recipes do not fight.
 * @param {readonly string[]} parts
 */
export function recipeMark(parts) {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 8);
}
