import { accessSync, constants, mkdirSync } from 'node:fs';
import { message } from '../messages/message.ts';

/** A start that cannot go on, in a sentence for the person in front of it. */
export class StartProblem extends Error {
  readonly code: string;

  constructor(code: string, text: string) {
    super(text);
    this.name = 'StartProblem';
    this.code = code;
  }
}

/** Makes the folder, readable for its owner only. Throws a StartProblem when it cannot be used. */
export function prepareDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new StartProblem('unwritable-folder', message('problem.unwritable', { folder, detail }));
  }
}
