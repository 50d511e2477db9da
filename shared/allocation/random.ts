/** A seeded source of random numbers. Same seed, same numbers, on every machine. */
export interface Random {
  /** The next number, uniform in [0, 1). */
  next(): number;
}

/**
 * The sfc32 generator (Chris Doty-Humphrey, PractRand), seeded from a text by the cyrb128 hash.
 * Only 32-bit integer arithmetic, so that every machine and engine draws the same list.
 * @param seed any text; the empty text is a seed like any other
 */
export function createRandom(seed: string): Random {
  let [a, b, c, d] = hashToWords(seed);
  const draw = (): number => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 4294967296;
  };
  // The first numbers still show the structure of the seed.
  for (let warmUp = 0; warmUp < 12; warmUp += 1) draw();
  return { next: draw };
}

/** A whole number, uniform in 0 … bound − 1. */
export function drawInteger(random: Random, bound: number): number {
  return Math.floor(random.next() * bound);
}

/** A new array with the items in random order (Fisher–Yates). */
export function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const result = [...items];
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = drawInteger(random, index + 1);
    const held = result[index] as Item;
    result[index] = result[other] as Item;
    result[other] = held;
  }
  return result;
}

function hashToWords(text: string): [number, number, number, number] {
  let h1 = 1779033703;
  let h2 = 3144134277;
  let h3 = 1013904242;
  let h4 = 2773480762;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    h1 = h2 ^ Math.imul(h1 ^ code, 597399067);
    h2 = h3 ^ Math.imul(h2 ^ code, 2869860233);
    h3 = h4 ^ Math.imul(h3 ^ code, 951274213);
    h4 = h1 ^ Math.imul(h4 ^ code, 2716044179);
  }
  h1 = Math.imul(h3 ^ (h1 >>> 18), 597399067);
  h2 = Math.imul(h4 ^ (h2 >>> 22), 2869860233);
  h3 = Math.imul(h1 ^ (h3 >>> 17), 951274213);
  h4 = Math.imul(h2 ^ (h4 >>> 19), 2716044179);
  h1 ^= h2 ^ h3 ^ h4;
  return [h1, h2 ^ h1, h3 ^ h1, h4 ^ h1];
}
