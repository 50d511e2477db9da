import { sentencesOf, type Span } from './sentences.ts';
import { foldedWords, runsOf, type SaidWords, type Word } from './words.ts';

/**
 * Where a reply repeats a source word for word: at least `length` words in a row that the participant has
 * not said themselves. Case, accents and marks do not matter. In scripts without spaces every character
 * is a word.
 * @returns spans of the reply, in order, not overlapping
 */
export function repeatedRuns(words: readonly Word[], sources: readonly string[], length: number, said: SaidWords): readonly Span[] {
  const runs = new Set(sources.flatMap((source) => [...runsOf(foldedWords(source), length)]));
  return runs.size === 0 ? [] : spansOfRuns(words, runs, length, said);
}

/**
 * Where a reply repeats a whole sentence of a source, of at least `shortest` words and at most
 * `longest`; longer ones are found by their runs.
 */
export function repeatedSentences(
  words: readonly Word[],
  source: string,
  { shortest, longest }: { readonly shortest: number; readonly longest: number },
  said: SaidWords,
): readonly Span[] {
  const sentences = sentencesOf(source).map((sentence) => foldedWords(source.slice(sentence.start, sentence.end)));
  const spans: Span[] = [];
  for (let length = shortest; length <= longest; length += 1) {
    const ofLength = sentences.filter((sentence) => sentence.length === length).map((sentence) => sentence.join(' '));
    if (ofLength.length > 0) spans.push(...spansOfRuns(words, new Set(ofLength), length, said));
  }
  return spans;
}

function spansOfRuns(words: readonly Word[], runs: ReadonlySet<string>, length: number, said: SaidWords): Span[] {
  const spans: Span[] = [];
  const folded = words.map((word) => word.folded);
  for (let from = 0; from + length <= words.length; from += 1) {
    const run = folded.slice(from, from + length);
    if (!runs.has(run.join(' ')) || said.includes(run)) continue;
    const first = words[from];
    const last = words[from + length - 1];
    if (!first || !last) continue;
    const open = spans.at(-1);
    // Runs that share words are one passage.
    if (open && first.start < open.end) spans[spans.length - 1] = { start: open.start, end: last.end };
    else spans.push({ start: first.start, end: last.end });
  }
  return spans;
}
