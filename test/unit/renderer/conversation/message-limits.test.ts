import { describe, expect, it } from 'vitest';
import { isOver, limitsToMention } from '../../../../renderer/conversation/message-limits.ts';

const limits = { maximumMessageCharacters: 2_000, maximumMessageWords: 50 };

describe('the limits of a message', () => {
  it('are not spoken of while there is room', () => {
    expect(limitsToMention('How do I bring it up without a fight?', limits)).toEqual([]);
    expect(limitsToMention('   ', { maximumMessageCharacters: 5, maximumMessageWords: 1 })).toEqual([]);
  });

  it('are said when a tenth is left, in words and in characters', () => {
    const words = Array.from({ length: 46 }, () => 'word').join(' ');
    expect(limitsToMention(words, limits)).toEqual([{ unit: 'words', left: 4 }]);
    expect(limitsToMention('x'.repeat(1_850), limits)).toEqual([{ unit: 'characters', left: 150 }]);
  });

  it('are exact at the limit and one beyond it, without the space around', () => {
    const exactly = limitsToMention(`  ${'x'.repeat(2_000)}\n`, limits);
    expect(exactly).toEqual([{ unit: 'characters', left: 0 }]);
    expect(isOver(exactly)).toBe(false);
    const beyond = limitsToMention(Array.from({ length: 51 }, () => 'a').join(' '), limits);
    expect(beyond).toEqual([{ unit: 'words', left: -1 }]);
    expect(isOver(beyond)).toBe(true);
  });

  it('know no words where the study counts none', () => {
    expect(limitsToMention('a '.repeat(500), { ...limits, maximumMessageWords: null })).toEqual([]);
  });
});
