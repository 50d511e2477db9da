import { describe, expect, it } from 'vitest';
import type { QuestionnaireItem } from '../../../../shared/study/protocol.ts';
import { draftKeyOf, itemDraftFrom } from '../../../../renderer/questionnaire/item-draft.ts';
import { clockStart, timingAfterChange } from '../../../../renderer/questionnaire/item-timing.ts';
import { openItems, sentenceForOpen, sentenceForText } from '../../../../renderer/questionnaire/missing.ts';

describe('the timing of an answer', () => {
  it('notes the first change, the last one and how many there were', () => {
    const first = timingAfterChange(null, 1_200.4);
    const second = timingAfterChange(first, 3_000);
    expect(second).toEqual({ firstChangeMilliseconds: 1_200, lastChangeMilliseconds: 3_000, changes: 2 });
  });

  it('goes on after a restart where the last change was, so that it never runs backwards', () => {
    const before = [timingAfterChange(null, 4_000), timingAfterChange(null, 9_500)];
    expect(clockStart(before)).toBe(9_500);
    expect(clockStart([])).toBe(0);
    expect(timingAfterChange(before[1] ?? null, 100).lastChangeMilliseconds).toBe(9_500);
  });
});

describe('a kept answer', () => {
  const timing = { firstChangeMilliseconds: 1, lastChangeMilliseconds: 2, changes: 1 };

  it('comes back after a restart, with its timing', () => {
    const draft = { answer: { values: 30 }, timing };
    expect(itemDraftFrom(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
    expect(draftKeyOf('profile', 'importance')).toBe('item:profile:importance');
  });

  it('is left out when it cannot be read', () => {
    const broken = [null, 'text', { answer: 'a' }, { answer: 3, timing }, { answer: 'a', timing: { changes: 1 } }];
    expect(broken.map(itemDraftFrom)).toEqual([null, null, null, null, null]);
  });
});

describe('what a questionnaire still needs', () => {
  const base = { required: true, question: 'Q' };
  const age: QuestionnaireItem = {
    ...base,
    kind: 'choice',
    id: 'age',
    choices: [
      { value: 'young', label: 'Young' },
      { value: 'old', label: 'Old' },
    ],
  };
  const importance: QuestionnaireItem = {
    ...base,
    kind: 'sliders',
    id: 'importance',
    low: 'Not at all',
    high: 'Very much',
    sliders: ['values', 'fluency', 'safety'].map((id) => ({ id, label: id })),
  };
  const wish: Extract<QuestionnaireItem, { kind: 'text' }> = {
    ...base,
    kind: 'text',
    id: 'wish',
    minimumCharacters: 10,
    maximumCharacters: 20,
    lines: 3,
  };
  const items = [age, importance, wish];

  it('is said in words', () => {
    expect(sentenceForOpen(items, {})).toBe('Three questions are still open.');
    const some = { age: 'young', wish: 'Be very brief' };
    expect(openItems(items, some).map((item) => item.id)).toEqual(['importance']);
    expect(sentenceForOpen(items, { ...some, importance: { values: 50 } })).toBe('Two lines still need an answer.');
    expect(sentenceForOpen(items, { ...some, importance: { values: 1, fluency: 2, safety: 3 } })).toBeNull();
  });

  it('counts the characters that are missing or too many, blanks at the ends left out', () => {
    expect(sentenceForText(wish, '  Be brief  ')).toBe('2 more characters, please.');
    expect(sentenceForText(wish, 'Be brief, and very honest')).toBe('5 characters too many.');
    expect(sentenceForText(wish, '')).toBeNull();
  });
});
