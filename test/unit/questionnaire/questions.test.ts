import { describe, expect, it } from 'vitest';
import { createForm } from '../../../shared/questionnaire/form.ts';
import { presentationOrder } from '../../../shared/questionnaire/presentation.ts';
import { questionsOf, readableAnswer } from '../../../shared/questionnaire/questions.ts';
import { completeAnswers, smallSurvey } from './small-survey.ts';

describe('the questions of a questionnaire', () => {
  it('are listed with their choices and lines, for transcript, tables and codebook', () => {
    const questions = questionsOf(smallSurvey);
    expect(questions.map((question) => question.name)).toEqual(['use', 'cases', 'trust', 'alone', 'prefs', 'self', 'views']);
    expect(questions[1]).toEqual({
      name: 'cases',
      title: 'What for?',
      type: 'checkbox',
      required: true,
      conditional: true,
      choices: [
        { value: 'work', text: 'At work' },
        { value: 'play', text: 'For fun' },
        { value: 'travel', text: 'On journeys' },
        { value: 'study', text: 'At school' },
      ],
      rows: [],
    });
    expect(questions[4]?.rows.map((row) => row.text)).toEqual(['Values', 'Safety', 'Facts']);
    expect(questions[5]?.rows).toEqual([]);
  });

  it('have answers that can be read', () => {
    const words = (name: string) => readableAnswer(smallSurvey, name, completeAnswers);
    expect(words('cases')).toBe('At work, other (Cooking)');
    expect(words('trust')).toBe('5');
    expect(words('alone')).toBe('No');
    expect(words('prefs')).toBe('Values: 0\nSafety: 100\nFacts: –');
    expect(words('views')).toBe('They are kind: Yes\nThey are wise: No');
    expect(words('nothing')).toBe('');
  });
});

describe('the order in which a questionnaire is shown', () => {
  const shown = (seed: string, answers: Readonly<Record<string, unknown>> = { use: 'Yes' }) => {
    const form = createForm(smallSurvey, { seed, language: null });
    form.data = answers;
    return presentationOrder(form);
  };

  it('is the same again after a crash, and differs between sessions', () => {
    expect(shown('session-1/profile')).toEqual(shown('session-1/profile'));
    const orders = new Set(Array.from({ length: 20 }, (_, session) => JSON.stringify(shown(`session-${session}/profile`))));
    expect(orders.size).toBeGreaterThan(10);
  });

  it('is the same on every machine', () => {
    expect(shown('golden')).toMatchInlineSnapshot(`
      [
        {
          "name": "use",
        },
        {
          "choices": [
            "work",
            "travel",
            "study",
            "play",
            "other",
          ],
          "name": "cases",
        },
        {
          "name": "trust",
        },
        {
          "name": "alone",
        },
        {
          "choices": [
            "values",
            "facts",
            "safety",
          ],
          "name": "prefs",
        },
        {
          "name": "self",
        },
        {
          "name": "views",
        },
      ]
    `);
  });

  it('says what was drawn at random and leaves out what was not asked', () => {
    const order = shown('any', { use: 'No' });
    expect(order.map((question) => question.name)).toEqual(['use', 'trust', 'alone', 'prefs', 'self', 'views']);
    expect(order.filter((question) => question.choices !== undefined).map((question) => question.name)).toEqual(['prefs']);
  });

  it('puts every choice in every place about equally often', () => {
    const places = new Map<string, number[]>();
    const sessions = 2_000;
    for (let session = 0; session < sessions; session += 1) {
      const form = createForm({ elements: [batteryAlone] }, { seed: `s${session}`, language: null });
      presentationOrder(form)[0]?.choices?.forEach((id, place) => {
        const counts = places.get(id) ?? [0, 0, 0];
        counts[place] = (counts[place] ?? 0) + 1;
        places.set(id, counts);
      });
    }
    for (const counts of places.values()) {
      // Expected a third of 2,000; four standard errors are 84.
      for (const count of counts) expect(Math.abs(count - sessions / 3)).toBeLessThan(84);
    }
  });
});

const batteryAlone = {
  type: 'sliderbattery',
  name: 'prefs',
  low: 'Low',
  high: 'High',
  slidersOrder: 'random',
  sliders: ['a', 'b', 'c'].map((id) => ({ id, label: id })),
};
