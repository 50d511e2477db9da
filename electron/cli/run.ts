import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import type { Environment } from '../start-up/options.ts';
import { usualDataFolder } from '../start-up/usual-data-folder.ts';
import { StorageError } from '../storage/errors.ts';
import { type CliCommand, UsageError } from './command.ts';
import { commands } from './commands.ts';
import { help } from './help.ts';

export interface Surroundings {
  readonly environment: Environment;
  readonly print: (line: string) => void;
  /** For what goes wrong. */
  readonly complain: (line: string) => void;
}

/** Carries out what was typed, and returns the exit status: 0 all well, 1 something was found or failed, 2 wrong usage. */
export async function runCommandLine(words: readonly string[], surroundings: Surroundings): Promise<number> {
  const { print, complain } = surroundings;
  const [name, ...rest] = words;
  if (name === 'help' || words.includes('--help')) {
    help().forEach(print);
    return 0;
  }
  const command = commands.find((each) => each.name === name);
  if (!command) {
    complain(name === undefined ? message('cli.no-command') : message('cli.unknown-command', { command: name }));
    help().forEach(complain);
    return 2;
  }
  try {
    const { data, ...options } = parsed(command, rest);
    return await command.run({ options, dataFolder: dataFolderOf(data, surroundings.environment), print });
  } catch (error) {
    if (error instanceof UsageError) {
      complain(error.message);
      complain(message('cli.usage', { usage: command.usage }));
      return 2;
    }
    complain(sentenceOf(error));
    return 1;
  }
}

function parsed({ options }: CliCommand, words: string[]): Readonly<Record<string, string | boolean | undefined>> {
  try {
    const { values, positionals } = parseArgs({
      args: words,
      options: { ...options, data: { type: 'string' } },
      allowPositionals: true,
    });
    const [word] = positionals;
    if (word !== undefined) throw new UsageError(message('cli.unexpected-word', { word }));
    return values;
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

function dataFolderOf(option: string | boolean | undefined, environment: Environment): string {
  if (typeof option === 'string' && option !== '') return resolve(option);
  const named = environment['VISAVIS_DATA']?.trim();
  return named ? resolve(named) : usualDataFolder(process.platform, environment, homedir());
}

function sentenceOf(error: unknown): string {
  if (error instanceof CallRefusal || error instanceof StorageError) return error.message;
  return message('cli.failed', { detail: error instanceof Error ? error.message : String(error) });
}
