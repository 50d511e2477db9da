import { expect, it } from 'vitest';
import { problemOfLength } from '../../../../renderer/text-page/answer-length.ts';

it('measures an answer without the space around it, and says by how much it misses', () => {
  const limits = { minimumCharacters: 5, maximumCharacters: 10 };
  expect(problemOfLength('  four ', limits)).toEqual({ kind: 'too-short', count: 1 });
  expect(problemOfLength('exact', limits)).toBeNull();
  expect(problemOfLength('x'.repeat(12), limits)).toEqual({ kind: 'too-long', count: 2 });
  expect(problemOfLength('', { minimumCharacters: 0, maximumCharacters: 10 })).toBeNull();
});
