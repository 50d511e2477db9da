import { describe, expect, it } from 'vitest';
import { chooseExamples, exampleText } from '../../../shared/personal/examples.ts';
import { exchange } from './a-context.ts';

const nowhere = { types: [], message: '' };
const ids = (chosen: readonly { readonly conversationId: string }[]): readonly string[] => chosen.map(({ conversationId }) => conversationId);

describe('which earlier exchanges are shown as examples', () => {
  const told = [
    exchange(1, { gap: 50 }),
    exchange(2, { gap: 80, type: 'values guided' }),
    exchange(3, { gap: null, type: 'values guided' }),
    exchange(4, { worse: null, gap: null, type: 'values guided' }),
    exchange(5, { gap: 50 }),
    exchange(6, { worse: null, gap: null }),
  ];

  it('are those with the largest gap between best and worst, the latest of equals first; level ones never', () => {
    expect(ids(chooseExamples(told, 'best-against-worst', 9, nowhere))).toEqual(['c2', 'c5', 'c1', 'c3']);
    expect(ids(chooseExamples(told, 'best-against-worst', 2, nowhere))).toEqual(['c2', 'c5']);
  });

  it('are the latest, the latest first', () => {
    expect(ids(chooseExamples(told, 'most-recent', 3, nowhere))).toEqual(['c6', 'c5', 'c4']);
  });

  it('are of the running type alone, however it is spelt, and none when there is no type', () => {
    const types = ['values', 'Values-Guided'];
    expect(ids(chooseExamples(told, 'same-type', 9, { types, message: '' }))).toEqual(['c2', 'c3', 'c4']);
    expect(chooseExamples(told, 'same-type', 9, { types: ['guided'], message: '' })).toEqual([]);
    expect(chooseExamples(told, 'same-type', 9, nowhere)).toEqual([]);
    expect(chooseExamples([exchange(1, { type: null })], 'same-type', 9, { types, message: '' })).toEqual([]);
  });

  it('are nearest in topic to the opening message, the latest of equals first', () => {
    const messages = ['How do I bake bread?', 'Should we tax robots?', 'Best flour for bread', 'Should we tax robots?'];
    const earlier = messages.map((message, index) => exchange(index, { message }));
    expect(ids(chooseExamples(earlier, 'nearest-topic', 2, { types: [], message: 'A tax on robots, is it fair?' }))).toEqual(['c3', 'c1']);
    expect(ids(chooseExamples(earlier, 'nearest-topic', 2, { types: [], message: 'My bread needs flour' }))).toEqual(['c2', 'c0']);
    expect(ids(chooseExamples(earlier, 'nearest-topic', 1, nowhere))).toEqual(['c3']);
  });

  it('are written word for word; a reply that stands alone is neither liked nor disliked', () => {
    expect(exampleText(exchange(1, { message: ' Why? ' }))).toBe('Message:  Why? \nLiked reply: Good 1\nDisliked reply: Bad 1');
    expect(exampleText(exchange(1, { worse: null }))).toBe('Message: Message 1\nReply: Good 1');
  });
});
