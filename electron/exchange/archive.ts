import { createWriteStream } from 'node:fs';
import { mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { flushFolder } from '../storage/data-folder.ts';

const oneHour = 3_600_000;

/**
 * Makes a file in a hidden folder beside its place and moves it there when it is whole and on disk.
 * Whatever goes wrong, the place holds what it held before, and the hidden folder is gone.
 */
export async function besideThenInPlace(
  file: string,
  make: (workFolder: string) => Promise<string>,
): Promise<void> {
  const folder = dirname(file);
  const prefix = partialPrefix(file);
  await removeLeftovers(folder, prefix);
  const workFolder = await mkdtemp(join(folder, prefix));
  try {
    await rename(await make(workFolder), file);
    flushFolder(folder);
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
}

/** How the hidden folders begin that stand beside a file while it is made. */
export function partialPrefix(file: string): string {
  return `.${basename(file)}.partial-`;
}

/** What an export left that was killed: nobody would find participants' words there to delete them. */
async function removeLeftovers(folder: string, prefix: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(prefix)) continue;
    const path = join(folder, name);
    const { mtimeMs } = await stat(path);
    if (Date.now() - mtimeMs > oneHour) await rm(path, { recursive: true, force: true });
  }
}

/** Packs files into a zip, in the order given, and returns when it is on disk. */
export async function pack(
  members: readonly { readonly name: string; readonly path: string }[],
  zipFile: string,
  modified: Date,
): Promise<void> {
  const zip = new ZipFile();
  const output = createWriteStream(zipFile, { flags: 'wx', mode: 0o600, flush: true });
  zip.on('error', (error: Error) => output.destroy(error));
  for (const { name, path } of members) zip.addFile(path, name, { mtime: modified, mode: 0o100600 });
  zip.end();
  await pipeline(zip.outputStream, output);
}
