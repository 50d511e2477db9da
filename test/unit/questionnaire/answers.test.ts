import { describe, expect, it } from 'vitest';
import { checkAnswers, problemsOfAnswers } from '../../../shared/questionnaire/problems-of-answers.ts';
import { completeAnswers, smallSurvey } from './small-survey.ts';

const openQuestions = (answers: Readonly<Record<string, unknown>>) =>
  problemsOfAnswers(smallSurvey, answers).map((problem) => problem.question);

describe('answers to a questionnaire', () => {
  it('can be handed in when everything that is asked is answered', () => {
    expect(checkAnswers(smallSurvey, completeAnswers)).toEqual({ problems: [], answers: completeAnswers });
  });

  it('are missing where they must be given, and only where the question is asked', () => {
    expect(openQuestions({})).toEqual(['use', 'prefs', 'self']);
    expect(openQuestions({ use: 'No' })).toEqual(['prefs', 'self']);
    expect(openQuestions({ use: 'Yes' })).toEqual(['cases', 'prefs', 'self']);
  });

  it('are incomplete while a slider of a battery is open, or a text is too short', () => {
    expect(openQuestions({ ...completeAnswers, prefs: { values: 3, safety: 4 } })).toEqual(['prefs']);
    expect(problemsOfAnswers(smallSurvey, { ...completeAnswers, self: 'Me' })).toEqual([
      { question: 'self', message: 'Please enter at least 10 character(s).' },
    ]);
  });

  it('leave out what is no longer asked: the use cases of someone who said No after all', () => {
    const { problems, answers } = checkAnswers(smallSurvey, { ...completeAnswers, use: 'No' });
    expect(problems).toEqual([]);
    expect(Object.keys(answers)).toEqual(['use', 'trust', 'alone', 'prefs', 'self', 'views']);
  });

  it('leave out the words of an "other" that was taken back', () => {
    const { answers } = checkAnswers(smallSurvey, { ...completeAnswers, cases: ['work'] });
    expect(answers).not.toHaveProperty('cases-Comment');
  });

  it('keep what is hidden where the survey says so', () => {
    const keeping = { ...smallSurvey, clearInvisibleValues: 'none' };
    expect(checkAnswers(keeping, { ...completeAnswers, use: 'No' }).answers).toHaveProperty('cases');
  });

  it.each([
    ['use', 'Maybe'],
    ['cases', 'work'],
    ['cases', ['flying']],
    ['trust', 8],
    ['alone', 'perhaps'],
    ['prefs', { values: 101, safety: 1, facts: 1 }],
    ['prefs', { values: 0.5, safety: 1, facts: 1 }],
    ['prefs', { values: 1, safety: 1, facts: 1, beauty: 1 }],
    ['prefs', 50],
    ['self', { text: 'I like long walks.' }],
    ['views', { kind: 3 }],
  ])('are refused, not dropped, where the question cannot have them: %s = %j', (name, value) => {
    expect(openQuestions({ ...completeAnswers, [name]: value })).toEqual([name]);
  });

  it('are refused for questions that are not there', () => {
    expect(openQuestions({ ...completeAnswers, shoe_size: 44 })).toEqual(['shoe_size']);
  });

  it('are judged alike whatever was judged before', () => {
    for (const answers of [{}, completeAnswers, { use: 'Yes' }, completeAnswers, {}]) {
      const again = structuredClone(smallSurvey);
      expect(problemsOfAnswers(smallSurvey, answers)).toEqual(problemsOfAnswers(again, answers));
    }
  });

  it('cost next to nothing when they were judged before: 5,000 people with 20 different questionnaires', () => {
    const people = Array.from({ length: 20 }, (_, person) => ({ ...completeAnswers, self: `I am person number ${person}.` }));
    people.forEach((answers) => problemsOfAnswers(smallSurvey, answers));
    const started = performance.now();
    for (let count = 0; count < 5_000; count += 1) {
      expect(problemsOfAnswers(smallSurvey, { ...people[count % people.length] })).toEqual([]);
    }
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
