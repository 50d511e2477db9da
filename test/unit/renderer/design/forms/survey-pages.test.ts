import { describe, expect, it } from 'vitest';
import { lineOfPath, readSurveyJson } from '../../../../../renderer/design/forms/json-text.ts';
import { newQuestion, questionKindOf, questionKinds } from '../../../../../renderer/design/forms/question-kinds.ts';
import {
  copyOfQuestion,
  pagesOf,
  questionNamesOf,
  withPageAdded,
  withPageRemoved,
  withPagesOf,
  withQuestionMoved,
} from '../../../../../renderer/design/forms/survey-pages.ts';
import { problemsOfSurvey } from '../../../../../shared/questionnaire/problems-of-survey.ts';

const onePage = { title: 'Profile', elements: [{ type: 'text', name: 'age' }, { type: 'comment', name: 'wish' }] };
const twoPages = {
  pages: [
    { name: 'one', elements: [{ type: 'text', name: 'age' }] },
    { name: 'two', elements: [{ type: 'comment', name: 'wish' }] },
  ],
};

describe('the pages of a questionnaire', () => {
  it('are one where the file names none', () => {
    expect(pagesOf(onePage)).toEqual([{ path: [], elements: onePage.elements }]);
    expect(pagesOf({})).toEqual([{ path: [], elements: [] }]);
    expect(pagesOf(twoPages).map((page) => page.path)).toEqual([
      ['pages', 0],
      ['pages', 1],
    ]);
  });

  it('become one more, and what the form says besides stays', () => {
    const added = withPageAdded(onePage);
    expect(added).toEqual({ title: 'Profile', pages: [{ name: 'page-1', elements: onePage.elements }, { name: 'page', elements: [] }] });
    expect(pagesOf(withPageRemoved(added, 1))).toHaveLength(1);
  });

  it('take a question from another page at their end', () => {
    const moved = withQuestionMoved(twoPages, 0, 0, 1);
    expect(pagesOf(moved).map((page) => page.elements.map((element) => element['name']))).toEqual([[], ['wish', 'age']]);
    expect(withQuestionMoved(twoPages, 0, 5, 1)).toBe(twoPages);
    expect(withQuestionMoved(twoPages, 0, 0, 0)).toBe(twoPages);
  });

  it('take in the pages of an instrument behind their own', () => {
    const joined = withPagesOf(twoPages, { elements: [{ type: 'text', name: 'warmth' }] }, 'relationship');
    expect(pagesOf(joined)).toHaveLength(3);
    expect(questionNamesOf(joined)).toEqual(['age', 'wish', 'warmth']);
    expect(problemsOfSurvey(joined)).toEqual([]);
    expect(withPagesOf({ elements: [] }, twoPages, 'x')).toBe(twoPages);
  });
});

describe('a question', () => {
  it('of every kind that is offered is usable as it comes, under a name of its own', () => {
    const names: string[] = [];
    const elements = questionKinds.map((kind) => {
      const question = newQuestion(kind, names);
      names.push(String(question['name']));
      expect(questionKindOf(question)).toBe(kind);
      return question;
    });
    expect(new Set(names).size).toBe(questionKinds.length);
    expect(problemsOfSurvey({ elements })).toEqual([]);
  });

  it('has a form where its type is much like one that has', () => {
    expect(questionKindOf({ type: 'dropdown', name: 'country' })).toBe('radiogroup');
    expect(questionKindOf({ type: 'matrix', name: 'table' })).toBeNull();
  });

  it('is copied with new names for itself and all within it', () => {
    const group = { type: 'panel', name: 'about', elements: [{ type: 'text', name: 'age', choices: [{ value: 'x' }] }] };
    const copy = copyOfQuestion(group, ['about', 'age', 'age-2']);
    expect(questionNamesOf(copy)).toEqual(['about-2', 'age-3']);
  });
});

describe('a form written as JSON', () => {
  it('is read, or refused with the line where it stops being JSON', () => {
    expect(readSurveyJson('{ "elements": [] }')).toEqual({ ok: true, survey: { elements: [] } });
    expect(readSurveyJson('{\n  "elements": [\n    { "type": }\n  ]\n}')).toEqual({ ok: false, reason: 'not-json', line: 3 });
    expect(readSurveyJson('[1]')).toEqual({ ok: false, reason: 'no-form', line: 1 });
  });

  it('has each problem on its line', () => {
    const text = JSON.stringify(twoPages, null, 2);
    const line = lineOfPath(text, ['pages', 1, 'elements', 0, 'name']);
    expect(text.split('\n')[line - 1]).toContain('"wish"');
    expect(lineOfPath(text, ['pages', 1, 'elements', 7])).toBe(text.split('\n').findIndex((each) => each.includes('two')) + 2);
  });
});
