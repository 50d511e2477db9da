/** Whether what was typed is on disk. "saved" is said only after the answer of the save that carried it. */
export type DraftState = 'none' | 'saving' | 'saved' | 'failed';

/** Whether it is on disk; 'too-late' when its session is over and nothing will ever be kept again. */
export type SaveDraft = (key: string, value: unknown) => Promise<boolean | 'too-late'>;

interface Entry {
  value: unknown;
  state: DraftState;
  inFlight: Promise<void> | null;
}

/**
 * Keeps what is being typed. Every change is sent at once; changes that come while a save of the same
 * key is on its way are sent together when it is answered. A failed save is tried again until it works or its session is over.
 */
export class DraftKeeper {
  readonly #save: SaveDraft;
  readonly #retryAfterMilliseconds: number;
  readonly #entries = new Map<string, Entry>();
  readonly #listeners = new Set<() => void>();

  constructor(save: SaveDraft, stored: Readonly<Record<string, unknown>> = {}, retryAfterMilliseconds = 2_000) {
    this.#save = save;
    this.#retryAfterMilliseconds = retryAfterMilliseconds;
    for (const [key, value] of Object.entries(stored)) {
      this.#entries.set(key, { value, state: 'none', inFlight: null });
    }
  }

  read(key: string): unknown {
    return this.#entries.get(key)?.value;
  }

  keep(key: string, value: unknown): void {
    const entry = this.#entries.get(key) ?? { value, state: 'none', inFlight: null };
    entry.value = value;
    entry.state = 'saving';
    this.#entries.set(key, entry);
    entry.inFlight ??= this.#saveUntilCurrent(key, entry);
    this.#tell();
  }

  state(key: string): DraftState {
    return this.#entries.get(key)?.state ?? 'none';
  }

  /** Over all keys that start so: failed if any failed, then saving, then saved. */
  stateOfAll(prefix: string): DraftState {
    const states = new Set([...this.#entries].filter(([key]) => key.startsWith(prefix)).map(([, entry]) => entry.state));
    return (['failed', 'saving', 'saved'] as const).find((state) => states.has(state)) ?? 'none';
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  async #saveUntilCurrent(key: string, entry: Entry): Promise<void> {
    for (;;) {
      const sent = entry.value;
      const stored = await this.#save(key, sent).catch(() => false);
      if (stored === 'too-late' || (stored && entry.value === sent)) {
        entry.state = stored === 'too-late' ? 'failed' : 'saved';
        entry.inFlight = null;
        this.#tell();
        return;
      }
      if (!stored) {
        entry.state = 'failed';
        this.#tell();
        await new Promise((resolve) => setTimeout(resolve, this.#retryAfterMilliseconds));
        entry.state = 'saving';
        this.#tell();
      }
    }
  }

  #tell(): void {
    this.#listeners.forEach((listener) => listener());
  }
}

/** For screens without a session: nothing to keep. */
export function emptyDraftKeeper(): DraftKeeper {
  return new DraftKeeper(() => Promise.resolve(true));
}
