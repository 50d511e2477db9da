import { fenceLike, type FencedBlock, type fencesOf } from './fences.ts';
import type { Span } from './sentences.ts';

/** What is taken out of a text, and what is put there. */
interface Replacement extends Span {
  readonly text: string;
}

/**
 * The mask for a span of markdown, with the fences of code blocks that the text behind it needs: what was
 * code stays code, what was none stays none. A span that ends within a line of a fence takes that line
 * whole, and so does one in a line that only looks like a fence, lest the rest of it become one.
 * @param mask without line breaks and fences
 */
export function standIn(text: string, found: Span, fences: ReturnType<typeof fencesOf>, mask: string): Replacement {
  const lookalike = lastBefore(fences.lookalikes, found.start);
  const span = lookalike && found.start <= lookalike.end ? { start: lookalike.start, end: found.end } : found;
  const { blocks } = fences;
  const first = lastBefore(blocks, span.start);
  const inFirst = first && span.start <= first.openingEnd ? first : null;
  if (inFirst && span.end <= inFirst.openingEnd) {
    // Within the language of a fence.
    const start = Math.max(span.start, inFirst.start + inFirst.fence.length);
    return { start, end: Math.max(start, span.end), text: mask };
  }
  const before = blockAt(blocks, span.start);
  const last = lastBefore(blocks, span.end);
  const onFence = last && liesOnFence(last, span.end) ? last : null;
  const after = onFence ? (span.end <= onFence.openingEnd ? onFence : null) : blockAt(blocks, span.end);
  const end = onFence ? (after ? onFence.openingEnd : onFence.end) : span.end;
  const start = inFirst ? Math.max(span.start, inFirst.start + inFirst.fence.length) : span.start;
  // What is said behind the fence and what follows in the code are covered apart, or the code would lose its first line.
  const lead = inFirst ? `${mask}\n` : '';
  if (before === after) return { start, end, text: lead + mask };
  const lines = [mask];
  if (before && before.closingStart !== null) lines.push(text.slice(before.closingStart, before.end));
  if (after) lines.push(after.fence);
  const rest = text.slice(end, (text.indexOf('\n', end) + 1 || text.length + 1) - 1);
  // What follows on the line comes to stand on a line of its own, where it must not become a fence.
  if (rest !== '') lines.push(fenceLike.test(rest) ? mask : '');
  return { start, end, text: lead + lines.join('\n') };
}

/** The block in whose code, or at whose closing fence, an index lies. */
function blockAt(fences: readonly FencedBlock[], index: number): FencedBlock | null {
  const block = lastBefore(fences, index);
  return block && index <= (block.closingStart ?? block.end) ? block : null;
}

/** Whether a span that ends here has taken part of an opening or closing fence. */
function liesOnFence(block: FencedBlock, index: number): boolean {
  return index <= block.openingEnd || (block.closingStart !== null && index > block.closingStart && index <= block.end);
}

/** The last one that begins before an index, by halving. */
function lastBefore<Part extends Span>(parts: readonly Part[], index: number): Part | null {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((parts[middle]?.start ?? Infinity) < index) low = middle + 1;
    else high = middle;
  }
  return parts[low - 1] ?? null;
}
