import { describe, expect, it } from 'vitest';
import { offeredPlaceholders } from '../../../../../renderer/design/forms/personal/offered-placeholders.ts';
import {
  canBeSet,
  cutOrderOf,
  namesOf,
  ofKind,
  settingOf,
  usualBudget,
  withInserted,
  withoutSetting,
  withSetting,
} from '../../../../../renderer/design/forms/personal/prompt-settings.ts';
import { PersonalPrompt } from '../../../../../shared/study/arms.ts';
import { templateStudy } from '../../../study/templates-at-hand.ts';

const prompt: PersonalPrompt = {
  kind: 'prompt',
  template: 'They are {{age}}.\nThey want {{wishes}}.\n{{earlier}}',
  placeholders: {
    wishes: { kind: 'top-preferences', count: 3 },
    earlier: { kind: 'examples', rule: 'most-recent', count: 2 },
    forgotten: { kind: 'summary' },
  },
};

describe('the placeholders of a template being written', () => {
  it('stand for the field of their name until they are told otherwise', () => {
    expect(settingOf(prompt, 'age')).toEqual({ kind: 'field', field: 'age' });
    expect(settingOf(prompt, 'constructor')).toEqual({ kind: 'field', field: 'constructor' });
    expect(settingOf(prompt, 'wishes')).toEqual({ kind: 'top-preferences', count: 3 });
  });

  it('are those of the template, and those whose place in it was deleted', () => {
    expect(namesOf(prompt)).toEqual({ used: ['age', 'wishes', 'earlier'], unused: ['forgotten'] });
    expect(withoutSetting(prompt, 'forgotten')).toEqual({ wishes: prompt.placeholders!['wishes'], earlier: prompt.placeholders!['earlier'] });
    expect(withoutSetting({ ...prompt, placeholders: { age: { kind: 'summary' } } }, 'age')).toBeUndefined();
  });

  it('keep what is done when there is nothing, whatever they come to stand for', () => {
    const refuses = { kind: 'field', field: 'age', missing: 'refuse' } as const;
    for (const kind of ['field', 'top-preferences', 'examples', 'summary'] as const) {
      const next = { ...prompt, placeholders: withSetting(prompt, 'age', ofKind(kind, 'age', refuses)) };
      expect(PersonalPrompt.safeParse(next).success, kind).toBe(true);
      expect(settingOf(next, 'age').missing).toBe('refuse');
    }
  });

  it('can have settings only where the study file can name them', () => {
    expect(canBeSet('stated_prefs.values')).toBe(true);
    expect(canBeSet('how old')).toBe(false);
  });

  it('go where the keyboard stands, in place of what is marked, with the keyboard behind them', () => {
    const start = prompt.template.indexOf('They want');
    const { prompt: next, caret } = withInserted(prompt, { name: 'gender', placeholder: null }, { start, end: start + 4 });
    expect(next.template).toBe('They are {{age}}.\n{{gender}} want {{wishes}}.\n{{earlier}}');
    expect(next.template.slice(0, caret)).toBe('They are {{age}}.\n{{gender}}');
    expect(next.placeholders).toEqual(prompt.placeholders);
  });

  it('go to a line of their own while the keyboard stands nowhere, and bring their settings', () => {
    const { prompt: next, caret } = withInserted(prompt, { name: 'summary', placeholder: { kind: 'summary' } }, null);
    expect(next.template).toBe(`${prompt.template}\n{{summary}}`);
    expect(caret).toBe(next.template.length);
    expect(settingOf(next, 'summary')).toEqual({ kind: 'summary' });
    expect(withInserted({ ...prompt, template: '' }, { name: 'age', placeholder: null }, null).prompt.template).toBe('age: {{age}}');
  });

  it('do not lose their settings when they are put in a second time', () => {
    const { prompt: next } = withInserted(prompt, { name: 'wishes', placeholder: { kind: 'top-preferences', count: 9 } }, null);
    expect(settingOf(next, 'wishes')).toEqual({ kind: 'top-preferences', count: 3 });
  });
});

describe('the order of cutting', () => {
  it('is the one written down, then the others from the end of the template', () => {
    expect(cutOrderOf({ ...prompt, budget: { tokens: 500, cut: ['age', 'gone', 'age'] } })).toEqual(['age', 'earlier', 'wishes']);
    expect(cutOrderOf(prompt)).toEqual(['earlier', 'wishes', 'age']);
  });

  it('begins with what is long and can be spared', () => {
    expect(usualBudget(prompt).cut).toEqual(['earlier', 'age', 'wishes']);
    expect(PersonalPrompt.safeParse({ ...prompt, budget: usualBudget(prompt) }).success).toBe(true);
  });

  it('survives a draft that holds something else in its place', () => {
    const broken = { ...prompt, placeholders: [] as never, budget: { tokens: 100, cut: 'age' as never } };
    expect(cutOrderOf(broken)).toEqual(['earlier', 'wishes', 'age']);
    expect(namesOf(broken).unused).toEqual([]);
  });
});

describe('what is offered for a template', () => {
  it('is each name once: prepared ones, questions of the study, fields of the profile', () => {
    const study = templateStudy('prism-x');
    const { prepared, questions, profile } = offeredPlaceholders(study, ['age', 'handedness', 'summary']);
    const names = [...prepared, ...questions, ...profile].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(['top_preferences', 'system_string', 'age', 'handedness']));
    expect(questions.length).toBeGreaterThan(0);
  });
});
