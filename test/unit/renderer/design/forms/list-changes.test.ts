import { describe, expect, it } from 'vitest';
import { inserted, moved, openAfter, removed, toggled } from '../../../../../renderer/design/forms/list-changes.ts';

const judgements = ['slider', 'ranking', 'attributes', 'feedback'];

describe('a list of the study', () => {
  it('moves a judgement up and down, and not beyond the ends', () => {
    expect(moved(judgements, 1, 0)).toEqual(['ranking', 'slider', 'attributes', 'feedback']);
    expect(moved(judgements, 0, 3)).toEqual(['ranking', 'attributes', 'feedback', 'slider']);
    expect(moved(judgements, 0, -1)).toBe(judgements);
    expect(moved(judgements, 3, 4)).toBe(judgements);
  });

  it('takes in a copy behind its original, and lets go of one', () => {
    expect(inserted(judgements, 2, 'ranking-2')).toEqual(['slider', 'ranking', 'ranking-2', 'attributes', 'feedback']);
    expect(removed(judgements, 1)).toEqual(['slider', 'attributes', 'feedback']);
  });

  it('keeps open what was open, wherever it goes', () => {
    const open = new Set([1, 3]);
    expect([...openAfter(open, { kind: 'moved', from: 1, to: 0 })]).toEqual([0, 3]);
    expect([...openAfter(open, { kind: 'moved', from: 0, to: 3 })]).toEqual([0, 2]);
    expect([...openAfter(open, { kind: 'inserted', at: 2 })]).toEqual([1, 4]);
    expect([...openAfter(open, { kind: 'removed', at: 1 })]).toEqual([2]);
  });

  it('follows every member through every move, as the list itself does', () => {
    for (const from of judgements.keys()) {
      for (const to of judgements.keys()) {
        const list = moved(judgements, from, to);
        judgements.forEach((judgement, index) => {
          expect([...openAfter(new Set([index]), { kind: 'moved', from, to })]).toEqual([list.indexOf(judgement)]);
        });
      }
    }
  });
});

describe('arms ticked as right answers', () => {
  const arms = ['generic', 'prompted', 'personal'];

  it('stand in the order of the arms, however they were ticked', () => {
    expect(toggled(['personal'], 'generic', true, arms)).toEqual(['generic', 'personal']);
    expect(toggled(['generic', 'personal'], 'generic', false, arms)).toEqual(['personal']);
  });

  it('keep one that the study no longer has until it is taken out', () => {
    expect(toggled(['gone'], 'prompted', true, arms)).toEqual(['prompted', 'gone']);
    expect(toggled(['prompted', 'gone'], 'gone', false, arms)).toEqual(['prompted']);
  });
});
