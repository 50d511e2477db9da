import { resolve } from 'node:path';

/** What the command line and the environment ask for. */
export interface StartOptions {
  /** Given with `--data` or `VISAVIS_DATA`; null for the usual place. */
  readonly dataFolder: string | null;
  /** `--smoke-test FILE`: says there whether the first page was shown, then quits. */
  readonly smokeTest: string | null;
  readonly development: DevelopmentOptions;
}

/** For development and tests. A shipped build reads none of them. */
export interface DevelopmentOptions {
  /** `VISAVIS_DEV_SERVER`: pages from a development server. */
  readonly server: string | null;
  /** `VISAVIS_PRACTICE_FAULTS`: what goes wrong with the practice models. */
  readonly practiceFaults: string | null;
  /** `VISAVIS_PRACTICE_SPEED`: 1 for the natural pace, 2 for twice as fast, 0 for no waiting at all. */
  readonly practiceSpeed: number | null;
  /** `VISAVIS_REVEAL_DELAY`: milliseconds, instead of the study's minimum. */
  readonly revealDelay: number | null;
  /** `VISAVIS_MODEL_TIMEOUT`: longest silence of a model, in milliseconds. */
  readonly modelTimeout: number | null;
  /** `VISAVIS_RETRY_WAIT`: first wait before a retry, in milliseconds. */
  readonly retryWait: number | null;
  /** `VISAVIS_RECORD_MESSAGES`: file for every message that is sent to a window. */
  readonly recordMessages: string | null;
}

const none: DevelopmentOptions = {
  server: null,
  practiceFaults: null,
  practiceSpeed: null,
  revealDelay: null,
  modelTimeout: null,
  retryWait: null,
  recordMessages: null,
};

export type Environment = Readonly<Record<string, string | undefined>>;

export function readOptions(processArguments: readonly string[], environment: Environment, shipped: boolean): StartOptions {
  const data = argumentAfter('--data', processArguments) ?? textIn(environment, 'VISAVIS_DATA');
  const smokeTest = argumentAfter('--smoke-test', processArguments);
  return {
    dataFolder: data === null ? null : resolve(data),
    smokeTest: smokeTest === null ? null : resolve(smokeTest),
    development: shipped ? none : developmentOptions(environment),
  };
}

function developmentOptions(environment: Environment): DevelopmentOptions {
  return {
    server: textIn(environment, 'VISAVIS_DEV_SERVER'),
    practiceFaults: textIn(environment, 'VISAVIS_PRACTICE_FAULTS'),
    practiceSpeed: numberIn(environment, 'VISAVIS_PRACTICE_SPEED'),
    revealDelay: numberIn(environment, 'VISAVIS_REVEAL_DELAY'),
    modelTimeout: numberIn(environment, 'VISAVIS_MODEL_TIMEOUT'),
    retryWait: numberIn(environment, 'VISAVIS_RETRY_WAIT'),
    recordMessages: textIn(environment, 'VISAVIS_RECORD_MESSAGES'),
  };
}

/** `--name VALUE` or `--name=VALUE`. */
function argumentAfter(name: string, processArguments: readonly string[]): string | null {
  const joined = processArguments.find((each) => each.startsWith(`${name}=`));
  if (joined !== undefined) return joined.slice(name.length + 1) || null;
  const index = processArguments.indexOf(name);
  return index < 0 ? null : (processArguments[index + 1] ?? null);
}

function textIn(environment: Environment, name: string): string | null {
  const value = environment[name]?.trim();
  return value === undefined || value === '' ? null : value;
}

function numberIn(environment: Environment, name: string): number | null {
  const value = Number(textIn(environment, name) ?? Number.NaN);
  return Number.isFinite(value) && value >= 0 ? value : null;
}
