import { describe, expect, it } from 'vitest';
import { fillPrompt, fixedTokensOf } from '../../../shared/personal/fill-prompt.ts';
import type { AnsweredStage } from '../../../shared/personal/prompt-context.ts';
import { ada, contextWith, exchange, promptOf } from './a-context.ts';

const known = contextWith({ profile: ada });

function stage(stageId: string, sessionNumber: number, answers: AnsweredStage['answers']): AnsweredStage {
  const survey = {
    pages: [
      {
        elements: [
          { type: 'comment', name: 'self_description' },
          { type: 'radiogroup', name: 'age', choices: [{ value: 'old', text: 'Over 60' }, { value: 'young', text: 'Under 60' }] },
          { type: 'sliderbattery', name: 'stated_prefs', sliders: [{ id: 'values', label: 'My values' }, { id: 'fluency', label: 'Good style' }, { id: 'other', label: 'Something else' }], notApplicable: 'No answer' },
          { type: 'matrix', name: 'trust', columns: [{ value: 'low', text: 'Hardly' }, { value: 'high', text: 'Very much' }], rows: [{ value: 'press', text: 'The press' }] },
        ],
      },
    ],
  };
  return { stageId, sessionNumber, survey, answers };
}

describe('what a placeholder is filled with', () => {
  it('is the field of its name, word for word, with its source', () => {
    const filled = fillPrompt(promptOf('They say: {{self_description}}\nThey want: {{ system_string }}'), known);
    expect(filled.text).toBe('They say: I teach maths in a village school.\nI like short answers.\nThey want: Be direct.  Never flatter me. ');
    expect(filled.placeholders.map(({ name, source, missing, cut }) => [name, source, missing, cut])).toEqual([
      ['self_description', { kind: 'profile' }, null, 0],
      ['system_string', { kind: 'profile' }, null, 0],
    ]);
  });

  it('is written so that it can be read: lists of values, names of what is true, parts after a dot', () => {
    const filled = (field: string) => fillPrompt(promptOf(`{{${field}}}`), known).text;
    expect(filled('stated_prefs')).toBe('creativity: 90\nfactuality: 95\nfluency: 90\nhelpfulness: 95\npersonalisation: 55\nsafety: 10\nvalues: 40');
    expect(filled('lm_usecases')).toBe('homework assistance, writing songs, travel guidance');
    expect(filled('stated_prefs.values')).toBe('40');
    expect(filled('location.reside_country')).toBe('Chile');
    expect(filled('location')).toBe('birth country: Kenya\nreside country: Chile');
    expect([filled('location.special_region'), filled('stated_prefs.diversity'), filled('location.moon'), filled('constructor'), filled('age.length')]).toEqual(['', '', '', '', '']);
  });

  it('is an answer of this session before one of an earlier session before the profile', () => {
    const answers = (...stages: readonly AnsweredStage[]) => fillPrompt(promptOf('{{self_description}}, {{age}}'), contextWith({ profile: ada }, { answers: stages }));
    const now = answers(stage('again', 2, { self_description: ' Now. ' }), stage('first', 1, { self_description: 'Before.', age: 'old' }));
    expect(now.text).toBe(' Now. , Over 60');
    expect(now.placeholders.map(({ source }) => source)).toEqual([
      { kind: 'answer', stageId: 'again', sessionNumber: 2 },
      { kind: 'answer', stageId: 'first', sessionNumber: 1 },
    ]);
    expect(answers(stage('again', 2, { self_description: ' ' })).text).toBe('I teach maths in a village school.\nI like short answers., 25-34 years old');
  });

  it('uses the words of the questionnaire for parts and qualities', () => {
    const context = contextWith(null, { answers: [stage('first', 1, { stated_prefs: { values: 30, fluency: 80, other: 'not-applicable' }, trust: { press: 'high' } })] });
    const prompt = promptOf('{{stated_prefs}} / {{stated_prefs.values}} / {{trust.press}} / {{best}}', { placeholders: { best: { kind: 'top-preferences', count: 1 } } });
    expect(fillPrompt(prompt, context).text).toBe('My values: 30\nGood style: 80\nSomething else: – / 30 / Very much / Good style');
  });

  it('are the top preferences by value, level ones by name, never the order of display', () => {
    const top = (count: number, profile = ada) => fillPrompt(promptOf('{{best}}', { placeholders: { best: { kind: 'top-preferences', count } } }), contextWith({ profile })).text;
    expect(top(4)).toBe('factuality, helpfulness, creativity, fluency');
    expect(top(10).split(', ')).toHaveLength(7);
    expect(top(1, { stated_prefs: { values: 1, other: 99, other_text: 'brevity' } })).toBe('brevity');
    expect(top(3, { order_stated_prefs: { values: 1 } })).toBe('');
  });

  it('are examples and the summary', () => {
    const prompt = promptOf('Summary: {{summary}}\n\nExamples:\n{{past}}', {
      placeholders: { summary: { kind: 'summary' }, past: { kind: 'examples', rule: 'most-recent', count: 2 } },
    });
    const filled = fillPrompt(prompt, contextWith({ summary: 'Likes it short.', exchanges: [exchange(1), exchange(2), exchange(3)] }));
    expect(filled.text).toBe(
      'Summary: Likes it short.\n\nExamples:\nMessage: Message 3\nLiked reply: Good 3\nDisliked reply: Bad 3\n\nMessage: Message 2\nLiked reply: Good 2\nDisliked reply: Bad 2',
    );
    expect(filled.placeholders[1]?.source).toEqual({ kind: 'exchanges', conversationIds: ['c3', 'c2'] });
    expect(fillPrompt(prompt, contextWith(null)).text).toBe('');
  });
});

