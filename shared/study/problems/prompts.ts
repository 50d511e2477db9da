import { fixedTokensOf, placeholderOf } from '../../personal/fill-prompt.ts';
import { partsOf } from '../../personal/fields.ts';
import { placeholdersOf } from '../../personal/template.ts';
import { surveyFields } from '../../prism/layout.ts';
import type { PersonalPrompt } from '../arms.ts';
import { errorAt, warningAt, type Problem, type ProblemPath } from '../problem.ts';
import type { Study } from '../protocol.ts';
import { questionPlacesOf } from './questions.ts';

/**
 * What is wrong in an arm's prompt.
 * @param at the arm's personalisation
 * @param order place of the stage in which the arm first answers: questions must have been asked by then
 */
export function problemsOfPrompt(study: Study, prompt: PersonalPrompt, at: ProblemPath, order: number): readonly Problem[] {
  const names = placeholdersOf(prompt.template);
  return [
    ...(names.length === 0 ? [warningAt([...at, 'template'], 'template-without-question')] : []),
    ...problemsOfFields(study, prompt, names, at, order),
    ...problemsOfDeclared(prompt, names, at),
    ...problemsOfBudget(prompt, names, at),
  ];
}

function problemsOfFields(study: Study, prompt: PersonalPrompt, names: readonly string[], at: ProblemPath, order: number): readonly Problem[] {
  const asked = questionPlacesOf(study);
  return names.flatMap((name) => {
    const placeholder = placeholderOf(prompt, name);
    if (placeholder.kind !== 'field') return [];
    const isNamed = (question: string): boolean => question === placeholder.field || question === partsOf(placeholder.field)[0];
    const places = asked.filter((place) => isNamed(place.name));
    if (places.length > 0) {
      return places.every((place) => place.order > order) ? [warningAt([...at, 'template'], 'template-question-later', { question: placeholder.field })] : [];
    }
    // What the arm says itself where it finds it, it knows to be in the register.
    const isDeclared = prompt.placeholders !== undefined && Object.hasOwn(prompt.placeholders, name);
    return isDeclared || surveyFields.some(isNamed) ? [] : [warningAt([...at, 'template'], 'template-question-unknown', { question: name })];
  });
}

function problemsOfDeclared({ placeholders = {} }: PersonalPrompt, names: readonly string[], at: ProblemPath): readonly Problem[] {
  return Object.entries(placeholders).flatMap(([name, placeholder]) => [
    ...(names.includes(name) ? [] : [warningAt([...at, 'placeholders', name], 'prompt-placeholder-unused', { name })]),
    ...(placeholder.kind === 'top-preferences' && placeholder.field?.startsWith('order_') === true
      ? [errorAt([...at, 'placeholders', name, 'field'], 'prompt-order-of-display', { field: placeholder.field })]
      : []),
  ]);
}

function problemsOfBudget(prompt: PersonalPrompt, names: readonly string[], at: ProblemPath): readonly Problem[] {
  const { budget } = prompt;
  if (budget === undefined) return [];
  const fixed = fixedTokensOf(prompt);
  return [
    ...(fixed > budget.tokens ? [errorAt([...at, 'budget', 'tokens'], 'prompt-over-budget', { fixed, tokens: budget.tokens })] : []),
    ...budget.cut.flatMap((name, index) => (names.includes(name) ? [] : [errorAt([...at, 'budget', 'cut', index], 'prompt-cut-unknown', { name })])),
  ];
}
