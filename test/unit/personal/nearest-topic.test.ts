import { describe, expect, it } from 'vitest';
import { indexTopics, similarities } from '../../../shared/personal/nearest-topic.ts';
import reference from '../../reference/personal/tf-idf.json' with { type: 'json' };

describe('how near earlier messages are to an opening message', () => {
  it.each(Object.entries(reference))('is what scikit-learn says: %s', (_, { earlier, openings, similarities: expected }) => {
    const index = indexTopics(earlier);
    openings.forEach((opening, row) => {
      similarities(index, opening).forEach((value, column) => expect(value).toBeCloseTo(expected[row]?.[column] ?? NaN, 12));
    });
  });

  it('is nothing for an empty message, and without earlier ones', () => {
    expect(similarities(indexTopics(['one', '', '…']), '')).toEqual([0, 0, 0]);
    expect(similarities(indexTopics([]), 'one')).toEqual([]);
  });

  it('finds the language of those who write without spaces', () => {
    const [far = 0, near = 0] = similarities(indexTopics(['面包怎么做', '我想去旅行']), '旅行');
    expect(near).toBeGreaterThan(far);
  });
});
