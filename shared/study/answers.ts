import type { QuestionnaireItem } from './protocol.ts';

/** One value (1–100) per slider, a choice's value, or a text. */
export type Answer = string | Readonly<Record<string, number>>;

export type AnswerProblem = 'missing' | 'too-short' | 'too-long' | 'not-a-choice' | 'unknown-slider';

/**
 * What is wrong with an answer, or null. The one home of the rule: screens ask it while a person
 * writes, the engine asks it again when the questionnaire is handed in.
 */
export function problemOfAnswer(item: QuestionnaireItem, answer: Answer | undefined): AnswerProblem | null {
  if (isEmpty(answer)) return item.required ? 'missing' : null;
  switch (item.kind) {
    case 'choice':
      return item.choices.some((choice) => choice.value === answer) ? null : 'not-a-choice';
    case 'text': {
      if (typeof answer !== 'string') return 'missing';
      const length = answer.trim().length;
      if (length < item.minimumCharacters) return 'too-short';
      return length > item.maximumCharacters ? 'too-long' : null;
    }
    case 'sliders': {
      if (typeof answer !== 'object') return 'missing';
      const known = new Set(item.sliders.map((slider) => slider.id));
      if (Object.keys(answer).some((id) => !known.has(id))) return 'unknown-slider';
      const complete = item.sliders.every((slider) => answer[slider.id] !== undefined);
      return item.required && !complete ? 'missing' : null;
    }
  }
}

function isEmpty(answer: Answer | undefined): answer is undefined {
  if (answer === undefined) return true;
  return typeof answer === 'string' ? answer.trim() === '' : Object.keys(answer).length === 0;
}
