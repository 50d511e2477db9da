import path from 'node:path';

import { projectFolder } from '../setup/places.mjs';
import { run as build } from './build.ts';
import { runCommand } from './child.ts';

/** Measures; standard output belongs to the figures, so the build reports elsewhere. */
export async function run(parameters: readonly string[]): Promise<number> {
  console.log = console.error;
  await build();
  const source = path.join(projectFolder, 'test/bench/bench.ts');
  return runCommand(process.execPath, [source, ...parameters], { screen: true });
}
