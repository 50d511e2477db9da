import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';

const project = join(import.meta.dirname, '../../..');

/** What a file loads with itself: files of ours, and packages by their names. Types and what is loaded later are no part of it. */
function loadedWith(file: string): readonly string[] {
  const statements = readFileSync(file, 'utf8').matchAll(/^(?:import|export)\s(?!type\s)(?:[^'";]*?\sfrom\s)?'([^']+)'/gmu);
  return [...statements].map(([, name = '']) => (name.startsWith('.') ? join(dirname(file), name) : name));
}

/** The way from the first file to a package, or null when it is not loaded with it. */
function wayTo(packageName: string, first: string): readonly string[] | null {
  const ways: (readonly string[])[] = [[first]];
  const seen = new Set([first]);
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    for (const next of loadedWith(way.at(-1) ?? '')) {
      if (next === packageName) return [...way.map((file) => relative(project, file)), next];
      if (seen.has(next) || !next.endsWith('.ts')) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return null;
}

const firstWindow = join(project, 'electron/windows/join-windows.ts');

it.each(['survey-core', 'openai', 'csv-parse/sync', 'csv-stringify/sync', 'age-encryption', 'tokenx'])('the first window does not wait for %s', (packageName) => {
  expect(wayTo(packageName, firstWindow)).toBeNull();
});

it('the search itself finds what is loaded', () => {
  expect(wayTo('electron-store', firstWindow)).toEqual(['electron/windows/join-windows.ts', 'electron-store']);
  expect(wayTo('survey-core', join(project, 'electron/design/protocol-summary.ts'))?.length).toBeGreaterThan(2);
});
