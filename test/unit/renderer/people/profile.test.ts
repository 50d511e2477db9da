import { describe, expect, it } from 'vitest';
import { profileGroups, textOfValue, valueOfText } from '../../../../renderer/people/profile-groups.ts';

describe('a profile as it is read', () => {
  const groups = profileGroups({
    order_stated_prefs: { values: 3 },
    stated_prefs: { values: 80, safety: null },
    age: '35-44 years old',
    self_description: 'Short answers, please.',
  });

  it('shows single fields first, then fields with parts, and display orders last', () => {
    expect(groups.map((group) => group.name)).toEqual([null, 'stated_prefs', 'order_stated_prefs']);
    expect(groups[0]?.entries.map((entry) => entry.label)).toEqual(['age', 'self_description']);
  });

  it('names a part by its last word, and keeps the whole name for changing it', () => {
    expect(groups[1]?.entries).toEqual([
      { field: 'stated_prefs.values', label: 'values', value: 80 },
      { field: 'stated_prefs.safety', label: 'safety', value: null },
    ]);
  });
});

describe('changing a field', () => {
  it('keeps a number a number and a truth value one', () => {
    expect(valueOfText('81', 80)).toBe(81);
    expect(valueOfText('true', false)).toBe(true);
    expect(valueOfText('["en","sw"]', ['en'])).toEqual(['en', 'sw']);
    expect(valueOfText('about eighty', 80)).toBe('about eighty');
  });

  it('keeps text word for word, also when it looks like something else', () => {
    expect(valueOfText(' 42 \n', 'seven')).toBe(' 42 \n');
    expect(valueOfText('42', undefined)).toBe('42');
    expect(valueOfText('[not a list', 'x')).toBe('[not a list');
  });

  it('gives back what it showed', () => {
    for (const value of [12, true, ['a', 'b'], 'plain', '{"a":1}']) expect(valueOfText(textOfValue(value), value)).toEqual(value);
  });
});
