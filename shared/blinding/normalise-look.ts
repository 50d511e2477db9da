import { emojiIn } from './emoji.ts';
import { emphasisMarksIn } from './emphasis.ts';
import { withoutHeadings } from './headings.ts';
import { inlineTextOf } from './inline-text.ts';
import { asParagraphText } from './paragraph-text.ts';
import { outside, without, type Removal } from './removal.ts';
import { afterLineMarks, type Span } from './sentences.ts';
import { withoutTrailingQuestions } from './trailing-questions.ts';

/** What is taken out of the look of a reply; true takes it out. */
export interface LookChanges {
  /** Headings become paragraphs. */
  readonly headings: boolean;
  /** Bold and italic words become plain. */
  readonly bold: boolean;
  readonly emoji: boolean;
  /** Questions and offers to the participant at the end. */
  readonly trailingQuestions: boolean;
}

/**
 * A reply with its look made plain, so that arms do not differ by it. Words stay as they are, apart from
 * questions and offers at the end. Code is never touched. With all changes off the text is the same,
 * byte for byte; what was made plain once is not changed again; a reply that would have nothing left
 * stays as it is.
 */
export function normaliseLook(markdown: string, look: LookChanges): string {
  let text = markdown;
  for (;;) {
    const plainer = changedOnce(text, look);
    if (plainer === text) break;
    text = plainer;
  }
  return text.trim() === '' ? markdown : text;
}

/** One round of every change. What it takes away may bring to light what a further round takes. */
function changedOnce(markdown: string, look: LookChanges): string {
  let text = markdown;
  if (look.emoji) text = withoutEmoji(text);
  if (look.headings) text = withoutHeadings(text, inlineTextOf(text));
  if (look.bold) text = withoutEmphasis(text);
  if (look.trailingQuestions) text = withoutTrailingQuestions(text);
  return text;
}

function withoutEmoji(text: string): string {
  const { codeBlocks, codeSpans } = inlineTextOf(text);
  const code = [...codeBlocks, ...codeSpans].sort((a, b) => a.start - b.start);
  return keepingLines(text, without(text, outside(emojiIn(text), code)));
}

function withoutEmphasis(text: string): string {
  const { chunks, codeSpans } = inlineTextOf(text);
  const guarded = [...codeSpans, ...addressesIn(text)].sort((a, b) => a.start - b.start);
  const removals: Removal[] = chunks.flatMap((chunk) => emphasisMarksIn(text, chunk, guarded));
  return keepingLines(text, without(text, removals));
}

/** Addresses of links, in which an underscore is an underscore. */
function addressesIn(text: string): Span[] {
  return Array.from(text.matchAll(/https?:\/\/[^\s<>)*]+|\]\([^()\s]*\)/g), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/**
 * Lines from which something was taken must not become what they were not: a line that now begins like
 * an item, a quotation or a heading gets a backslash, one that would open code stays as it was, and one
 * of which only marks are left is emptied.
 */
function keepingLines(before: string, after: string): string {
  if (before === after) return after;
  const originals = before.split('\n');
  return after
    .split('\n')
    .map((line, index) => {
      const original = originals[index] ?? line;
      return line === original ? line : keptLine(original, line);
    })
    .join('\n');
}

const onlyMarks = /^[\s>*+=_#-]*(?:\d{1,9}[.)])?\s*$/;

function keptLine(original: string, line: string): string {
  if (onlyMarks.test(line)) return '';
  const marks = afterLineMarks(original, 0, original.length);
  if (!line.startsWith(original.slice(0, marks))) return original;
  const content = line.slice(marks).trimStart();
  const plain = asParagraphText(content);
  if (plain === null) return original;
  // A row of a table begins with a mark that it keeps.
  const kept = asParagraphText(original.slice(marks)) === original.slice(marks) ? plain : content;
  return original.slice(0, marks) + kept;
}
