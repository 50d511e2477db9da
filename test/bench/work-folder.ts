import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** In the project's own folder, not in the system's temporary one, which may be memory instead of a disk. */
const place = resolve(import.meta.dirname, '../../out/bench');

export async function inWorkFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  mkdirSync(place, { recursive: true });
  const folder = mkdtempSync(join(place, 'run-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
