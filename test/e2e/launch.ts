import path from 'node:path';

import { _electron, type ElectronApplication } from '@playwright/test';

import { sandboxSwitches } from '../../scripts/setup/display.mjs';
import { electronInUse } from '../../scripts/setup/electron-in-use.mjs';

const projectFolder = path.resolve(import.meta.dirname, '../..');

type Launch = {
  /** Every test has its own, so that nothing carries over. */
  readonly dataFolder: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
};

/** Opens the built app as a person would, and hands over its processes and windows. */
export async function launchApp({ dataFolder, args = [], env = {} }: Launch): Promise<ElectronApplication> {
  const { executable } = await electronInUse();
  return _electron.launch({
    executablePath: executable,
    cwd: projectFolder,
    args: [...sandboxSwitches(), '.', '--data', dataFolder, ...args],
    env: { ...definedOnly(process.env), ...env },
    timeout: 60_000,
  });
}

function definedOnly(variables: NodeJS.ProcessEnv): Record<string, string> {
  const defined = Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(defined);
}
