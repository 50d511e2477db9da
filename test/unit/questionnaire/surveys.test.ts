import { describe, expect, it, vi } from 'vitest';
import { problemsOfSurvey } from '../../../shared/questionnaire/problems-of-survey.ts';
import { smallSurvey } from './small-survey.ts';

// The form library also says on the console what it returns.
vi.spyOn(console, 'warn').mockImplementation(() => undefined);
vi.spyOn(console, 'error').mockImplementation(() => undefined);

const problems = (...elements: unknown[]) => problemsOfSurvey({ elements }).map((problem) => `${problem.code} ${problem.path}`);
const text = (name: string, more: object = {}) => ({ type: 'text', name, ...more });

describe('a questionnaire somebody wrote', () => {
  it('has nothing wrong with it', () => {
    expect(problemsOfSurvey(smallSurvey)).toEqual([]);
  });

  it.each([null, 3, 'text', [], true])('is refused when it is no form at all: %j', (survey) => {
    expect(problemsOfSurvey(survey)[0]?.code).toBe('not-a-survey');
  });

  it.each([{ pages: 3 }, { elements: [3, null] }, { pages: [null] }, { elements: [{ type: {} }] }])(
    'is refused, not fallen over, when it is broken inside: %j',
    (survey) => {
      expect(problemsOfSurvey(survey).length).toBeGreaterThan(0);
    },
  );

  it('is refused without a question', () => {
    expect(problemsOfSurvey({})[0]?.code).toBe('no-questions');
  });

  it('is told of types, properties and names that do not exist', () => {
    expect(problems(text('a'), { type: 'telepathy', name: 'b' })).toEqual(['unknown-type elements[1]']);
    expect(problems(text('a', { requierd: true }))).toEqual(['unknown-property elements[0].requierd']);
    expect(problems(text('a'), { type: 'text' })).toContain('missing-name elements[1].name');
  });

  it('is told of names that are used twice, too long, or kept for comments', () => {
    expect(problems(text('a'), text('b'), text('a'))).toEqual(['duplicate-name elements[2]']);
    expect(problems(text('a'.repeat(101)))).toEqual(['long-name elements[0].name']);
    expect(problems(text('a-Comment'))).toEqual(['reserved-name elements[0].name']);
  });

  it('is told of conditions that cannot be read or name what is not there', () => {
    expect(problems(text('a'), text('b', { visibleIf: '{a} = 1 and' }))).toEqual(['expression elements[1].visibleIf']);
    expect(problems(text('a'), text('b', { visibleIf: '{c} = 1' }))).toEqual(['expression elements[1].visibleIf']);
    expect(problems(text('a'), text('b', { requiredIf: 'guess({a}) > 1' }))).toEqual(['expression elements[1].requiredIf']);
    expect(problems(text('a', { validators: [{ type: 'regex', regex: '(' }] }))).toEqual([
      'pattern elements[0].validators[0].regex',
    ]);
  });

  it('asks for nothing from a network and stores no files', () => {
    expect(problems(text('a'), { type: 'file', name: 'f' })).toEqual(['not-supported elements[1].type']);
    expect(problems(text('a'), { type: 'signaturepad', name: 's' })).toEqual(['not-supported elements[1].type']);
    expect(problems({ type: 'dropdown', name: 'd', choicesByUrl: { url: 'https://example.org' } })).toEqual([
      'network elements[0].choicesByUrl',
    ]);
    expect(problems(text('a'), { type: 'image', name: 'i', imageLink: 'https://example.org/cat.png' })).toEqual([
      'network elements[1].imageLink',
    ]);
    expect(problems(text('a'), { type: 'image', name: 'i', imageLink: 'data:image/png;base64,AA==' })).toEqual([]);
    expect(problemsOfSurvey({ ...smallSurvey, navigateToUrl: 'https://example.org' })[0]?.code).toBe('network');
  });

  it('holds no HTML, in no language; Markdown is fine', () => {
    const note = (html: unknown) => problems(text('a'), { type: 'html', name: 'note', html });
    expect(note('**Thank you**, and 3 < 4')).toEqual([]);
    expect(note('<b>Thank you</b>')).toEqual(['raw-html elements[1].html']);
    expect(note({ default: 'Thanks', de: '<img src=x onerror=alert(1)>' })).toEqual(['raw-html elements[1].html']);
  });

  it('ends after its last page, not through a trigger', () => {
    const triggers = [{ type: 'complete', expression: "{use} = 'No'" }];
    expect(problemsOfSurvey({ ...smallSurvey, triggers }).map((problem) => problem.code)).toEqual(['not-supported']);
  });

  it('offers each choice once, and each slider under an id of its own', () => {
    expect(problems({ type: 'radiogroup', name: 'r', choices: ['a', 'b', { value: 'a', text: 'Again' }] })).toEqual([
      'choices elements[0].choices[2]',
    ]);
    const battery = { type: 'sliderbattery', name: 's', low: 'Low', high: 'High' };
    const slider = { id: 'x', label: 'X' };
    expect(problems({ ...battery, sliders: [slider, slider] })).toEqual(['choices elements[0].sliders']);
    expect(problems({ ...battery, high: '', sliders: [slider] })).toEqual(['missing-property elements[0].sliders[0]']);
    expect(problems({ ...battery, sliders: [] })).toEqual(['missing-property elements[0].sliders']);
  });
});
