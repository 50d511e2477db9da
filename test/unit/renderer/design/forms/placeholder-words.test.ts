import { describe, expect, it } from 'vitest';
import { budgetWords, placeholdersWords, settingWords } from '../../../../../renderer/design/forms/personal/placeholder-words.ts';

describe('the settings of placeholders in words', () => {
  it('say what each stands for, and what is done when there is nothing', () => {
    expect(settingWords({ kind: 'field', field: 'age' })).toBe('answer or field age · otherwise its sentence is left out');
    expect(settingWords({ kind: 'top-preferences', count: 3, missing: 'refuse' })).toBe('top 3 preferences · otherwise no session');
    expect(settingWords({ kind: 'examples', rule: 'most-recent', count: 1, missing: { fallback: 'none' } })).toBe(
      'one earlier exchange: most recent · otherwise a text instead',
    );
  });

  it('stand side by side where arms are compared', () => {
    expect(placeholdersWords({ me: { kind: 'summary' }, old: { kind: 'field', field: 'age' } })).toBe(
      'me: the reviewed summary · otherwise its sentence is left out; old: answer or field age · otherwise its sentence is left out',
    );
    expect(budgetWords({ tokens: 1_000, cut: ['examples', 'summary'] })).toBe('1,000 tokens; cut first: examples, summary');
  });
});
