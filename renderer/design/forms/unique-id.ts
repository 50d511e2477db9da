/**
 * An id that none of its neighbours has: the stem itself, or the stem with the first free number behind it,
 * as in `judgement-2`. A number that the stem ends with is counted on, so that a copy of `arm-2` is `arm-3`.
 */
export function uniqueId(stem: string, taken: Iterable<string>): string {
  const others = new Set(taken);
  if (!others.has(stem)) return stem;
  const base = stem.replace(/-\d+$/, '').slice(0, longestBase);
  for (let number = 2; ; number += 1) {
    const id = `${base}-${number}`;
    if (!others.has(id)) return id;
  }
}

/** Ids have 64 characters at most; some are left for the number. */
const longestBase = 58;
