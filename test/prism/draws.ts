import { drawInteger, type Random, shuffled } from '../../shared/allocation/random.ts';
import { drawNormal } from '../../shared/rehearsal/draws.ts';

/** Values with how often the release has them. */
export type Counts<Value> = readonly (readonly [Value, number])[];

/** As many values as are asked for, in random order; at the release's own size, exactly its counts. */
export function dealt<Value>(counts: Counts<Value>, size: number, random: Random): Value[] {
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  let before = 0;
  const values = counts.flatMap(([value, count]) => {
    const from = Math.round((before / total) * size);
    before += count;
    return Array.from({ length: Math.round((before / total) * size) - from }, () => value);
  });
  return shuffled(values, random);
}

export function pick<Value>(values: readonly Value[], random: Random): Value {
  return values[drawInteger(random, values.length)] as Value;
}

/** Which of `size` places are marked: exactly `count` of them. */
export function marked(count: number, size: number, random: Random): ReadonlySet<number> {
  const places = new Set<number>();
  while (places.size < Math.min(count, size)) places.add(drawInteger(random, size));
  return places;
}

/** A length from a skewed distribution (log-normal) with this mean, within bounds. */
export function drawLength(random: Random, { mean, minimum, maximum }: { readonly mean: number; readonly minimum: number; readonly maximum: number }): number {
  const spread = 0.7;
  const length = Math.round(Math.exp(Math.log(mean) - spread ** 2 / 2 + spread * drawNormal(random)));
  return Math.min(maximum, Math.max(minimum, length));
}

const words = [
  'I think that what matters here is to listen first and to say plainly what one does not know.',
  'Many people ask this; the answer depends on where you live, how old you are and what you hope for.',
  '“Honesty” is a word with a history – so is ‘kindness’.',
  'First, look at the costs:\n\n1. rent,\n2. food,\n3. the rest.',
  'Could you tell me more? Perhaps an example from last week.',
  'El clima cambia, y con él las ciudades; già lo sappiamo. Что дальше?',
  'It is raining 🌧️ in Glasgow, 日本 has elections, and the match ended 2 : 1 \\o/.',
  'There is no single right view on it; here are three, with what speaks for and against each of them.',
  '**Short answer:** it depends. *Long answer:* see below, and `try it` yourself.',
  'He said "no", she said "why not?", and both were right in their own way.',
];

/** Text to cut pieces out of, the same for a seed: made once, because hundreds of thousands of pieces are needed. */
export function textSource(random: Random): (length: number) => string {
  let source = '';
  while (source.length < 200_000) source += `${pick(words, random)} `;
  return (length) => {
    const start = drawInteger(random, source.length - length);
    const piece = source.slice(start, start + length);
    // Half a character becomes a full stop; a space at an edge, too, so that lengths stay.
    return piece.replace(/^\s|\s$|\p{Surrogate}/gu, '.');
  };
}
