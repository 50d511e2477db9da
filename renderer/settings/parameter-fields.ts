import { SamplingParameters } from '../../shared/study/arms.ts';

export const parameterNames = ['temperature', 'topP', 'maximumOutputTokens', 'seed'] as const;
export type ParameterName = (typeof parameterNames)[number];
export type ParameterTexts = Readonly<Record<ParameterName, string>>;

/** Parameters as texts to edit; empty where the endpoint's own default is used. */
export function textsOf(parameters: SamplingParameters): ParameterTexts {
  const textOf = (name: ParameterName): string => parameters[name]?.toString() ?? '';
  return {
    temperature: textOf('temperature'),
    topP: textOf('topP'),
    maximumOutputTokens: textOf('maximumOutputTokens'),
    seed: textOf('seed'),
  };
}

export interface ReadParameters {
  /** Null while some text is not a value that can be sent. */
  readonly parameters: SamplingParameters | null;
  readonly wrong: readonly ParameterName[];
}

/** Reads what was typed, with a comma or a point, by the rules of the study file. */
export function readParameters(texts: ParameterTexts): ReadParameters {
  const parameters: Partial<Record<ParameterName, number>> = {};
  const wrong: ParameterName[] = [];
  for (const name of parameterNames) {
    const text = texts[name].trim().replace(',', '.');
    if (text === '') continue;
    const value = Number(text);
    if (SamplingParameters.shape[name].safeParse(value).success) parameters[name] = value;
    else wrong.push(name);
  }
  return { parameters: wrong.length === 0 ? parameters : null, wrong };
}
