import type { Random } from '../../shared/allocation/random.ts';
import { drawInteger, shuffled } from '../../shared/allocation/random.ts';
import { surveyObjects } from '../../shared/prism/layout.ts';
import type { PrismRow } from '../../shared/prism/write-rows.ts';
import { type Counts, dealt, drawLength, pick } from './draws.ts';

const preferNot = 'Prefer not to say';
/** Where the release's counts are known they are these; elsewhere a plausible spread over its values. */
const dealtFields: Readonly<Record<string, Counts<string | boolean | null>>> = {
  lm_familiarity: [['Somewhat familiar', 920], ['Very familiar', 424], ['Not familiar at all', 156]],
  lm_indirect_use: [['Yes', 1000], ['No', 350], ['Unsure', 150]],
  lm_direct_use: [['Yes', 1200], ['No', 250], ['Unsure', 50]],
  lm_frequency_use: [[null, 247], ['Every day', 110], ['Every week', 316], ['More than once a month', 291], ['Once per month', 374], ['Less than one a year', 162]],
  age: [['18-24 years old', 297], ['25-34 years old', 454], ['35-44 years old', 237], ['45-54 years old', 208], ['55-64 years old', 197], ['65+ years old', 106], [preferNot, 1]],
  gender: [['Male', 757], ['Female', 718], ['Non-binary / third gender', 21], [preferNot, 4]],
  education: [['Some Primary', 5], ['Completed Primary School', 15], ['Some Secondary', 60], ['Completed Secondary School', 250], ['Vocational', 150], ['Some University but no degree', 300], ['University Bachelors Degree', 500], ['Graduate / Professional degree', 210], [preferNot, 10]],
  employment_status: [['Working full-time', 680], ['Working part-time', 260], ['Student', 190], ['Retired', 120], ['Homemaker / Stay-at-home parent', 60], ['Unemployed, seeking work', 110], ['Unemployed, not seeking work', 50], [preferNot, 30]],
  marital_status: [['Never been married', 800], ['Married', 540], ['Divorced / Separated', 110], ['Widowed', 20], [preferNot, 30]],
  english_proficiency: [['Native speaker', 850], ['Fluent', 330], ['Advanced', 220], ['Intermediate', 90], ['Basic', 10]],
  included_in_UK_REP: [[true, 243], [false, 1257]],
  included_in_US_REP: [[true, 230], [false, 1270]],
  included_in_balanced_subset: [[true, 1246], [false, 254]],
};

const religions = ['No Affiliation', 'Christian', 'Jewish', 'Muslim', 'Other', preferNot];
const ethnicities = ['White', 'Black', 'Hispanic', 'Asian', 'Mixed', 'Other', preferNot];
const countries = [
  ['United Kingdom', 'GBR', 'Northern Europe', 'UK'],
  ['United States', 'USA', 'Northern America', 'US'],
  ['South Africa', 'ZAF', 'Southern Africa', 'Africa'],
  ['Mexico', 'MEX', 'Central America', 'Latin America and the Caribbean'],
  ['Chile', 'CHL', 'South America', 'Latin America and the Caribbean'],
  ['Israel', 'ISR', 'Western Asia', 'Middle East'],
  ['Australia', 'AUS', 'Australia and New Zealand', 'Australia and New Zealand'],
] as const;

/** The survey's lines; `conversations` says how many of theirs each person has. */
export function* surveyRows(conversations: readonly number[], random: Random, text: (length: number) => string): Generator<PrismRow> {
  const columns = Object.entries(dealtFields).map(([field, counts]) => [field, dealt(counts, conversations.length, random)] as const);
  for (const [index, held] of conversations.entries()) {
    const drawn = Object.fromEntries(columns.map(([field, values]) => [field, values[index] ?? null]));
    const seconds = Math.round(300 + random.next() ** 4 * 529_627);
    yield {
      user_id: `user${index}`,
      survey_only: held === 0,
      num_completed_conversations: held,
      consent: 'Yes, I consent to take part',
      consent_age: 'I certify that I am 18 years of age or over',
      ...drawn,
      ...useCases(drawn['lm_frequency_use'] !== null, random, text),
      ...statedPreferences(random, text),
      self_description: text(drawLength(random, { mean: 241, minimum: 3, maximum: 1_547 })),
      system_string: text(drawLength(random, { mean: 260, minimum: 16, maximum: 9_530 })),
      study_id: `study${drawInteger(random, 21)}`,
      study_locale: pick(['uk', 'us', 'global'], random),
      religion: described(pick(religions, random), text, random),
      ethnicity: described(pick(ethnicities, random), text, random),
      location: location(random),
      generated_datetime: timeOf(index),
      timing_duration_s: seconds,
      timing_duration_mins: Math.round((seconds / 60) * 100) / 100,
    };
  }
}

export function timeOf(minute: number): string {
  return new Date(Date.UTC(2023, 10, 22, 9) + minute * 60_000).toISOString().slice(0, 19).replace('T', ' ');
}

function useCases(uses: boolean, random: Random, text: (length: number) => string): PrismRow {
  const names = surveyObjects['order_lm_usecases'] ?? [];
  const values = names.map((name) => [name, uses ? drawInteger(random, 2) : null] as const);
  const other = values.find(([name]) => name === 'other')?.[1] === 1;
  return { lm_usecases: { ...Object.fromEntries(values), other_text: other ? text(20) : null }, order_lm_usecases: order(names, random) };
}

function statedPreferences(random: Random, text: (length: number) => string): PrismRow {
  const names = surveyObjects['order_stated_prefs'] ?? [];
  const values = names.map((name) => [name, drawInteger(random, 101)] as const);
  return { stated_prefs: { ...Object.fromEntries(values), other_text: random.next() < 0.2 ? text(25) : null }, order_stated_prefs: order(names, random) };
}

/** Order on the screen: "other" always last. */
function order(names: readonly string[], random: Random): PrismRow {
  const places = shuffled(names.slice(0, -1).map((_, place) => place + 1), random);
  return Object.fromEntries(names.map((name, index) => [name, places[index] ?? names.length]));
}

function described(simplified: string, text: (length: number) => string, random: Random): PrismRow {
  return { self_described: text(drawLength(random, { mean: 14, minimum: 3, maximum: 120 })), categorised: simplified, simplified };
}

function location(random: Random): PrismRow {
  const [birth, birthISO, birthRegion] = pick(countries, random);
  const [reside, resideISO, resideRegion, special] = random.next() < 0.8 ? (countries.find(([name]) => name === birth) ?? countries[0]) : pick(countries, random);
  return {
    birth_country: birth,
    birth_countryISO: birthISO,
    birth_subregion: birthRegion,
    reside_country: reside,
    reside_countryISO: resideISO,
    reside_subregion: resideRegion,
    same_birth_reside_country: birth === reside ? 'Yes' : 'No',
    special_region: special,
  };
}
