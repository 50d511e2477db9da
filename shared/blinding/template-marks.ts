import { reasoningMarks, templateMarks } from './phrases.ts';
import type { Span } from './sentences.ts';

interface Mark extends Span {
  readonly kind: 'opening' | 'closing' | 'template';
  /** As it stands there, in lower case. */
  readonly written: string;
}

const opening = new Set(reasoningMarks.map((name) => `<${name}>`));
const closing = new Set(reasoningMarks.map((name) => `</${name}>`));
const longestTag = Math.max(...reasoningMarks.map((name) => name.length)) + 3;
const longestBarred = 48;
const templatesByFirst = new Map<string, string[]>();
for (const mark of templateMarks.map((each) => each.toLowerCase())) {
  templatesByFirst.set(mark.charAt(0), [...(templatesByFirst.get(mark.charAt(0)) ?? []), mark]);
}

/**
 * Reasoning that was not meant to be seen and marks of chat templates. Reasoning runs from its opening
 * mark to the closing one, to the end where it was never closed, and from the start where only the
 * closing mark came through. Marks that the participant wrote are not counted.
 * @param said what the participant wrote
 */
export function findTemplateMarks(reply: string, said: string): readonly Span[] {
  const asked = new Set(marksOf(said).map((mark) => mark.written));
  const spans: Span[] = [];
  let open: Mark | null = null;
  let everOpened = false;
  for (const mark of marksOf(reply)) {
    if (asked.has(mark.written)) continue;
    if (mark.kind === 'opening') {
      open ??= mark;
      everOpened = true;
    } else if (mark.kind === 'closing') {
      if (open === null) spans.push({ start: everOpened ? mark.start : 0, end: mark.end });
      else if (open.written.slice(1) === mark.written.slice(2)) {
        spans.push({ start: open.start, end: mark.end });
        open = null;
      }
    } else if (open === null) spans.push({ start: mark.start, end: mark.end });
  }
  if (open) spans.push({ start: open.start, end: reply.length });
  return spans;
}

/** All marks of a text in order, in one pass that looks at few characters from each place. */
function marksOf(text: string): Mark[] {
  const folded = foldedInPlace(text);
  const marks: Mark[] = [];
  let index = 0;
  while (index < folded.length) {
    const mark = markAt(folded, index);
    if (mark) marks.push(mark);
    index = mark?.end ?? index + 1;
  }
  return marks;
}

function markAt(text: string, start: number): Mark | null {
  const of = (kind: Mark['kind'], written: string): Mark => ({ kind, written, start, end: start + written.length });
  for (const written of templatesByFirst.get(text.charAt(start)) ?? []) {
    if (text.startsWith(written, start) && !isStruckThrough(text, start, written)) return of('template', written);
  }
  if (text.charAt(start) !== '<') return null;
  if (text.charAt(start + 1) === '|') {
    const end = text.slice(start, start + longestBarred).indexOf('|>');
    const written = text.slice(start, start + end + 2);
    return end < 3 || /\s/.test(written) ? null : of('template', written);
  }
  const written = text.slice(start, start + text.slice(start, start + longestTag).indexOf('>') + 1);
  if (opening.has(written)) return of('opening', written);
  return closing.has(written) ? of('closing', written) : null;
}

/** `</s>` also ends struck-through words in HTML: then `<s>` opened them shortly before. */
function isStruckThrough(text: string, start: number, written: string): boolean {
  return written === '</s>' && text.slice(Math.max(0, start - 200), start).includes('<s>');
}

/** Lower case, the wide bars of DeepSeek narrow, and every character at the index where it was. */
function foldedInPlace(text: string): string {
  const lower = text.toLowerCase();
  const kept = lower.length === text.length ? lower : text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return kept.replaceAll('｜', '|');
}
