import type { Span } from './sentences.ts';

/** A block of code between fences. */
export interface FencedBlock {
  /** Index of the opening line. */
  readonly start: number;
  /** Index after the closing line, without its line end; the end of the text where it was never closed. */
  readonly end: number;
  /** The opening line up to its fence, without what is said about the language. */
  readonly fence: string;
  /** Index after the opening line, without its line end. */
  readonly openingEnd: number;
  /** Where the closing line begins; null where the block was never closed. */
  readonly closingStart: number | null;
}

// No two stars side by side can match the same spaces, so that a line of spaces takes no longer than its length.
const openingFence = /^(?:[ \t]*>)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}(?=[^`]*$)|~{3,})/;
/** What begins like a fence, whether it is one or not. */
export const fenceLike = /^(?:[ \t]*>)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?:`{3,}|~{3,})/;
const closingFence = /^(?:[ \t]*>)*[ \t]*(`{3,}|~{3,})[ \t]*$/;

/**
 * The fenced blocks of a markdown text (CommonMark 4.5), also in quotations and lists. Any indentation is
 * allowed: what is taken for code is left alone, so taking too much for code does no harm.
 */
export function fencedBlocksOf(text: string): readonly FencedBlock[] {
  return fencesOf(text).blocks;
}

/** The fenced blocks of a text, and the lines outside them that only look like an opening fence: "``` a`b". */
export function fencesOf(text: string): { readonly blocks: readonly FencedBlock[]; readonly lookalikes: readonly Span[] } {
  const lookalikes: Span[] = [];
  const blocks: FencedBlock[] = [];
  let open: { start: number; fence: string; openingEnd: number; mark: string } | null = null;
  let lineStart = 0;
  while (lineStart <= text.length) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline === -1 ? text.length : newline;
    const line = text.slice(lineStart, lineEnd).replace(/\r$/, '');
    if (open === null) {
      const found = openingFence.exec(line);
      if (found) open = { start: lineStart, fence: found[0], openingEnd: lineEnd, mark: found[1] ?? '' };
      else if (fenceLike.test(line)) lookalikes.push({ start: lineStart, end: lineEnd });
    } else {
      const mark = closingFence.exec(line)?.[1];
      if (mark?.startsWith(open.mark) === true) {
        const { start, fence, openingEnd } = open;
        blocks.push({ start, end: lineEnd, fence, openingEnd, closingStart: lineStart });
        open = null;
      }
    }
    lineStart = lineEnd + 1;
  }
  if (open) {
    const { start, fence, openingEnd } = open;
    blocks.push({ start, end: text.length, fence, openingEnd, closingStart: null });
  }
  return { blocks, lookalikes };
}
