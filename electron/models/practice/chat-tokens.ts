/** Splits a text into pieces about the size of real tokens; joined again they are the text. */
export function splitIntoTokens(text: string): string[] {
  return text.match(/\s*\S[^\s]{0,4}|\s+$/gu) ?? [];
}
