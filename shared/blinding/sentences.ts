/** A stretch of a text, from one UTF-16 index to before another. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const endings = new Set('.!?…؟۔');
const unspacedEndings = new Set('。！？');
const closing = new Set('"\'”’»)]*_`」』');
const blank = /\s/;

/**
 * The sentences of a text: to a full stop, question or exclamation mark that is followed by a space, and
 * never over the end of a line. Without the spaces around them and without the marks that make a line a
 * heading, a quotation or an item of a list. One pass, so that time is linear.
 */
export function sentencesOf(text: string): readonly Span[] {
  const sentences: Span[] = [];
  let lineStart = 0;
  while (lineStart <= text.length) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline === -1 ? text.length : newline;
    addSentencesOfLine(text, afterLineMarks(text, lineStart, lineEnd), lineEnd, sentences);
    lineStart = lineEnd + 1;
  }
  return sentences;
}

function addSentencesOfLine(text: string, from: number, lineEnd: number, sentences: Span[]): void {
  let start = from;
  let index = from;
  const close = (end: number): void => {
    let last = end;
    while (last > start && blank.test(text.charAt(last - 1))) last -= 1;
    while (start < last && blank.test(text.charAt(start))) start += 1;
    if (last > start) sentences.push({ start, end: last });
    start = end;
  };
  while (index < lineEnd) {
    const character = text.charAt(index);
    if (!endings.has(character) && !unspacedEndings.has(character)) {
      index += 1;
      continue;
    }
    const needsSpace = !unspacedEndings.has(character);
    while (index < lineEnd && (endings.has(text.charAt(index)) || unspacedEndings.has(text.charAt(index)))) index += 1;
    while (index < lineEnd && closing.has(text.charAt(index))) index += 1;
    if (!needsSpace || index === lineEnd || blank.test(text.charAt(index))) close(index);
  }
  close(lineEnd);
}

const lineMarks = /(?:[ \t]*(?:>|#{1,6}(?=[ \t])|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))*[ \t]*/y;

/** Index behind the marks at the start of a line: quotation, heading, item of a list. */
export function afterLineMarks(text: string, lineStart: number, lineEnd: number): number {
  lineMarks.lastIndex = lineStart;
  const length = lineMarks.exec(text)?.[0].length ?? 0;
  return Math.min(lineStart + length, lineEnd);
}
