import type { DrawBelow } from '../../shared/people/code.ts';

/** Four digits that nobody guesses first: no 1234, no 7777, no 1212. */
export function suggestPin(draw: DrawBelow): string {
  for (let tries = 0; tries < 100; tries += 1) {
    const pin = Array.from({ length: 4 }, () => String(draw(10))).join('');
    if (!isEasyPin(pin)) return pin;
  }
  return '4961';
}

/** True for runs (2345, 9876), for one or two digits repeated (7777, 1212) and for years. */
export function isEasyPin(pin: string): boolean {
  const values = Array.from(pin, Number);
  const steps = values.slice(1).map((value, index) => value - (values[index] ?? 0));
  const isRun = steps.every((step) => step === 1) || steps.every((step) => step === -1);
  return isRun || new Set(pin).size <= 2 || /^(19|20)\d\d$/.test(pin);
}

/** Random numbers of the browser, without the bias of a plain remainder. */
export function drawFromCrypto(bound: number): number {
  const limit = Math.floor(2 ** 32 / bound) * bound;
  const word = new Uint32Array(1);
  do {
    crypto.getRandomValues(word);
  } while ((word[0] ?? 0) >= limit);
  return (word[0] ?? 0) % bound;
}
