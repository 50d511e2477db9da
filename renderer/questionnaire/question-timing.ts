/** When a question was answered, in milliseconds during which its page was in view. */
export interface QuestionTiming {
  readonly firstChangeMilliseconds: number;
  readonly lastChangeMilliseconds: number;
  readonly changes: number;
}

/** The timing of a question after one more change. */
export function timingAfterChange(before: QuestionTiming | null, milliseconds: number): QuestionTiming {
  const at = Math.max(0, Math.round(milliseconds));
  return {
    firstChangeMilliseconds: before?.firstChangeMilliseconds ?? at,
    lastChangeMilliseconds: Math.max(at, before?.lastChangeMilliseconds ?? 0),
    changes: (before?.changes ?? 0) + 1,
  };
}

/**
 * How long each page has been in view. After a restart a page goes on from its last change, so that times
 * never run backwards; the time in between was not spent on the questions.
 */
export class PageClock {
  readonly #now: () => number;
  readonly #before = new Map<string, number>();
  #page: string | null = null;
  #since = 0;

  /** @param now milliseconds of a clock that never jumps */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** From now on this page is in view, and no other. */
  show(page: string): void {
    if (page === this.#page) return;
    if (this.#page !== null) this.#before.set(this.#page, this.elapsed(this.#page));
    this.#page = page;
    this.#since = this.#now();
  }

  /** What is known from before a restart. */
  goOnFrom(page: string, milliseconds: number): void {
    this.#before.set(page, Math.max(this.#before.get(page) ?? 0, milliseconds));
  }

  elapsed(page: string): number {
    return (this.#before.get(page) ?? 0) + (page === this.#page ? this.#now() - this.#since : 0);
  }
}
