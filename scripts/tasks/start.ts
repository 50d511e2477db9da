import { hasDisplay, sandboxSwitches } from '../setup/display.mjs';
import { electronInUse } from '../setup/electron-in-use.mjs';
import { run as build } from './build.ts';
import { runCommand } from './child.ts';
import { run as demonstrate } from './demo.ts';

/** Opens the app; a machine without a display gets the demonstration instead. */
export async function run(parameters: readonly string[]): Promise<number> {
  if (!hasDisplay()) {
    console.log('This machine has no display, so the demonstration runs on a virtual one instead.');
    return demonstrate([]);
  }
  await build();
  const { executable } = await electronInUse();
  return runCommand(executable, [...sandboxSwitches(), '.', ...parameters]);
}
