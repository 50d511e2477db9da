/**
 * Words that are to be a paragraph, with a backslash where markdown would make an item, a quotation, a
 * rule or a heading of them: "1. Introduction" becomes "1\. Introduction".
 * @param text one line, without spaces at its start
 * @returns null where it would open a block of code, which no backslash can prevent safely
 */
export function asParagraphText(text: string): string | null {
  if (/^(?:`{3,}|~{3,})/.test(text)) return null;
  const digits = /^\d{1,9}(?=[.)](?:[ \t]|$))/.exec(text)?.[0];
  if (digits !== undefined) return `${digits}\\${text.slice(digits.length)}`;
  const marked = /^(?:#{1,6}(?=[ \t]|$)|[-+*](?=[ \t]|$)|>|\|)/.test(text) || /^(?:[-*_=][ \t]*)+$/.test(text);
  return marked ? `\\${text}` : text;
}
