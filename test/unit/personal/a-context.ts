import type { PromptContext } from '../../../shared/personal/prompt-context.ts';
import type { EarlierExchange, PersonalContext } from '../../../shared/session/events.ts';
import type { PersonalPrompt } from '../../../shared/study/arms.ts';

/** Ada, as PRISM's survey describes people. */
export const ada: PersonalContext['profile'] = {
  age: '25-34 years old',
  self_description: 'I teach maths in a village school.\nI like short answers.',
  system_string: 'Be direct.  Never flatter me. ',
  stated_prefs: { values: 40, creativity: 90, fluency: 90, factuality: 95, diversity: null, safety: 10, personalisation: 55, helpfulness: 95, other: 99, other_text: null },
  order_stated_prefs: { values: 1, creativity: 2, fluency: 3 },
  lm_usecases: { homework_assistance: 1, research: 0, games: null, travel_guidance: 1, other: 1, other_text: 'writing songs' },
  location: { birth_country: 'Kenya', reside_country: 'Chile', special_region: null },
};

export function exchange(number: number, details: Partial<EarlierExchange> = {}): EarlierExchange {
  return {
    source: 'imported',
    conversationId: `c${number}`,
    type: 'unguided',
    turn: 0,
    atUtcMilliseconds: number * 1_000,
    message: `Message ${number}`,
    better: `Good ${number}`,
    worse: `Bad ${number}`,
    gap: 10,
    ...details,
  };
}

export function contextWith(personal: Partial<PersonalContext> | null, details: Partial<PromptContext> = {}): PromptContext {
  return {
    answers: [],
    personal: personal === null ? null : { profile: {}, summary: null, exchanges: [], ...personal },
    types: [],
    message: '',
    ...details,
  };
}

export function promptOf(template: string, details: Partial<Omit<PersonalPrompt, 'kind' | 'template'>> = {}): PersonalPrompt {
  return { kind: 'prompt', template, ...details };
}
