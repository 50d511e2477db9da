import type { Survey } from '../../../shared/questionnaire/form.ts';

/** One question of each common kind; use cases are only asked of those who use assistants. */
export const smallSurvey: Survey = {
  pages: [
    {
      name: 'use',
      elements: [
        { type: 'radiogroup', name: 'use', title: 'Do you use assistants?', isRequired: true, choices: ['Yes', 'No'] },
        {
          type: 'checkbox',
          name: 'cases',
          title: 'What for?',
          visibleIf: "{use} = 'Yes'",
          isRequired: true,
          showOtherItem: true,
          choicesOrder: 'random',
          choices: [
            { value: 'work', text: 'At work' },
            { value: 'play', text: 'For fun' },
            { value: 'travel', text: 'On journeys' },
            { value: 'study', text: 'At school' },
          ],
        },
        { type: 'rating', name: 'trust', title: 'How far do you trust them?', rateMax: 7 },
        { type: 'boolean', name: 'alone', title: 'Do you live alone?' },
      ],
    },
    {
      name: 'self',
      elements: [
        {
          type: 'sliderbattery',
          name: 'prefs',
          title: 'What matters?',
          isRequired: true,
          minimum: 0,
          low: 'Not at all',
          high: 'Very much',
          slidersOrder: 'random',
          notApplicable: 'Does not apply',
          sliders: [
            { id: 'values', label: 'Values' },
            { id: 'safety', label: 'Safety' },
            { id: 'facts', label: { default: 'Facts', de: 'Tatsachen' } },
          ],
        },
        {
          type: 'comment',
          name: 'self',
          title: 'Who are you?',
          isRequired: true,
          validators: [{ type: 'text', minLength: 10 }],
        },
        {
          type: 'matrix',
          name: 'views',
          title: 'Do you agree?',
          columns: [
            { value: 1, text: 'No' },
            { value: 2, text: 'Yes' },
          ],
          rows: [
            { value: 'kind', text: 'They are kind' },
            { value: 'wise', text: 'They are wise' },
          ],
        },
      ],
    },
  ],
};

export const completeAnswers = {
  use: 'Yes',
  cases: ['work', 'other'],
  'cases-Comment': 'Cooking',
  trust: 5,
  alone: false,
  prefs: { values: 0, safety: 100, facts: 'not-applicable' },
  self: 'I like long walks.',
  views: { kind: 2, wise: 1 },
};
