import type { Arm } from './arms.ts';
import { canonicalJson } from './canonical-json.ts';

/** A setting in which arms are not all the same. */
export interface ArmDifference {
  /** Keys from the arm to the setting, such as `model`, `parameters`, `temperature`. */
  readonly path: readonly string[];
  /** One value for each arm, in their order; null where it is not set. */
  readonly values: readonly (string | number | null)[];
}

/**
 * Where arms differ in what they do. Id, name and description only name them, so they are left out.
 * Empty when the arms are alike, and for a single arm.
 */
export function armDifferences(arms: readonly Arm[]): readonly ArmDifference[] {
  const settings = arms.map(settingsOf);
  const names = new Set(settings.flatMap((each) => [...each.keys()]));
  return [...names].flatMap((name) => {
    const values = settings.map((each) => each.get(name) ?? null);
    return values.every((value) => value === values[0]) ? [] : [{ path: name.split('.'), values }];
  });
}

function settingsOf({ model, personalisation }: Arm): ReadonlyMap<string, string | number> {
  const settings: readonly (readonly [string, string | number | null | undefined])[] = [
    ['model.providerId', model.providerId],
    ['model.model', model.model],
    ['model.parameters.temperature', model.parameters.temperature],
    ['model.parameters.topP', model.parameters.topP],
    ['model.parameters.maximumOutputTokens', model.parameters.maximumOutputTokens],
    ['model.parameters.seed', model.parameters.seed],
    ['model.systemPrompt', model.systemPrompt],
    ['personalisation.kind', personalisation.kind],
    ['personalisation.template', personalisation.kind === 'prompt' ? personalisation.template : undefined],
    ['personalisation.placeholders', personalisation.kind === 'prompt' ? asText(personalisation.placeholders) : undefined],
    ['personalisation.budget', personalisation.kind === 'prompt' ? asText(personalisation.budget) : undefined],
    ['personalisation.model', personalisation.kind === 'own-model' ? personalisation.model : undefined],
    ['personalisation.withoutOne', personalisation.kind === 'own-model' ? personalisation.withoutOne : undefined],
  ];
  return new Map(settings.filter((setting): setting is readonly [string, string | number] => typeof setting[1] === 'string' || typeof setting[1] === 'number'));
}

/** A group as one setting; the same however its members are ordered. */
function asText(group: object | undefined): string | undefined {
  return group === undefined ? undefined : canonicalJson(group);
}
