import type { ParseArgsOptionsConfig } from 'node:util';

/** What a command is given: its options as typed, the data folder, and a way to answer. */
export interface CommandInput {
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly dataFolder: string;
  readonly print: (line: string) => void;
}

export interface CliCommand {
  readonly name: string;
  /** Name and options as they are typed. */
  readonly usage: string;
  /** One sentence. */
  readonly meaning: string;
  readonly options: ParseArgsOptionsConfig;
  /** Returns the exit status: 0 all well, 1 something was found. Throws a CallRefusal or StorageError when it can't. */
  run(input: CommandInput): number | Promise<number>;
}

/** Something was typed that cannot be carried out: exit status 2. */
export class UsageError extends Error {}
