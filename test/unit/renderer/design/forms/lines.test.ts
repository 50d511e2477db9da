import { describe, expect, it } from 'vitest';
import { choiceKeys, choicesOfText, linesOf, sliderKeys, textOfChoices } from '../../../../../renderer/design/forms/lines.ts';
import { readNumber } from '../../../../../renderer/design/forms/number-text.ts';

describe('answers written one a line', () => {
  it('are a value with its words, or one text for both', () => {
    const choices = choicesOfText('yes | Yes, I do\nno\n\n  perhaps |  Perhaps ', [], choiceKeys);
    expect(choices).toEqual([{ value: 'yes', text: 'Yes, I do' }, 'no', { value: 'perhaps', text: 'Perhaps' }]);
    expect(textOfChoices(choices, choiceKeys)).toBe('yes | Yes, I do\nno\nperhaps | Perhaps');
  });

  it('keep what a choice has besides, as long as its value stays', () => {
    const before = [
      { value: 'none', text: 'None', visibleIf: '{age} > 17' },
      { value: 'some', text: { default: 'Some', de: 'Einige' } },
    ];
    expect(choicesOfText(textOfChoices(before, choiceKeys), before, choiceKeys)).toEqual(before);
    expect(choicesOfText('none | Not one\nsome | Some', before, choiceKeys)).toEqual([
      { value: 'none', text: 'Not one', visibleIf: '{age} > 17' },
      before[1],
    ]);
  });

  it('keep numbers numbers', () => {
    expect(choicesOfText('1\n2\n3', [1, 2, 3], choiceKeys)).toEqual([1, 2, 3]);
  });

  it('give sliders of a battery both an id and words', () => {
    expect(choicesOfText('warm | Warmth\nclose', [], sliderKeys)).toEqual([
      { id: 'warm', label: 'Warmth' },
      { id: 'close', label: 'close' },
    ]);
  });

  it('leave bars in the words alone', () => {
    expect(choicesOfText('a | this | that', [], choiceKeys)).toEqual([{ value: 'a', text: 'this | that' }]);
  });
});

describe('points of a scale, one a line', () => {
  it('lose empty lines and spaces at the ends', () => {
    expect(linesOf(' Not at all \n\nA little\n')).toEqual(['Not at all', 'A little']);
  });
});

describe('a number that is typed', () => {
  it('may have a comma or a point', () => {
    expect(readNumber('0,05')).toEqual({ kind: 'number', value: 0.05 });
    expect(readNumber(' 12 ')).toEqual({ kind: 'number', value: 12 });
    expect(readNumber('-1.5')).toEqual({ kind: 'number', value: -1.5 });
  });

  it('is told from nothing, and from what is no number', () => {
    expect(readNumber('  ')).toEqual({ kind: 'empty' });
    for (const text of ['12 min', '1.2.3', '1e3', 'NaN', '-', '.']) expect(readNumber(text)).toEqual({ kind: 'unreadable' });
  });
});
