import type { ReplyCharacters } from './power.ts';

/** Characters of a reply of an arm for which nothing is set: about fifty words, as in PRISM-X. */
export const usualReplyLength: ReplyCharacters = { mean: 320, standardDeviation: 90 };
