/** A whole number, uniform in 0 … bound − 1. */
export type DrawBelow = (bound: number) => number;

/** Letters and digits that are not mistaken for one another when read aloud or copied by hand. */
const letters = 'ACDEFHJKLMNPRTUVWXY';
const digits = '2345679';

/**
 * A participant code such as `K7-264`: short, readable aloud, and not given out before.
 * The digits after the hyphen grow from three to six when the short codes run out.
 */
export function suggestParticipantCode(taken: readonly string[], draw: DrawBelow): string {
  const used = new Set(taken.map((code) => code.toUpperCase()));
  const pick = (characters: string): string => characters.charAt(draw(characters.length));
  for (let tries = 0; tries < 60; tries += 1) {
    const length = 3 + Math.floor(tries / 20);
    const number = Array.from({ length }, () => pick(digits)).join('');
    const code = `${pick(letters)}${pick(digits)}-${number}`;
    if (!used.has(code)) return code;
  }
  return `${pick(letters)}-${used.size + 1}`;
}

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
