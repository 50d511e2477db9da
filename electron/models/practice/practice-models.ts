import { agreeable, brief, plain, warm, type Manner } from './manners.ts';
import type { RightToLeftTone } from './right-to-left.ts';

/** A practice model: a name at the endpoint and a way of talking. */
export type PracticeModel =
  | {
      readonly name: string;
      readonly kind: 'short';
      readonly tone: RightToLeftTone;
      readonly manner: Manner;
      readonly share: number;
    }
  | {
      readonly name: string;
      readonly kind: 'long-winded';
      readonly share: number;
      /** Most words of a reply; 178 unless set. */
      readonly longest?: number;
    }
  | { readonly name: string; readonly kind: 'words'; readonly words: number };

/** In the order of the list at the endpoint. */
export const practiceModels: readonly PracticeModel[] = [
  { name: 'practice-brief', kind: 'short', tone: 'brief', manner: brief, share: 0 },
  { name: 'practice-warm', kind: 'short', tone: 'warm', manner: warm, share: 1 },
  { name: 'practice-agreeable', kind: 'short', tone: 'agreeable', manner: agreeable, share: 2 },
  { name: 'practice-long-winded', kind: 'long-winded', share: 3 },
  ...[0, 1, 2, 3].map((index): PracticeModel => ({
    name: `practice-plain-${index + 1}`,
    kind: 'short',
    tone: 'plain',
    manner: plain(index),
    share: index,
  })),
  { name: 'practice-words-2000', kind: 'words', words: 2000 },
];

export const practiceModelNames: readonly string[] = practiceModels.map((model) => model.name);
