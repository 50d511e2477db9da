import { asParagraphText } from './paragraph-text.ts';
import { beginsBlock, linesOf, type InlineText } from './inline-text.ts';

const headingLine = /^((?:[ \t]*>)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)#{1,6}(?:[ \t](.*))?$/;
const underline = /^ {0,3}(?:=+|-+)[ \t]*$/;

/** The text with every heading as a paragraph of its own, underlined headings too. Code is left alone. */
export function withoutHeadings(text: string, { codeBlocks }: InlineText): string {
  const lines: string[] = [];
  let block = 0;
  let inPlainParagraph = false;
  let separate = false;
  for (const { start, end } of linesOf(text)) {
    while ((codeBlocks[block]?.end ?? Infinity) < start) block += 1;
    const line = text.slice(start, end);
    if ((codeBlocks[block]?.start ?? Infinity) <= start) {
      if (separate) lines.push('');
      lines.push(line);
      inPlainParagraph = false;
      separate = false;
      continue;
    }
    const blank = line.trim() === '';
    if (separate && !blank) lines.push('');
    separate = false;
    const heading = plainHeading(line);
    if (heading) {
      const apart = !heading.inItem && heading.text !== '';
      if (apart && lines.length > 0 && lines.at(-1)?.trim() !== '') lines.push(heading.prefix.trimEnd());
      lines.push(heading.text === '' ? '' : heading.prefix + heading.text);
      separate = apart;
      inPlainParagraph = false;
    } else if (inPlainParagraph && underline.test(line)) {
      lines.push('');
      inPlainParagraph = false;
    } else {
      lines.push(line);
      inPlainParagraph = !blank && (inPlainParagraph || isPlain(lines, line));
    }
  }
  return lines.join('\n');
}

/** A line of a paragraph that is neither quoted nor part of an item that went before. */
function isPlain(lines: readonly string[], line: string): boolean {
  const before = lines.at(-2) ?? '';
  return !beginsBlock(line) && before.trim() === '' && !/^[ \t]/.test(line);
}

function plainHeading(line: string): { readonly prefix: string; readonly inItem: boolean; readonly text: string } | null {
  let found = headingLine.exec(line);
  if (!found) return null;
  const prefix = found[1] ?? '';
  let text = '';
  // "# # Title" is a heading whose words are a heading again.
  while (found) {
    text = withoutClosingMarks((found[2] ?? '').trim());
    found = /^()#{1,6}(?:[ \t](.*))?$/.exec(text);
  }
  const plain = asParagraphText(text);
  return plain === null ? null : { prefix, inItem: /[-*+.)][ \t]*$/.test(prefix), text: plain };
}

/** "Title ##" is "Title". */
function withoutClosingMarks(text: string): string {
  let end = text.length;
  while (end > 0 && text.charAt(end - 1) === '#') end -= 1;
  if (end === text.length) return text;
  return end === 0 || /[ \t]/.test(text.charAt(end - 1)) ? text.slice(0, end).trimEnd() : text;
}
