import { expect, it } from 'vitest';
import { personalWords } from '../../../electron/design/personal-words.ts';
import { templateStudy } from '../study/templates-at-hand.ts';

it('a protocol says what an arm is told, how long, and what is done where nothing is known', () => {
  const words = personalWords({
    kind: 'prompt',
    template: 'Age: {{age}}. Like: {{likes}}. Best: {{top}}. In short: {{short}}. {{town}}',
    placeholders: {
      likes: { kind: 'examples', rule: 'nearest-topic', count: 4 },
      top: { kind: 'top-preferences', count: 3, missing: 'refuse' },
      short: { kind: 'summary', missing: { fallback: 'unknown' } },
      town: { kind: 'field', field: 'location.reside_country', missing: 'drop' },
    },
    budget: { tokens: 900, cut: ['likes', 'town'] },
  });
  expect(words).toBe(
    'personalised by prompt: age, location.reside_country; up to 4 earlier exchanges (nearest in topic); the 3 most important qualities of stated_prefs; a summary that a researcher has reviewed; ' +
      'at most 900 tokens as they are estimated, cut in the order likes, town; where nothing is known the sentence is left out for age, likes, town; a stated text instead for short; no session without top',
  );
});

it('and how a model of the participant is found, and what happens without one', () => {
  expect(personalWords({ kind: 'own-model', model: 'pdpo-{participant}' })).toBe(
    'a model of the participant’s own: named by the rule pdpo-{participant} unless a table names another; without one the session is not begun',
  );
  expect(personalWords({ kind: 'own-model', model: null, withoutOne: 'common' })).toMatch(/named by a table; without one the common model answers, and the record says so$/u);
  for (const { personalisation } of templateStudy('prism-x').arms) expect(personalWords(personalisation)).not.toContain('undefined');
});
