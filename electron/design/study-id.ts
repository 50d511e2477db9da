/** Longest that still leaves room for a number, within the 64 characters of an identifier. */
const longestStem = 56;

/**
 * An identifier made from a title, with a number where it is taken: "PRISM-X, pilot" gives
 * `prism-x-pilot`. A title without a Latin letter gives `study`.
 */
export function freeStudyId(title: string, taken: ReadonlySet<string>): string {
  const plain = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, longestStem)
    .replace(/-+$/, '');
  const stem = plain === '' ? 'study' : plain;
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? stem : `${stem}-${number}`;
    if (!taken.has(id)) return id;
  }
}
