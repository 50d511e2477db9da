const faultKinds = ['429', '500', 'hang', 'drop', 'empty', 'garbage', 'slow', 'tuning-fails'] as const;
type FaultKind = (typeof faultKinds)[number];

/** One way for a practice model to misbehave. */
export interface PracticeFault {
  readonly kind: FaultKind;
  /** How many requests are hit before the model is well again; all of them unless set. For tuning-fails: how many jobs. */
  readonly times?: number;
  /** For 429: seconds in `Retry-After` (1 unless set); for slow: milliseconds the reply takes (8,000 unless set). */
  readonly value?: number;
}

/** The name that stands for every model; each of them counts its own faults. */
export const allModels = '*';

interface FaultSetting {
  readonly model: string;
  readonly faults: readonly PracticeFault[];
}

/**
 * Reads `practice-warm=429:2,practice-brief=hang,*=slow@5000`: model, kind, `@value`, `:times`;
 * several in a row with `+`, as in `practice-warm=429@2:1+drop:1`.
 * @throws an Error that names the part it can't read
 */
export function parsePracticeFaults(text: string): FaultSetting[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(parseSetting);
}

function parseSetting(part: string): FaultSetting {
  const match = /^([^=\s]+)\s*=\s*(\S+)$/.exec(part);
  if (match === null) throw unreadable(part);
  const [, model = '', list = ''] = match;
  return { model, faults: list.split('+').map((each) => parseFault(each, part)) };
}

function parseFault(text: string, part: string): PracticeFault {
  const match = /^([a-z0-9-]+)(?:@(\d+))?(?::(\d+))?$/.exec(text);
  const kind = faultKinds.find((each) => each === match?.[1]);
  if (match === null || kind === undefined) throw unreadable(part);
  const [, , value, times] = match;
  return {
    kind,
    ...(value === undefined ? {} : { value: Number(value) }),
    ...(times === undefined ? {} : { times: Number(times) }),
  };
}

function unreadable(part: string): Error {
  return new Error(
    `The practice fault “${part}” can’t be read. Write model=kind, for example practice-warm=429:2; kinds are ${faultKinds.join(', ')}.`,
  );
}

/** Which fault, if any, hits the next request or, kept apart in a plan of their own, the next training job. A model's own faults come before those for all. */
export class FaultPlan {
  readonly #own = new Map<string, PracticeFault[]>();
  readonly #fromAll = new Map<string, PracticeFault[]>();
  #all: readonly PracticeFault[] = [];

  set(model: string, faults: readonly PracticeFault[]): void {
    if (model === allModels) {
      this.#all = faults;
      this.#fromAll.clear();
    } else {
      this.#own.set(model, [...faults]);
    }
  }

  clear(): void {
    this.#own.clear();
    this.#fromAll.clear();
    this.#all = [];
  }

  take(model: string): PracticeFault | null {
    const shared = this.#fromAll.get(model) ?? [...this.#all];
    this.#fromAll.set(model, shared);
    return takeFrom(this.#own.get(model) ?? []) ?? takeFrom(shared);
  }
}

/** Whether a fault hits training jobs, and no chats. */
export function hitsTuning({ kind }: PracticeFault): boolean {
  return kind === 'tuning-fails';
}

/** Uses up one of the first fault's times and drops what is spent. */
function takeFrom(queue: PracticeFault[]): PracticeFault | null {
  while (queue[0]?.times === 0) queue.shift();
  const fault = queue[0];
  if (fault === undefined) return null;
  if (fault.times !== undefined) queue[0] = { ...fault, times: fault.times - 1 };
  return fault;
}
