import path from 'node:path';

import { projectFolder } from '../setup/places.mjs';
import { runCommand } from './child.ts';

/** The command line, straight from its source. */
export function run(parameters: readonly string[]): Promise<number> {
  const source = path.join(projectFolder, 'electron/cli/visavis.ts');
  return runCommand(process.execPath, [source, ...parameters]);
}
