import { armDifferences } from '../arm-differences.ts';
import type { Arm } from '../arms.ts';
import { placesOfKind, stagePlacesOf } from '../places.ts';
import { errorAt, warningAt, type Problem, type ProblemPath } from '../problem.ts';
import type { Study } from '../protocol.ts';
import { problemsOfPrompt } from './prompts.ts';

/** What arms are told, what tells them apart, and what a system prompt would give away. */
export function problemsOfArms(study: Study): readonly Problem[] {
  const firstTalk = placesOfKind(study, 'conversations')[0]?.order ?? stagePlacesOf(study).length;
  return [
    ...problemsOfSameness(study.arms, ['arms']),
    ...study.arms.flatMap((arm, index) => problemsOfArm(study, arm, ['arms', index], firstTalk)),
    ...placesOfKind(study, 'practice').flatMap(({ stage, path, order }) =>
      stage.arms.flatMap((arm, index) => problemsOfStandIn(study, arm, [...path, 'arms', index], order)),
    ),
  ];
}

/** Two arms that are alike in everything compare a model with itself. */
function problemsOfSameness(arms: readonly Arm[], path: ProblemPath): readonly Problem[] {
  return arms.flatMap((arm, index) => {
    const twin = arms.slice(0, index).find((other) => armDifferences([other, arm]).length === 0);
    return twin === undefined ? [] : [warningAt([...path, index], 'arms-alike', { first: twin.id, second: arm.id })];
  });
}

function problemsOfArm(study: Study, arm: Arm, path: ProblemPath, firstTalk: number): readonly Problem[] {
  const leak = leakIn(arm.model.systemPrompt, study.arms);
  const templateLeak = arm.personalisation.kind === 'prompt' ? leakIn(arm.personalisation.template, study.arms) : undefined;
  return [
    ...(leak === undefined ? [] : [warningAt([...path, 'model', 'systemPrompt'], 'prompt-names-arm', { name: leak })]),
    ...(templateLeak === undefined ? [] : [warningAt([...path, 'personalisation', 'template'], 'prompt-names-arm', { name: templateLeak })]),
    ...problemsOfPersonalisation(study, arm, path, firstTalk),
  ];
}

/** A model told its own name, or that of an arm, may say it in a reply. */
function leakIn(prompt: string, arms: readonly Arm[]): string | undefined {
  return arms.flatMap((arm) => [arm.model.model, arm.name]).find((name) => name.length > 2 && containsName(prompt, name));
}

function containsName(text: string, name: string): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'iu').test(text);
}

/** What stands in for an arm in practice is the same for everybody, or told about them; own models are for the arms alone. */
function problemsOfStandIn(study: Study, arm: Arm, path: ProblemPath, order: number): readonly Problem[] {
  return arm.personalisation.kind === 'own-model'
    ? [errorAt([...path, 'personalisation', 'kind'], 'practice-own-model')]
    : problemsOfPersonalisation(study, arm, path, order);
}

/** @param order place of the stage in which the arm first answers */
function problemsOfPersonalisation(study: Study, { personalisation }: Arm, path: ProblemPath, order: number): readonly Problem[] {
  const at = [...path, 'personalisation'];
  switch (personalisation.kind) {
    case 'none':
      return [];
    case 'prompt':
      return problemsOfPrompt(study, personalisation, at, order);
    case 'own-model':
      return personalisation.model === null ? [warningAt([...at, 'model'], 'own-model-by-mapping')] : [];
  }
}
