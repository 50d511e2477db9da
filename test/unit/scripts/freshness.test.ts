import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { isFresh, markFresh } from '../../../scripts/build/freshness.ts';

let folder = '';
const at = (name: string) => path.join(folder, name);
const fresh = () => isFresh(at('stamp.json'), [at('source'), at('settings')], [at('build')]);

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'visavis-freshness-'));
  await mkdir(at('source'));
  await mkdir(at('build'));
  await writeFile(at('source/main.ts'), 'one');
  await writeFile(at('settings'), 'plain');
  await writeFile(at('build/main.js'), 'ONE');
  await markFresh(at('stamp.json'), [at('source'), at('settings')], [at('build')]);
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('a build that need not be repeated', () => {
  it('stays fresh when a source is only touched', async () => {
    await utimes(at('source/main.ts'), 1, 1);
    expect(await fresh()).toBe(true);
  });

  it('is stale when a source changes, comes or goes', async () => {
    await writeFile(at('source/main.ts'), 'two');
    expect(await fresh()).toBe(false);
    await writeFile(at('source/main.ts'), 'one');
    await writeFile(at('source/more.ts'), '');
    expect(await fresh()).toBe(false);
    await rm(at('source/more.ts'));
    expect(await fresh()).toBe(true);
    await rm(at('settings'));
    expect(await fresh()).toBe(false);
  });

  it('is stale when its output was changed or removed', async () => {
    await writeFile(at('build/main.js'), 'something else');
    expect(await fresh()).toBe(false);
    await rm(at('build'), { recursive: true });
    expect(await fresh()).toBe(false);
  });
});
