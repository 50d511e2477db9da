/** A stretch of a template: words of its own, or a placeholder. */
type Piece = { readonly kind: 'words'; readonly text: string } | { readonly kind: 'placeholder'; readonly name: string };

interface Line {
  /** Indent and sign of a list item; empty for other lines. */
  readonly marker: string;
  readonly sentences: readonly (readonly Piece[])[];
}

const placeholder = /\{\{\s*([^{}]+?)\s*\}\}/gu;
const listMarker = /^\s*(?:[-*+•·◦▪–—]|\(?(?:\d{1,3}|[a-zA-Z])[.)])\s+/u;
/** A full stop after these ends no sentence; the segmenter does not know them. */
const abbreviation = /(?:^|[\s(])(?:e\.g|i\.e|etc|cf|vs|approx|ca|esp|incl|fig|no|dr|mr|mrs|ms|prof|st)\.\s*$/iu;
/** A line that opens or closes a block: a tag, or a fence such as three backticks. */
const openingTag = /^<([\p{L}_][^\s<>/]*)(?:\s[^<>]*)?>$/u;
const fence = /^(`{3,}|~{3,}|"{3})[^\s`"]*$/u;
const endOfSentence = /[.!?。！？…]["'”’)\]]*\s*$/u;
const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The names that a template has placeholders for, in order, each once. */
export function placeholdersOf(template: string): readonly string[] {
  return [...new Set(placesOf(template))];
}

/** The same in order, as often as they occur. */
export function placesOf(template: string): readonly string[] {
  return [...template.matchAll(placeholder)].map((match) => match[1] ?? '');
}

/**
 * A template with texts put in, word for word. Where a placeholder has none (null) its sentence is left out;
 * a line goes when nothing of it is left, and a list item when nothing that was put in is left of it; a heading
 * goes with all that stood under it, and so do the tags or fences around it. Texts that are put in are never looked through for placeholders.
 * @returns the text, and the names of the placeholders that stand in it
 */
export function assemble(template: string, textOf: (name: string) => string | null): { readonly text: string; readonly placed: ReadonlySet<string> } {
  const lines = template.split(/\r?\n/u).map(lineOf);
  const kept = lines.map((line) => keptSentences(line, textOf));
  const closings = closingsOf(lines);
  const before = lines.map((line, index) => fateOf(line, kept[index] ?? []));
  const fates = withoutBareHeadings(lines, before, closings);
  const placed = new Set<string>();
  const written = lines.flatMap((line, index) => {
    const sentences = kept[index] ?? [];
    if (fates[index] === 'blank') return [{ text: '', blank: true, after: fates[index - 1] }];
    if (fates[index] === 'dropped') return [];
    const pieces = sentences.length < line.sentences.length ? withoutSpaceAtEnd(sentences.flat()) : sentences.flat();
    for (const piece of pieces) if (piece.kind === 'placeholder') placed.add(piece.name);
    const texts = pieces.map((piece) => (piece.kind === 'words' ? piece.text : (textOf(piece.name) ?? '')));
    return [{ text: line.marker + texts.join(''), blank: false, after: fates[index - 1] }];
  });
  // What was left out leaves no gap of several blank lines behind, and none at the ends.
  const dense = written.filter(({ blank, after }, index) => !(blank && after === 'dropped' && (written[index - 1]?.blank ?? true)));
  const first = dense.findIndex(({ blank }) => !blank);
  const last = dense.findLastIndex(({ blank }) => !blank);
  return { text: first < 0 ? '' : dense.slice(first, last + 1).map(({ text }) => text).join('\n'), placed };
}

type Fate = 'kept' | 'dropped' | 'blank';

function fateOf({ marker, sentences }: Line, kept: readonly (readonly Piece[])[]): Fate {
  if (marker === '' && sentences.flat().every(isSpace)) return 'blank';
  return kept.length < sentences.length && kept.flat().every(isSpace) ? 'dropped' : 'kept';
}

/** The sentences of a line in which every placeholder has a text; none of a list item that was about missing texts alone. */
function keptSentences({ marker, sentences }: Line, textOf: (name: string) => string | null): readonly (readonly Piece[])[] {
  const kept = sentences.filter((sentence) => sentence.every((piece) => piece.kind === 'words' || textOf(piece.name) !== null));
  return marker !== '' && hasPlaceholder(sentences) && !hasPlaceholder(kept) ? [] : kept;
}

function hasPlaceholder(sentences: readonly (readonly Piece[])[]): boolean {
  return sentences.flat().some((piece) => piece.kind === 'placeholder');
}

/** Says of headings, and of what opens a block, that all within was dropped. From the last line up, so that headings of headings follow. */
function withoutBareHeadings(lines: readonly Line[], before: readonly Fate[], closings: ReadonlyMap<number, number>): readonly Fate[] {
  const fates = [...before];
  const closed = new Set(closings.values());
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const line = lines[index];
    const closing = closings.get(index);
    if (closing !== undefined) {
      const within = fates.slice(index + 1, closing);
      if (within.includes('dropped') && !within.includes('kept')) fates.fill('dropped', index, closing + 1);
      continue;
    }
    if (line === undefined || fates[index] !== 'kept' || closed.has(index) || !isHeading(line)) continue;
    if (runWasDropped(lines, fates, index, closings) || (isPlainHeading(line) && blockWasDropped(lines, fates, index))) fates[index] = 'dropped';
  }
  return fates;
}

/** Where a line opens a block: which line closes it. What is never closed opens nothing. */
function closingsOf(lines: readonly Line[]): ReadonlyMap<number, number> {
  const words = lines.map((line) => wordsOf(line)?.trim() ?? '');
  const closings = new Map<number, number>();
  const open: { readonly index: number; readonly closedBy: string }[] = [];
  for (const [index, line] of words.entries()) {
    const opener = open.findLastIndex(({ closedBy }) => closedBy === line);
    const within = open[opener];
    if (within !== undefined) {
      closings.set(within.index, index);
      open.splice(opener);
      continue;
    }
    const tag = openingTag.exec(line)?.[1];
    const mark = tag === undefined ? fence.exec(line)?.[1] : undefined;
    if (tag !== undefined) open.push({ index, closedBy: `</${tag}>` });
    if (mark !== undefined) open.push({ index, closedBy: mark });
  }
  return closings;
}

/** Whether the lines directly below a heading are placeholders alone or one block of them, and all of them were dropped. */
function runWasDropped(lines: readonly Line[], fates: readonly Fate[], heading: number, closings: ReadonlyMap<number, number>): boolean {
  let next = afterBlanks(fates, heading + 1);
  const first = next;
  if (closings.has(next)) return fates[next] === 'dropped';
  while (isPlaceholderAlone(lines[next])) {
    if (fates[next] !== 'dropped') return false;
    next += 1;
  }
  return next > first;
}

/** Whether everything up to the next blank line or heading was dropped. */
function blockWasDropped(lines: readonly Line[], fates: readonly Fate[], heading: number): boolean {
  const first = afterBlanks(fates, heading + 1);
  let next = first;
  while (fates[next] === 'dropped') next += 1;
  const following = lines[next];
  return next > first && (following === undefined || fates[next] === 'blank' || isPlainHeading(following));
}

function afterBlanks(fates: readonly Fate[], from: number): number {
  let index = from;
  while (fates[index] === 'blank') index += 1;
  return index;
}

function wordsOf({ marker, sentences }: Line): string | null {
  const pieces = sentences.flat();
  return marker === '' && pieces.every((piece) => piece.kind === 'words') ? pieces.map((piece) => piece.text).join('') : null;
}

/** Words without a placeholder that are no whole sentence: something follows. */
function isHeading(line: Line): boolean {
  const words = wordsOf(line);
  return words !== null && words.trim() !== '' && !endOfSentence.test(words);
}

/** One that says so itself, by a colon at its end or a hash at its beginning. */
function isPlainHeading(line: Line): boolean {
  const words = wordsOf(line);
  return words !== null && (/:[*_]*\s*$/u.test(words) || /^\s*#{1,6}\s/u.test(words));
}

function isPlaceholderAlone(line: Line | undefined): boolean {
  if (line === undefined || line.marker !== '') return false;
  const told = line.sentences.flat().filter((piece) => !isSpace(piece));
  return told.length === 1 && told[0]?.kind === 'placeholder';
}

function isSpace(piece: Piece): boolean {
  return piece.kind === 'words' && piece.text.trim() === '';
}

function withoutSpaceAtEnd(pieces: readonly Piece[]): readonly Piece[] {
  const last = pieces.at(-1);
  return last?.kind === 'words' ? [...pieces.slice(0, -1), { kind: 'words', text: last.text.trimEnd() }] : pieces;
}

function lineOf(text: string): Line {
  const marker = listMarker.exec(text)?.[0] ?? '';
  const body = text.slice(marker.length);
  return { marker, sentences: sentencesOf(body).map(piecesOf) };
}

/** A placeholder counts as a word with a capital, so that one may begin a sentence. */
function sentencesOf(text: string): readonly string[] {
  const masked = text.replaceAll(placeholder, (found) => 'X'.repeat(found.length));
  const sentences: string[] = [];
  let open = '';
  for (const { segment, index } of segmenter.segment(masked)) {
    open += text.slice(index, index + segment.length);
    if (abbreviation.test(open)) continue;
    sentences.push(open);
    open = '';
  }
  return open === '' ? sentences : [...sentences, open];
}

function piecesOf(sentence: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of sentence.matchAll(placeholder)) {
    if (match.index > end) pieces.push({ kind: 'words', text: sentence.slice(end, match.index) });
    pieces.push({ kind: 'placeholder', name: match[1] ?? '' });
    end = match.index + match[0].length;
  }
  return end < sentence.length ? [...pieces, { kind: 'words', text: sentence.slice(end) }] : pieces;
}
