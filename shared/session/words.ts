/** How many words a text has: runs of anything but white space. The one way in which words are counted. */
export function countWords(text: string): number {
  return text.match(/\S+/gu)?.length ?? 0;
}
