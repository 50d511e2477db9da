import { spawn } from 'node:child_process';
import { constants } from 'node:os';

import { hasDisplay } from '../setup/display.mjs';
import { projectFolder } from '../setup/places.mjs';

type Options = {
  readonly env?: Readonly<Record<string, string>>;
  /** Gives the command a virtual screen where the machine has none. */
  readonly screen?: boolean;
};

/** Runs a command in the project's folder, its output straight to the person, and gives its exit code. */
export function runCommand(
  command: string,
  parameters: readonly string[],
  { env = {}, screen = false }: Options = {},
): Promise<number> {
  const [program, given] =
    screen && !hasDisplay() ? virtualScreen(command, parameters) : [command, parameters];
  const child = spawn(program, given, {
    cwd: projectFolder,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    // On Windows the package commands are command files, which only a shell can start.
    shell: process.platform === 'win32' && program !== process.execPath,
  });
  const forward = (signal: NodeJS.Signals) => child.kill(signal);
  process.once('SIGINT', forward).once('SIGTERM', forward);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      process.off('SIGINT', forward).off('SIGTERM', forward);
      resolve(code ?? (signal ? 128 + constants.signals[signal] : 1));
    });
  });
}

function virtualScreen(command: string, parameters: readonly string[]): [string, readonly string[]] {
  return [
    'xvfb-run',
    ['--auto-servernum', '--server-args=-screen 0 1920x1080x24', command, ...parameters],
  ];
}
