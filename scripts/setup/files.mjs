import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** @param {string} file */
export async function exists(file) {
  return stat(file).then(
    () => true,
    () => false,
  );
}

/**
 * @param {string} file
 * @returns {Promise<unknown>} undefined when the file is missing or is not JSON
 */
export async function readJson(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Written beside and renamed, so that nobody ever reads half a file.
 * @param {string} file
 * @param {unknown} value
 */
export async function writeJson(file, value) {
  await mkdir(path.dirname(file), { recursive: true });
  const beside = `${file}.${String(process.pid)}.new`;
  await writeFile(beside, `${JSON.stringify(value, undefined, 2)}\n`);
  await rename(beside, file);
}

/**
 * @param {string} file
 * @param {{ algorithm?: string, encoding?: import('node:crypto').BinaryToTextEncoding }} [options]
 */
export async function digestOf(file, { algorithm = 'sha256', encoding = 'hex' } = {}) {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest(encoding);
}

/**
 * Every file below a folder, by its path from there, in a stable order.
 * @param {string} folder
 * @returns {Promise<string[]>}
 */
export async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map((name) => name.split(path.sep).join('/'))
    .sort();
}
