import { countWords } from '../../shared/session/words.ts';

export interface MessageLimit {
  readonly unit: 'characters' | 'words';
  /** Negative when there are too many. */
  readonly left: number;
}

/** Below so many a limit is spoken of, however small the limit is. */
const near = { characters: 20, words: 5 } as const;

/** The limits that a message is near to or over, in the order in which they are said; mostly none. */
export function limitsToMention(
  text: string,
  limits: { readonly maximumMessageCharacters: number; readonly maximumMessageWords: number | null },
): readonly MessageLimit[] {
  const length = text.trim().length;
  if (length === 0) return [];
  const all = [
    { unit: 'words', used: countWords(text), maximum: limits.maximumMessageWords },
    { unit: 'characters', used: length, maximum: limits.maximumMessageCharacters },
  ] as const;
  return all.flatMap(({ unit, used, maximum }) => {
    if (maximum === null) return [];
    const left = maximum - used;
    return left <= Math.max(near[unit], Math.ceil(maximum / 10)) ? [{ unit, left }] : [];
  });
}

export function isOver(limits: readonly MessageLimit[]): boolean {
  return limits.some(({ left }) => left < 0);
}
