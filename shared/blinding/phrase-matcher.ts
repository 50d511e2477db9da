import type { Phrase } from './phrases.ts';
import { foldedWords, staysInSentence, type Word } from './words.ts';

/** One place of a phrase: any of these words, any word at all, a name, or that none of these words follows. */
interface Place {
  readonly accepts: ReadonlySet<string> | 'any' | 'name';
  readonly optional: boolean;
  /** Words that must not stand here; such a place takes no word. */
  readonly refuses?: ReadonlySet<string>;
}

/** Phrases by the words that they may begin with. */
export type CompiledPhrases = ReadonlyMap<string, readonly (readonly Place[])[]>;

/** Makes phrases ready for matching. The notation is described beside `Phrase`. */
export function compilePhrases(phrases: readonly Phrase[]): CompiledPhrases {
  const compiled = new Map<string, (readonly Place[])[]>();
  for (const phrase of phrases) {
    const places = phrase.split(' ').map(placeOf);
    for (const word of firstWordsOf(places)) {
      const known = compiled.get(word);
      if (known) known.push(places);
      else compiled.set(word, [places]);
    }
  }
  return compiled;
}

/** Gives the index after the name that begins at a word, or null where none begins. */
export type NameAt = (index: number) => number | null;

/**
 * The longest phrase that begins at a word.
 * @returns index after its last word, or null
 */
export function phraseAt(
  phrases: CompiledPhrases,
  text: string,
  words: readonly Word[],
  index: number,
  nameAt: NameAt,
): number | null {
  let longest: number | null = null;
  for (const places of phrases.get(words[index]?.folded ?? '') ?? []) {
    const end = endOfMatch(places, 0, text, words, index, index, nameAt);
    if (end !== null && (longest === null || end > longest)) longest = end;
  }
  return longest;
}

function endOfMatch(
  places: readonly Place[],
  placeIndex: number,
  text: string,
  words: readonly Word[],
  first: number,
  index: number,
  nameAt: NameAt,
): number | null {
  const place = places[placeIndex];
  if (!place) return index;
  const next = endOfPlace(place, text, words, first, index, nameAt);
  const taken = next === null ? null : endOfMatch(places, placeIndex + 1, text, words, first, next, nameAt);
  if (taken !== null || !place.optional) return taken;
  return endOfMatch(places, placeIndex + 1, text, words, first, index, nameAt);
}

function endOfPlace(
  place: Place,
  text: string,
  words: readonly Word[],
  first: number,
  index: number,
  nameAt: NameAt,
): number | null {
  const word = words[index];
  const before = words[index - 1];
  if (place.refuses) return word && place.refuses.has(word.folded) ? null : index;
  if (!word || (index > first && before && !staysInSentence(text, before, word))) return null;
  if (place.accepts === 'name') return nameAt(index);
  return place.accepts === 'any' || place.accepts.has(word.folded) ? index + 1 : null;
}

function placeOf(notation: string): Place {
  if (notation.startsWith('!')) return { accepts: 'any', optional: false, refuses: wordsIn(notation.slice(1)) };
  const optional = notation.endsWith('?');
  const bare = optional ? notation.slice(0, -1) : notation;
  if (bare === '*') return { accepts: 'any', optional };
  if (bare === '{name}') return { accepts: 'name', optional };
  return { accepts: wordsIn(bare), optional };
}

function wordsIn(alternatives: string): ReadonlySet<string> {
  return new Set(alternatives.split('|').flatMap((word) => foldedWords(word)));
}

/** Words that the phrase can begin with: those of its first place, and of the next one while it may be missing. */
function firstWordsOf(places: readonly Place[]): string[] {
  const words: string[] = [];
  for (const place of places) {
    if (typeof place.accepts === 'string') throw new RangeError('A phrase begins with a word, not with * or {name}.');
    words.push(...place.accepts);
    if (!place.optional) break;
  }
  return words;
}
