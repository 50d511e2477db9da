import { run as build } from './build.ts';
import { runCommand } from './child.ts';

/** Plays a whole practice session through the real windows and leaves pictures and an archive. */
export async function run(parameters: readonly string[]): Promise<number> {
  await build();
  return runCommand('playwright', ['test', '--project=demo', ...parameters], { screen: true });
}
