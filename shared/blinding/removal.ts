import type { Span } from './sentences.ts';

/** A part of a text that is taken out, with what comes in its place. */
export interface Removal extends Span {
  readonly text: string;
}

/**
 * The text without the removals. One is left out where taking it would join two backticks, or a
 * backslash with what it would then escape: that would make code of text or text of code.
 * @param removals in order, not overlapping
 */
export function without(text: string, removals: readonly Removal[]): string {
  let result = '';
  let from = 0;
  for (const { start, end, text: instead } of removals) {
    const before = result === '' && start === from ? '' : start > from ? text.charAt(start - 1) : result.charAt(result.length - 1);
    const after = instead === '' ? text.charAt(end) : instead.charAt(0);
    if (before === '\\' || (before === '`' && after === '`')) continue;
    result += text.slice(from, start) + instead;
    from = end;
  }
  return result + text.slice(from);
}

/** Takes the removals out of a text, given as they lie between the protected spans only. */
export function outside(removals: readonly Removal[], guarded: readonly Span[]): Removal[] {
  let next = 0;
  return removals.filter(({ start, end }) => {
    while ((guarded[next]?.end ?? Infinity) <= start) next += 1;
    return (guarded[next]?.start ?? Infinity) >= end;
  });
}
