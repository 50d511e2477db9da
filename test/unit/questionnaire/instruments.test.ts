import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Survey } from '../../../shared/questionnaire/form.ts';
import { checkAnswers } from '../../../shared/questionnaire/problems-of-answers.ts';
import { problemsOfSurvey } from '../../../shared/questionnaire/problems-of-survey.ts';
import { questionsOf } from '../../../shared/questionnaire/questions.ts';
import { Stage } from '../../../shared/study/stages.ts';

interface Instrument {
  readonly format: string;
  readonly formatVersion: number;
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly stage: unknown;
}

const folder = fileURLToPath(new URL('../../../resources/instruments/', import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith('.instrument.json'));
const read = (file: string) => JSON.parse(readFileSync(`${folder}${file}`, 'utf8')) as Instrument;

describe('a ready-made instrument', () => {
  it.each(files)('is a stage that can be put into any study: %s', (file) => {
    const instrument = read(file);
    expect(instrument).toMatchObject({ format: 'visavis-instrument', formatVersion: 1, id: file.replace('.instrument.json', '') });
    expect(instrument.title).not.toBe('');
    expect(instrument.description).not.toBe('');
    const stage = Stage.parse(instrument.stage);
    if (stage.kind === 'questionnaire') expect(problemsOfSurvey(stage.survey)).toEqual([]);
  });

  it('is there for consent, profile, relationship-seeking, blinding guess and debrief', () => {
    expect(files.map((file) => file.split('.')[0])).toEqual(
      ['blinding-guess', 'consent', 'debrief', 'participant-profile', 'relationship-seeking'],
    );
  });
});

/** The stored values of PRISM's survey.jsonl, release 2024 (doi 10.57967/hf/2113), from its codebook. */
const prismValues: Readonly<Record<string, readonly string[]>> = {
  lm_familiarity: ['Not familiar at all', 'Somewhat familiar', 'Very familiar'],
  lm_direct_use: ['Yes', 'No', 'Unsure'],
  lm_indirect_use: ['Yes', 'No', 'Unsure'],
  lm_frequency_use: ['Every day', 'Every week', 'More than once a month', 'Once per month', 'Less than one a year'],
  lm_usecases: [
    ...['homework_assistance', 'research', 'source_suggestions', 'professional_work', 'creative_writing'],
    ...['casual_conversation', 'personal_recommendations', 'daily_productivity', 'technical_or_programming_help'],
    ...['travel_guidance', 'lifestyle_and_hobbies', 'well-being_guidance', 'medical_guidance', 'financial_guidance'],
    ...['games', 'historical_or_news_insight', 'relationship_advice', 'language_learning'],
  ],
  age: [
    ...['18-24 years old', '25-34 years old', '35-44 years old', '45-54 years old', '55-64 years old'],
    ...['65+ years old', 'Prefer not to say'],
  ],
  gender: ['Male', 'Female', 'Non-binary / third gender', 'Prefer not to say'],
  education: [
    ...['Some Primary', 'Completed Primary School', 'Some Secondary', 'Completed Secondary School', 'Vocational'],
    ...['Some University but no degree', 'University Bachelors Degree', 'Graduate / Professional degree', 'Prefer not to say'],
  ],
  employment_status: [
    ...['Working full-time', 'Working part-time', 'Student', 'Retired', 'Homemaker / Stay-at-home parent'],
    ...['Unemployed, seeking work', 'Unemployed, not seeking work', 'Prefer not to say'],
  ],
  marital_status: ['Never been married', 'Married', 'Divorced / Separated', 'Widowed', 'Prefer not to say'],
  english_proficiency: ['Native speaker', 'Fluent', 'Advanced', 'Intermediate', 'Basic'],
  religion_simplified: ['No Affiliation', 'Christian', 'Jewish', 'Muslim', 'Other', 'Prefer not to say'],
  ethnicity_simplified: ['White', 'Black', 'Hispanic', 'Asian', 'Mixed', 'Other', 'Prefer not to say'],
};
const texts = ['self_description', 'system_string', 'religion_self_described', 'ethnicity_self_described', 'stated_prefs_other_text'];
const countries = ['location_birth_countryISO', 'location_reside_countryISO'];

describe('the participant profile', () => {
  const stage = Stage.parse(read('participant-profile.instrument.json').stage);
  if (stage.kind !== 'questionnaire') throw new Error('The profile is a questionnaire.');
  const survey: Survey = stage.survey;
  const questions = questionsOf(survey);

  it('asks every question of the PRISM survey', () => {
    expect(questions.map((question) => question.name).sort()).toEqual(
      [...Object.keys(prismValues), ...texts, ...countries, 'stated_prefs', 'stated_prefs_other'].sort(),
    );
  });

  it.each(Object.entries(prismValues))('stores the values of PRISM: %s', (name, values) => {
    const question = questions.find((each) => each.name === name);
    expect(question?.choices.map((choice) => choice.value).sort()).toEqual([...values].sort());
  });

  it('stores countries by their three letters', () => {
    for (const name of countries) {
      const choices = questions.find((question) => question.name === name)?.choices ?? [];
      expect(choices).toHaveLength(249);
      expect(new Set(choices.map((choice) => choice.value)).size).toBe(249);
      expect(choices.every((choice) => /^[A-Z]{3}$/.test(choice.value) && choice.text !== choice.value)).toBe(true);
      expect(choices).toContainEqual({ value: 'GBR', text: 'United Kingdom' });
    }
  });

  it('asks for preferences from 0 to 100 under the names of PRISM', () => {
    expect(questions.find((question) => question.name === 'stated_prefs')?.rows.map((row) => row.value)).toEqual([
      ...['values', 'creativity', 'fluency', 'factuality', 'diversity', 'safety', 'personalisation', 'helpfulness'],
    ]);
  });

  const preferences = Object.fromEntries(
    ['values', 'creativity', 'fluency', 'factuality', 'diversity', 'safety', 'personalisation', 'helpfulness'].map((id) => [id, 0]),
  );
  const someone = {
    lm_familiarity: 'Not familiar at all',
    lm_direct_use: 'No',
    lm_indirect_use: 'Unsure',
    stated_prefs: preferences,
    self_description: 'I live by the sea and mend boats.',
    system_string: 'Speak plainly, and say when you do not know.',
    age: '65+ years old',
    gender: 'Female',
    education: 'Vocational',
    employment_status: 'Retired',
    marital_status: 'Widowed',
    english_proficiency: 'Intermediate',
    religion_simplified: 'Prefer not to say',
    ethnicity_simplified: 'Other',
  };

  it('does not ask someone who never used a model how often and what for', () => {
    expect(checkAnswers(survey, someone)).toEqual({ problems: [], answers: someone });
  });

  it('asks it of those who used one, directly or inside another product', () => {
    for (const use of [{ lm_direct_use: 'Yes' }, { lm_indirect_use: 'Yes' }]) {
      const open = checkAnswers(survey, { ...someone, ...use }).problems.map((problem) => problem.question);
      expect(open).toEqual(['lm_frequency_use', 'lm_usecases']);
    }
  });

  it('asks for the weight of another preference once it is named', () => {
    const named = { ...someone, stated_prefs_other_text: 'It should be funny' };
    expect(checkAnswers(survey, named).problems.map((problem) => problem.question)).toEqual(['stated_prefs_other']);
    expect(checkAnswers(survey, { ...named, stated_prefs_other: { other: 80 } }).problems).toEqual([]);
  });
});
