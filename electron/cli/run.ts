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
  if (words[0] === 'help' || words.includes('--help')) {
    (await help()).forEach(print);
    return 0;
  }
  // The longest name that fits: `export prefs` begins with the name of another command.
  const [known] = commands
    .filter(({ name }) => name.split(' ').every((word, index) => words[index] === word))
    .toSorted((a, b) => b.name.length - a.name.length);
  if (!known) {
    complain(words[0] === undefined ? message('cli.no-command') : message('cli.unknown-command', { command: nameTyped(words) }));
    (await help()).forEach(complain);
    return 2;
  }
  const command = await known.load();
  try {
    const { values, repeated, operands } = parsed(command, words.slice(command.name.split(' ').length));
    const { data, ...options } = values;
    return await command.run({ options, repeated, operands, dataFolder: dataFolderOf(data, surroundings.environment), print });
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

/** The first word, and the second where the first names an area of commands. */
function nameTyped(words: readonly string[]): string {
  const [first = '', second] = words;
  return second !== undefined && commands.some(({ name }) => name.startsWith(`${first} `)) ? `${first} ${second}` : first;
}

interface Parsed {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly repeated: Readonly<Record<string, readonly string[]>>;
  readonly operands: readonly string[];
}

function parsed({ options, operands = [] }: CliCommand, words: string[]): Parsed {
  try {
    const { values, positionals } = parseArgs({
      args: words,
      options: { ...options, data: { type: 'string' } },
      allowPositionals: true,
    });
    const unexpected = positionals[operands.length];
    if (unexpected !== undefined) throw new UsageError(message('cli.unexpected-word', { word: unexpected }));
    const missing = operands[positionals.length];
    if (missing !== undefined) throw new UsageError(message('cli.missing-word', { word: missing }));
    return { ...byNumber(values), operands: positionals };
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

/** Options that may be typed several times, and the others. */
function byNumber(values: ReturnType<typeof parseArgs>['values']): Pick<Parsed, 'values' | 'repeated'> {
  const single: Record<string, string | boolean | undefined> = {};
  const repeated: Record<string, readonly string[]> = {};
  for (const [name, value] of Object.entries(values)) {
    if (Array.isArray(value)) repeated[name] = value.map(String);
    else single[name] = value;
  }
  return { values: single, repeated };
}

function dataFolderOf(option: string | boolean | undefined, environment: Environment): string {
  if (typeof option === 'string' && option !== '') return resolve(option);
  const named = environment['VISAVIS_DATA']?.trim();
  return named ? resolve(named) : usualDataFolder(process.platform, environment, homedir());
}

function sentenceOf(error: unknown): string {
  if (error instanceof CallRefusal || error instanceof StorageError || isStudyFileError(error)) return error.message;
  return message('cli.failed', { detail: error instanceof Error ? error.message : String(error) });
}

/** By its name: its class would load all that reads studies. */
function isStudyFileError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'StudyFileError';
}
