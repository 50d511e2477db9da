import { questionPlacesOf } from '../../../../shared/study/problems/questions.ts';
import type { Study } from '../../../../shared/study/protocol.ts';
import type { Offered } from './prompt-settings.ts';

/** What a template can speak of, in the groups in which it is offered. */
export interface OfferedPlaceholders {
  readonly prepared: readonly Offered[];
  readonly questions: readonly Offered[];
  readonly profile: readonly Offered[];
}

/** More than a field: settings come with them. */
const prepared: readonly Offered[] = [
  { name: 'top_preferences', placeholder: { kind: 'top-preferences', count: 3 } },
  { name: 'self_description', placeholder: { kind: 'field', field: 'self_description' } },
  { name: 'system_string', placeholder: { kind: 'field', field: 'system_string' } },
  { name: 'examples', placeholder: { kind: 'examples', rule: 'best-against-worst', count: 3 } },
  { name: 'summary', placeholder: { kind: 'summary' } },
];

/** Fields of PRISM's survey that say something about a person; they are offered before anybody was imported. */
const surveyFields: readonly string[] = [
  'age',
  'gender',
  'education',
  'employment_status',
  'marital_status',
  'english_proficiency',
  'religion.simplified',
  'ethnicity.simplified',
  'location.birth_country',
  'location.reside_country',
  'lm_familiarity',
  'lm_frequency_use',
];

/** @param registered fields that profiles of the register have */
export function offeredPlaceholders(study: Study, registered: readonly string[]): OfferedPlaceholders {
  const questions = [...new Set(questionPlacesOf(study).map(({ name }) => name))];
  const named = new Set([...prepared.map(({ name }) => name), ...questions]);
  const profile = [...new Set([...surveyFields, ...registered])].filter((field) => !named.has(field));
  const plain = (name: string): Offered => ({ name, placeholder: null });
  return { prepared, questions: questions.filter((name) => prepared.every((each) => each.name !== name)).map(plain), profile: profile.map(plain) };
}
