import path from 'node:path';

import { projectFolder } from '../setup/places.mjs';
import { runCommand } from './child.ts';

/**
 * What Node is started with. Commands read and write files row by row; with a small nursery the memory of
 * a row is used again soon, in place of half as much more memory for the whole.
 */
export const nodeSwitches: readonly string[] = ['--max-semi-space-size=8'];

/** The command line, straight from its source. */
export function run(parameters: readonly string[]): Promise<number> {
  const source = path.join(projectFolder, 'electron/cli/visavis.ts');
  return runCommand(process.execPath, [...nodeSwitches, source, ...parameters]);
}
