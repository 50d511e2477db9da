import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';

import { digestOf, filesBelow, readJson, writeJson } from './files.mjs';

const contentsFolder = 'contents';
const sumsFile = 'sums.json';

/**
 * A cache entry is a folder with `contents/` and the sums of every file in it.
 * @param {string} entry
 */
export function contentsOf(entry) {
  return path.join(entry, contentsFolder);
}

/** @param {string} entry */
export async function writeSums(entry) {
  await writeJson(path.join(entry, sumsFile), await sumsOf(contentsOf(entry)));
}

/**
 * True when every file is there, none is new, and every sum fits.
 * @param {string} entry
 */
export async function sumsFit(entry) {
  const expected = await readJson(path.join(entry, sumsFile));
  if (typeof expected !== 'object' || expected === null) return false;
  try {
    return JSON.stringify(await sumsOf(contentsOf(entry))) === JSON.stringify(expected);
  } catch {
    return false;
  }
}

/**
 * Sizes and times of all files: tells in a few milliseconds whether the sums, checked once, may
 * have changed since.
 * @param {string} entry
 * @returns {Promise<string | undefined>} undefined when the entry is missing
 */
export async function fingerprintOf(entry) {
  try {
    const contents = contentsOf(entry);
    const hash = createHash('sha256');
    for (const name of await filesBelow(contents)) {
      const { size, mtimeMs } = await stat(path.join(contents, name));
      hash.update(`${name}\0${String(size)}\0${String(mtimeMs)}\0`);
    }
    return hash.digest('hex');
  } catch {
    return undefined;
  }
}

/** @param {string} folder */
async function sumsOf(folder) {
  /** @type {Record<string, string>} */
  const sums = {};
  for (const name of await filesBelow(folder)) sums[name] = await digestOf(path.join(folder, name));
  return sums;
}
