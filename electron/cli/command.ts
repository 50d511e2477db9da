import type { ParseArgsOptionsConfig } from 'node:util';

/** What a command is given: its options as typed, the data folder, and a way to answer. */
export interface CommandInput {
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  /** What was typed for options that may be typed several times; absent when they were not. */
  readonly repeated: Readonly<Record<string, readonly string[]>>;
  /** What stands for the words of `operands`, as many as there are. */
  readonly operands: readonly string[];
  readonly dataFolder: string;
  readonly print: (line: string) => void;
}

export interface CliCommand {
  /** One word, or two of which the first names an area: `study check`. */
  readonly name: string;
  /** Name and options as they are typed. */
  readonly usage: string;
  /** One sentence. */
  readonly meaning: string;
  readonly options: ParseArgsOptionsConfig;
  /** Words that must follow the name, as usage calls them; none when left out. */
  readonly operands?: readonly string[];
  /** Returns the exit status: 0 all well, 1 something was found. Throws a CallRefusal or StorageError when it can't. */
  run(input: CommandInput): number | Promise<number>;
}

/** Something was typed that cannot be carried out: exit status 2. */
export class UsageError extends Error {}
