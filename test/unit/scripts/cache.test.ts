import { appendFile, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { cached } from '../../../scripts/setup/cache.mjs';
import { exists, filesBelow } from '../../../scripts/setup/files.mjs';
import { contentsOf, fingerprintOf, sumsFit } from '../../../scripts/setup/sums.mjs';

const silent = { say: () => undefined, during: <T>(_line: string, work: () => Promise<T>) => work() };

let folder = '';
let builds = 0;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'visavis-cache-'));
  vi.stubEnv('VISAVIS_CACHE', folder);
  builds = 0;
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

async function build(contents: string): Promise<void> {
  builds += 1;
  await mkdir(path.join(contents, 'locales'));
  await writeFile(path.join(contents, 'electron'), 'an executable');
  await writeFile(path.join(contents, 'locales', 'he.pak'), 'words');
}

describe('the cache that all clones on a machine share', () => {
  it('makes a copy once and hands it to the next clone', async () => {
    const first = await cached('electron', silent, build);
    const second = await cached('electron', silent, build);
    expect(second).toBe(first);
    expect(builds).toBe(1);
    expect(await filesBelow(contentsOf(first))).toEqual(['electron', 'locales/he.pak']);
  });

  it('makes a copy anew when a file in it is damaged', async () => {
    const entry = await cached('electron', silent, build);
    await appendFile(path.join(contentsOf(entry), 'electron'), '!');
    expect(await sumsFit(entry)).toBe(false);
    await cached('electron', silent, build);
    expect(builds).toBe(2);
    expect(await readFile(path.join(contentsOf(entry), 'electron'), 'utf8')).toBe('an executable');
  });

  it('makes a copy anew when a file in it is gone, or one has been added', async () => {
    const entry = await cached('electron', silent, build);
    await rm(path.join(contentsOf(entry), 'locales', 'he.pak'));
    await cached('electron', silent, build);
    await writeFile(path.join(contentsOf(entry), 'stranger'), '');
    await cached('electron', silent, build);
    expect(builds).toBe(3);
    expect(await sumsFit(entry)).toBe(true);
  });

  it('leaves nothing behind when making the copy fails', async () => {
    const failing = async (contents: string) => {
      await build(contents);
      throw new Error('network gone');
    };
    await expect(cached('electron', silent, failing)).rejects.toThrow('network gone');
    expect(await filesBelow(folder)).toEqual([]);
    await cached('electron', silent, build);
    expect(builds).toBe(2);
  });

  it('makes one copy when two clones ask at the same time', async () => {
    const entries = await Promise.all([
      cached('electron', silent, build),
      cached('electron', silent, build),
    ]);
    expect(new Set(entries).size).toBe(1);
    expect(builds).toBe(1);
  });

  it('takes over from a set-up that was killed while it held the lock', async () => {
    const gone = 2 ** 22 + 1;
    await writeFile(path.join(folder, 'electron.lock'), String(gone));
    await cached('electron', silent, build);
    expect(builds).toBe(1);
  });

  it('clears away what a killed set-up left half-made', async () => {
    await mkdir(path.join(folder, 'electron.new-abc'));
    await cached('electron', silent, build);
    expect(await exists(path.join(folder, 'electron.new-abc'))).toBe(false);
  });

  it('notices by sizes and times that the sums have to be checked again', async () => {
    const entry = await cached('electron', silent, build);
    const before = await fingerprintOf(entry);
    expect(await fingerprintOf(entry)).toBe(before);
    await utimes(path.join(contentsOf(entry), 'electron'), 1, 1);
    expect(await fingerprintOf(entry)).not.toBe(before);
    expect(await fingerprintOf(path.join(folder, 'nothing'))).toBeUndefined();
  });
});
