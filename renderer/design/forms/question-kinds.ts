import { formWords } from './form-words.ts';
import type { SurveyPart } from './survey-pages.ts';
import { uniqueId } from './unique-id.ts';

/** The question types that have a form; every other one is written in the JSON. */
export const questionKinds = ['radiogroup', 'checkbox', 'rating', 'text', 'comment', 'boolean', 'ranking', 'sliderbattery', 'html'] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** Types whose form fits too, though they are not offered: a list that folds. */
const alike: Readonly<Record<string, QuestionKind>> = { dropdown: 'radiogroup', tagbox: 'checkbox' };

/** The form for a question; null for a type that has none. */
export function questionKindOf(question: SurveyPart): QuestionKind | null {
  const { type } = question;
  if (typeof type !== 'string') return null;
  return questionKinds.find((kind) => kind === type) ?? alike[type] ?? null;
}

/** A question that can be asked as it is, so that the preview has something to show. */
export function newQuestion(kind: QuestionKind, taken: readonly string[]): SurveyPart {
  const question = { type: kind, name: uniqueId('question', taken), title: formWords(`new.question.${kind}`), isRequired: true };
  const choices = [1, 2, 3].map((number) => ({ value: `answer-${number}`, text: formWords('new.choice', { number }) }));
  switch (kind) {
    case 'radiogroup':
    case 'checkbox':
    case 'ranking':
      return { ...question, choices };
    case 'rating':
      return { ...question, rateMin: 1, rateMax: 7, minRateDescription: formWords('new.low'), maxRateDescription: formWords('new.high') };
    case 'text':
      return { ...question, maxLength: 200 };
    case 'comment':
      return { ...question, rows: 4, maxLength: 2000 };
    case 'boolean':
      return question;
    case 'html':
      return { type: kind, name: uniqueId('text', taken), html: formWords('new.question.html') };
    case 'sliderbattery':
      return {
        ...question,
        low: formWords('new.low'),
        high: formWords('new.high'),
        sliders: [1, 2].map((number) => ({ id: `item-${number}`, label: formWords('new.slider', { number }) })),
      };
  }
}
