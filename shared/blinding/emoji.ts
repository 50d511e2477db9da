import type { Removal } from './removal.ts';

// A flag, a digit in a key, or a picture shown in colour with its skin tone, what it is joined to, and its tags.
// Pictures that are shown as text unless asked otherwise (©, ™, ✓) count only where colour was asked for.
const emojiPattern = new RegExp(
  [
    String.raw`\p{Regional_Indicator}{1,2}`,
    String.raw`([0-9#*])\uFE0F?\u20E3`,
    String.raw`(?:\p{Emoji_Presentation}(?!\uFE0E)|\p{Extended_Pictographic}(?=\uFE0F|\u200D|\p{Emoji_Modifier}))\uFE0F?\p{Emoji_Modifier}?(?:\u200D\p{Extended_Pictographic}\uFE0F?\p{Emoji_Modifier}?)*[\u{E0020}-\u{E007F}]*`,
  ].join('|'),
  'gu',
);

/**
 * Every emoji of a text, with the space that it leaves double or at the end of a line. A digit in a key
 * (1️⃣) stays as the digit.
 */
export function emojiIn(text: string): Removal[] {
  const removals: Removal[] = [];
  for (const match of text.matchAll(emojiPattern)) {
    const digit = match[1] ?? '';
    const start = match.index;
    const end = start + match[0].length;
    const open = removals.at(-1);
    if (digit === '' && open?.text === '' && open.end === start) removals[removals.length - 1] = { start: open.start, end, text: '' };
    else removals.push({ start, end, text: digit });
  }
  return removals.map((removal) => (removal.text === '' ? withSpaces(text, removal) : removal));
}

function withSpaces(text: string, { start, end }: Removal): Removal {
  const isSpace = (index: number): boolean => text.charAt(index) === ' ' || text.charAt(index) === '\t';
  const before = start === 0 || text.charAt(start - 1) === '\n' || isSpace(start - 1);
  let last = end;
  while (isSpace(last)) last += 1;
  const endsLine = last === text.length || text.charAt(last) === '\n';
  if (!before && !endsLine) return { start, end, text: '' };
  return { start: endsLine ? start - spacesBefore(text, start) : start, end: last, text: '' };
}

/** Spaces before an index; none where they are all that comes before it on its line. */
function spacesBefore(text: string, index: number): number {
  let first = index;
  while (first > 0 && (text.charAt(first - 1) === ' ' || text.charAt(first - 1) === '\t')) first -= 1;
  return first === 0 || text.charAt(first - 1) === '\n' ? 0 : index - first;
}
