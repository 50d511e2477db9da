import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';

import { digestOf, exists, filesBelow, readJson, writeJson } from '../setup/files.mjs';

type Stamp = { readonly inputs: string; readonly outputs: string };

/**
 * True when the inputs are word for word those of the last time and its outputs lie untouched.
 * @param stampFile outside the outputs
 */
export async function isFresh(
  stampFile: string,
  inputs: readonly string[],
  outputs: readonly string[],
): Promise<boolean> {
  const stamp = (await readJson(stampFile)) as Stamp | undefined;
  if (stamp === undefined) return false;
  return stamp.inputs === (await contentsMark(inputs)) && stamp.outputs === (await timesMark(outputs));
}

export async function markFresh(
  stampFile: string,
  inputs: readonly string[],
  outputs: readonly string[],
): Promise<void> {
  await writeJson(stampFile, {
    inputs: await contentsMark(inputs),
    outputs: await timesMark(outputs),
  } satisfies Stamp);
}

async function contentsMark(places: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of await filesIn(places)) hash.update(`${file}\0${await digestOf(file)}\0`);
  return hash.digest('hex');
}

/** Outputs are large and ours alone; sizes and times tell whether anyone touched them. */
async function timesMark(places: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of await filesIn(places)) {
    const { size, mtimeMs } = await stat(file);
    hash.update(`${file}\0${String(size)}\0${String(mtimeMs)}\0`);
  }
  return hash.digest('hex');
}

async function filesIn(places: readonly string[]): Promise<readonly string[]> {
  const files: string[] = [];
  for (const place of places) {
    if (!(await exists(place))) continue;
    if ((await stat(place)).isFile()) files.push(place);
    else files.push(...(await filesBelow(place)).map((name) => path.join(place, name)));
  }
  return files;
}