describe('what is done when there is nothing', () => {
  const template = 'Be kind. They are {{age}} years old.';

  it('the sentence is dropped, unless the placeholder says otherwise', () => {
    const dropped = fillPrompt(promptOf(template), contextWith({}));
    expect([dropped.text, dropped.placeholders[0]]).toEqual(['Be kind.', { name: 'age', kind: 'field', text: null, source: null, missing: 'dropped', cut: 0 }]);
  });

  it('another text is put in its place', () => {
    const fallback = fillPrompt(promptOf(template, { placeholders: { age: { kind: 'field', field: 'age', missing: { fallback: 'some {{age}}' } } } }), contextWith({}));
    expect(fallback.text).toBe('Be kind. They are some {{age}} years old.');
    expect(fallback.placeholders[0]).toMatchObject({ text: 'some {{age}}', missing: 'fallback', source: null });
  });

  it('says that the session should not have been begun', () => {
    const refused = fillPrompt(promptOf(template, { placeholders: { age: { kind: 'field', field: 'age', missing: 'refuse' } } }), contextWith({}));
    expect([refused.text, refused.placeholders[0]?.missing]).toEqual(['Be kind.', 'refused']);
  });

  it('what stood in a dropped sentence beside it is not used either', () => {
    const filled = fillPrompt(promptOf('They are {{age}}, from {{town}}.'), contextWith({ profile: { age: '30' } }));
    expect(filled.placeholders).toMatchObject([{ text: null, missing: null, source: { kind: 'profile' } }, { text: null, missing: 'dropped' }]);
  });
});

describe('what is cut when the budget is spent', () => {
  const long = 'word '.repeat(40).trim();
  const placeholders = {
    past: { kind: 'examples', rule: 'most-recent', count: 3 },
    best: { kind: 'top-preferences', count: 3 },
    about: { kind: 'field', field: 'about' },
  } as const;
  const template = 'Be kind.\nAbout them: {{about}}\nThey want {{best}}.\nExamples:\n{{past}}';
  const context = contextWith({ profile: { ...ada, about: long }, exchanges: [exchange(1), exchange(2), exchange(3)] });
  const filled = (tokens: number, cut: string[]) => fillPrompt(promptOf(template, { placeholders, budget: { tokens, cut } }), context);
  const whole = filled(100_000, []);

  it('examples lose the one that fits least first, and nothing more than needed', () => {
    const { text, tokens, placeholders: parts } = filled(whole.tokens - 1, ['past', 'best', 'about']);
    expect(text).toContain('Message 2');
    expect(text).not.toContain('Message 1');
    expect(tokens).toBeLessThan(whole.tokens);
    expect(parts.map(({ name, cut }) => [name, cut])).toEqual([['about', 0], ['best', 0], ['past', 1]]);
  });

  it('the next in order is cut only when nothing is left of the one before', () => {
    const parts = filled(60, ['past', 'best', 'about']);
    expect(parts.text).toBe(`Be kind.\nAbout them: ${long}\nThey want factuality, helpfulness, creativity.`);
    expect(parts.placeholders.find(({ name }) => name === 'past')).toMatchObject({ text: null, cut: 3, missing: null });
  });

  it('a field goes whole, with its sentence, and is never shortened', () => {
    const parts = filled(whole.tokens - 1, ['about']);
    expect(parts.text).toMatch(/^Be kind\.\nThey want factuality, helpfulness, creativity\.\nExamples:/);
    expect(parts.placeholders[0]).toMatchObject({ name: 'about', text: null, cut: 1 });
  });

  it('what the order does not name is cut last, from the end of the template', () => {
    expect(filled(whole.tokens - 1, ['best']).placeholders.map(({ cut }) => cut)).toEqual([0, 1, 0]);
    expect(filled(whole.tokens - 1, []).placeholders.map(({ cut }) => cut)).toEqual([0, 0, 1]);
  });

  it('leaves what the template says to everybody, even over the budget', () => {
    const prompt = promptOf(`${'Be kind to them. '.repeat(30)}They are {{age}}.`, { budget: { tokens: 50, cut: ['age'] } });
    const cut = fillPrompt(prompt, known);
    expect(cut.text).toBe('Be kind to them. '.repeat(30).trim());
    expect([cut.tokens, cut.tokens > 50]).toEqual([fixedTokensOf(prompt), true]);
  });
});
