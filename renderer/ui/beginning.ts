const enoughCharacters = 1_600;

/**
 * The first part of a long text, cut between two blocks, so that it can be shown before the rest is
 * parsed. A short text is its own beginning.
 */
export function beginningOf(text: string): string {
  if (text.length <= enoughCharacters * 1.5) return text;
  const cuts = [...text.matchAll(/\n[ \t]*\n/g)].map((match) => match.index);
  const cut = cuts.find((index) => index >= enoughCharacters) ?? cuts.at(-1);
  if (cut === undefined) return text;
  const beginning = text.slice(0, cut);
  const fences = [...beginning.matchAll(/^ {0,3}(?:```|~~~)/gm)];
  const lastFence = fences.at(-1);
  // A code block that is still open is left for the second step, unless the text begins with it.
  const open = fences.length % 2 === 1 && lastFence !== undefined && lastFence.index > 0;
  return open ? beginning.slice(0, lastFence.index) : beginning;
}
