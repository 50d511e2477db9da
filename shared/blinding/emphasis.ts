import type { Removal } from './removal.ts';
import { afterLineMarks, type Span } from './sentences.ts';

interface Run {
  readonly character: string;
  readonly opens: boolean;
  readonly closes: boolean;
  start: number;
  end: number;
}

/**
 * The marks that make words bold or italic in one chunk of running text (CommonMark 6.2): runs of `*` or
 * `_` that open and close each other. Marks that stand for themselves are left. Every mark is opened or
 * closed once, so time is linear.
 * @param guarded code spans and addresses, in order; marks in them are none
 */
export function emphasisMarksIn(text: string, chunk: Span, guarded: readonly Span[]): Removal[] {
  const removals: Removal[] = [];
  const open: Run[] = [];
  const openCount: Record<string, number> = { '*': 0, _: 0 };
  for (const run of runsIn(text, chunk, guarded)) {
    while (run.closes && run.start < run.end && (openCount[run.character] ?? 0) > 0) {
      const opener = open.pop();
      if (!opener) break;
      openCount[opener.character] = (openCount[opener.character] ?? 0) - 1;
      if (opener.character !== run.character) continue;
      const length = Math.min(opener.end - opener.start, run.end - run.start);
      removals.push({ start: opener.end - length, end: opener.end, text: '' }, { start: run.start, end: run.start + length, text: '' });
      opener.end -= length;
      run.start += length;
      if (opener.start < opener.end) {
        open.push(opener);
        openCount[opener.character] = (openCount[opener.character] ?? 0) + 1;
      }
    }
    if (run.opens && run.start < run.end) {
      open.push(run);
      openCount[run.character] = (openCount[run.character] ?? 0) + 1;
    }
  }
  return removals.sort((a, b) => a.start - b.start);
}

function runsIn(text: string, chunk: Span, guarded: readonly Span[]): Run[] {
  const runs: Run[] = [];
  const lineEnd = text.indexOf('\n', chunk.start);
  const first = afterLineMarks(text, chunk.start, lineEnd === -1 ? chunk.end : Math.min(lineEnd, chunk.end));
  let index = first;
  let guard = 0;
  while (index < chunk.end) {
    while ((guarded[guard]?.end ?? Infinity) <= index) guard += 1;
    const code = guarded[guard];
    if (code && code.start <= index) {
      index = code.end;
      continue;
    }
    const character = text.charAt(index);
    if (character !== '*' && character !== '_') {
      index += character === '\\' ? 2 : 1;
      continue;
    }
    let end = index + 1;
    while (end < chunk.end && text.charAt(end) === character) end += 1;
    runs.push(flanked(text, character, index, end, first, chunk.end));
    index = end;
  }
  return runs;
}

function flanked(text: string, character: string, start: number, end: number, from: number, to: number): Run {
  const before = start <= from ? ' ' : characterBefore(text, start);
  const after = end >= to ? ' ' : String.fromCodePoint(text.codePointAt(end) ?? 32);
  const left = !isSpace(after) && (!isMark(after) || isSpace(before) || isMark(before));
  const right = !isSpace(before) && (!isMark(before) || isSpace(after) || isMark(after));
  if (character === '*') return { character, opens: left, closes: right, start, end };
  return { character, opens: left && (!right || isMark(before)), closes: right && (!left || isMark(after)), start, end };
}

function characterBefore(text: string, index: number): string {
  const unit = text.charAt(index - 1);
  return /[\uDC00-\uDFFF]/.test(unit) ? text.slice(index - 2, index) : unit;
}

function isSpace(character: string): boolean {
  return /^\s$/u.test(character);
}

function isMark(character: string): boolean {
  return /^[\p{P}\p{S}]$/u.test(character);
}
