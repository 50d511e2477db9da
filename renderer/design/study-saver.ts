/** Whether the draft is on disk. "saved" is said only after the answer of the save that carried the newest change. */
export type SaveState = 'unchanged' | 'waiting' | 'saving' | 'saved' | 'failed';

interface Waits {
  /** A change is sent this long after it, so that a word is one save and not five. */
  readonly afterChangeMilliseconds: number;
  readonly afterFailureMilliseconds: number;
}

/** Keeps a draft: the newest content is sent a moment after each change, one save at a time, until one worked. */
export class StudySaver<Content> {
  readonly #save: (content: Content) => Promise<boolean>;
  readonly #waits: Waits;
  readonly #listeners = new Set<() => void>();
  #state: SaveState = 'unchanged';
  #unsaved: { readonly content: Content } | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #inFlight: Promise<boolean> | null = null;

  /** @param save false, or a rejection, when it could not be stored */
  constructor(save: (content: Content) => Promise<boolean>, waits: Waits = { afterChangeMilliseconds: 300, afterFailureMilliseconds: 2_000 }) {
    this.#save = save;
    this.#waits = waits;
  }

  state = (): SaveState => this.#state;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  keep(content: Content): void {
    this.#unsaved = { content };
    this.#wait(this.#waits.afterChangeMilliseconds);
    if (this.#inFlight === null) this.#become('waiting');
  }

  /** Saves at once what is not yet saved; false when that failed, and it will be tried again. */
  async flush(): Promise<boolean> {
    this.#stopWaiting();
    if (this.#inFlight !== null) await this.#inFlight;
    if (this.#unsaved === null) return true;
    this.#inFlight ??= this.#send(this.#unsaved);
    return this.#inFlight;
  }

  /** True when it was stored and nothing newer waits. */
  async #send(sent: { readonly content: Content }): Promise<boolean> {
    this.#become('saving');
    const stored = await this.#save(sent.content).catch(() => false);
    this.#inFlight = null;
    if (stored && this.#unsaved === sent) this.#unsaved = null;
    if (!stored) this.#wait(this.#waits.afterFailureMilliseconds);
    const isNewest = this.#unsaved === null;
    this.#become(!stored ? 'failed' : isNewest ? 'saved' : 'waiting');
    return stored && isNewest;
  }

  #wait(milliseconds: number): void {
    this.#stopWaiting();
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.flush();
    }, milliseconds);
  }

  #stopWaiting(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #become(state: SaveState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#listeners.forEach((listener) => listener());
  }
}
