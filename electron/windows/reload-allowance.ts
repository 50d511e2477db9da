const toleratedWithinAMinute = 3;

/** A page that crashes is loaded again, but not for ever: then the fault is in the page. */
export class ReloadAllowance {
  #crashes: number[] = [];

  /** Whether the page may be loaded again after a crash at this time. */
  take(now: number): boolean {
    this.#crashes = [...this.#crashes.filter((time) => now - time < 60_000), now];
    return this.#crashes.length <= toleratedWithinAMinute;
  }
}
