import { fencedBlocksOf } from './fences.ts';
import type { Span } from './sentences.ts';

/** A markdown text taken apart as far as its look needs it. */
export interface InlineText {
  /** Paragraphs, items, headings and rows of tables outside code, line marks included. */
  readonly chunks: readonly Span[];
  /** Fenced and indented blocks of code, in order. */
  readonly codeBlocks: readonly Span[];
  /** Code in running text, with its backticks, in order. */
  readonly codeSpans: readonly Span[];
}

const startsBlock = /^[ \t]*(?:>|#{1,6}(?:[ \t]|$)|[-*+](?:[ \t]|$)|\d{1,9}[.)](?:[ \t]|$)|\|)/;
const startsItem = /^[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/;

/** Whether a line begins a block of its own: quotation, heading, item, row of a table. */
export function beginsBlock(line: string): boolean {
  return startsBlock.test(line);
}

/** Takes a text apart. Every line is looked at once; backticks are paired within their chunk. */
export function inlineTextOf(text: string): InlineText {
  const fences = fencedBlocksOf(text);
  const chunks: Span[] = [];
  const codeBlocks: Span[] = [];
  let fence = 0;
  const open: { chunk: Span | null } = { chunk: null };
  let inList = false;
  let afterBlank = true;
  const close = (): void => {
    if (open.chunk) chunks.push(open.chunk);
    open.chunk = null;
  };
  for (const { start, end } of linesOf(text)) {
    while ((fences[fence]?.end ?? Infinity) < start) fence += 1;
    const fenced = fences[fence];
    if (fenced && fenced.start <= start) {
      if (fenced.start === start) codeBlocks.push({ start, end: fenced.end });
      close();
      afterBlank = false;
      continue;
    }
    const line = text.slice(start, end);
    if (line.trim() === '') {
      close();
      afterBlank = true;
      continue;
    }
    const indented = /^(?: {4}| {0,3}\t)/.test(line);
    const last = codeBlocks.at(-1);
    const goesOnWithCode = open.chunk === null && last !== undefined && !afterBlank && last.end === start - 1;
    if (indented && open.chunk === null && !inList && (afterBlank || goesOnWithCode)) {
      codeBlocks.push({ start, end });
      afterBlank = false;
      continue;
    }
    afterBlank = false;
    if (startsItem.test(line)) inList = true;
    else if (!/^[ \t]/.test(line) && open.chunk === null) inList = false;
    if (beginsBlock(line)) close();
    open.chunk = { start: open.chunk?.start ?? start, end };
  }
  close();
  return { chunks, codeBlocks, codeSpans: chunks.flatMap((each) => codeSpansIn(text, each)) };
}

/** Lines of a text without their line ends. */
export function linesOf(text: string): Span[] {
  const lines: Span[] = [];
  let start = 0;
  while (start <= text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    lines.push({ start, end });
    start = end + 1;
  }
  return lines;
}

/** Code spans of CommonMark (6.1): a run of backticks up to the next run of the same length. */
function codeSpansIn(text: string, chunk: Span): Span[] {
  const inside = text.slice(chunk.start, chunk.end);
  const runsByLength = new Map<number, number[]>();
  for (const run of inside.matchAll(/`+/g)) {
    const known = runsByLength.get(run[0].length);
    if (known) known.push(run.index);
    else runsByLength.set(run[0].length, [run.index]);
  }
  const passed = new Map<number, number>();
  const spans: Span[] = [];
  let index = 0;
  while (index < inside.length) {
    const character = inside.charAt(index);
    if (character !== '`') {
      index += character === '\\' ? 2 : 1;
      continue;
    }
    let length = 1;
    while (inside.charAt(index + length) === '`') length += 1;
    const runs = runsByLength.get(length) ?? [];
    let next = passed.get(length) ?? 0;
    while ((runs[next] ?? Infinity) < index + length) next += 1;
    passed.set(length, next);
    const closing = runs[next];
    if (closing !== undefined) spans.push({ start: chunk.start + index, end: chunk.start + closing + length });
    index = closing === undefined ? index + length : closing + length;
  }
  return spans;
}
