/** A word of a text, folded for comparison, and where it stands in the text as it was written. */
export interface Word {
  /** Lower case, compatibility forms resolved, without accents and invisible characters. */
  readonly folded: string;
  /** Index of its first UTF-16 unit in the text. */
  readonly start: number;
  /** Index after its last UTF-16 unit. */
  readonly end: number;
}

// Scripts that put no space between words: every character stands for itself.
const unspaced = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]`;
// "GPT4o" is "gpt" and "4o", as in "GPT-4o". No branch can match what another began, so time is linear.
const wordPattern = new RegExp(
  String.raw`${unspaced}[\p{M}\p{Cf}]*|\p{N}[\p{L}\p{N}\p{M}\p{Cf}]*|(?!${unspaced})\p{L}(?:(?!${unspaced})\p{L}|[\p{M}\p{Cf}])*`,
  'gu',
);

/** The words of a text in order: runs of letters, or of a digit with what follows it. */
export function wordsOf(text: string): readonly Word[] {
  return Array.from(text.matchAll(wordPattern), (match) => ({
    folded: fold(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The folded words of a text. */
export function foldedWords(text: string): readonly string[] {
  return wordsOf(text).map((word) => word.folded);
}

function fold(word: string): string {
  if (/^[A-Za-z0-9]+$/.test(word)) return word.toLowerCase();
  return word
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase();
}

/** All runs of `length` words, each joined by spaces. */
export function runsOf(words: readonly string[], length: number): Set<string> {
  const runs = new Set<string>();
  for (let index = 0; index + length <= words.length; index += 1) runs.add(words.slice(index, index + length).join(' '));
  return runs;
}

/** What the participant said, for asking whether a passage is in their own words. */
export class SaidWords {
  private readonly words: readonly string[];
  private readonly runs = new Map<number, Set<string>>();

  constructor(text: string) {
    this.words = foldedWords(text);
  }

  /** Whether these words stand in a row in what was said. */
  includes(words: readonly string[]): boolean {
    return this.runsOfLength(words.length).has(words.join(' '));
  }

  private runsOfLength(length: number): Set<string> {
    const known = this.runs.get(length);
    if (known) return known;
    const runs = runsOf(this.words, length);
    this.runs.set(length, runs);
    return runs;
  }
}

/** Whether two neighbouring words belong to one sentence: no full stop, question mark or blank line between them. */
export function staysInSentence(text: string, before: Word, after: Word): boolean {
  const gap = text.slice(before.end, Math.min(after.start, before.end + 20));
  if (after.start - before.end > 20) return false;
  return !(/[.!?…؟]/.test(gap) && /\s/.test(gap)) && !/[。！？]/.test(gap) && !/\n\s*\n/.test(gap);
}
