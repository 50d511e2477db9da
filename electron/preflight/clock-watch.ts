const earliestYear = 2025;
const latestYear = 2100;
/** Time servers correct by seconds; more than this is somebody, or a dead battery, setting the clock. */
const toleratedDriftMilliseconds = 60_000;

export interface Clocks {
  utcMilliseconds(): number;
  monotonicMilliseconds(): number;
}

/** Compares the wall clock with the one that never jumps, from the start of the app on. */
export class ClockWatch {
  readonly #clocks: Clocks;
  #offset: number;

  constructor(clocks: Clocks) {
    this.#clocks = clocks;
    this.#offset = this.#currentOffset();
  }

  isSane(): boolean {
    const year = new Date(this.#clocks.utcMilliseconds()).getUTCFullYear();
    const drift = Math.abs(this.#currentOffset() - this.#offset);
    return year >= earliestYear && year <= latestYear && drift <= toleratedDriftMilliseconds;
  }

  /** After the laptop slept: the clock that never jumps stood still, and that is as it should be. */
  beginAgain(): void {
    this.#offset = this.#currentOffset();
  }

  #currentOffset(): number {
    return this.#clocks.utcMilliseconds() - this.#clocks.monotonicMilliseconds();
  }
}
