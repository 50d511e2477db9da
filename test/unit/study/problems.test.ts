import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import pages from '../../../resources/messages/en.json' with { type: 'json' };
import main from '../../../resources/messages/en.main.json' with { type: 'json' };
import en from '../../../resources/messages/en.study.json' with { type: 'json' };
import { fieldName, type Problem, type ProblemCode } from '../../../shared/study/problem.ts';
import { canBeLocked, checkStudy, problemsOfStudy } from '../../../shared/study/problems.ts';
import { balancedSampleOf } from '../../../shared/study/problems/plans.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { brokenRules } from './broken-rules.ts';
import { brokenFiles } from './broken-files.ts';
import { stageOf, templateStudy } from './templates-at-hand.ts';

function spoken({ code, values }: Problem): string {
  return String(new IntlMessageFormat(en[`problem.${code}`], 'en', undefined, { ignoreTag: true }).format({ ...values }));
}

/** Template by template, what was broken in it is all there is to say. */
describe('what does not make sense together in a study', () => {
  it.each(brokenRules)('$code: $story', ({ code, severity, at, from, change, alone }) => {
    const study = templateStudy(from ?? 'prism-x');
    expect(problemsOfStudy(study)).toEqual([]);
    change(study);
    const problems = checkStudy(study);
    const found = problems.filter((problem) => problem.code === code);
    expect(found.map((problem) => [fieldName(problem.path), problem.severity])).toContainEqual([at, severity]);
    if (alone !== false) expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(canBeLocked(found)).toBe(severity === 'warning');
  });

  it('has a study of the table for every sentence of the catalogue', () => {
    // What is no JSON never becomes content; whoever reads the text says so.
    const tried = new Set<ProblemCode>(['not-json', ...[...brokenRules, ...brokenFiles].map(({ code }) => code)]);
    const codes = Object.keys(en).map((key) => key.replace(/^problem\./, ''));
    expect(codes.filter((code) => !tried.has(code as ProblemCode))).toEqual([]);
  });

  it('says each of them in a sentence with everything filled in', () => {
    for (const { from, change } of brokenRules) {
      const study = templateStudy(from ?? 'prism-x');
      change(study);
      for (const sentence of checkStudy(study).map(spoken)) expect(sentence).toMatch(/^\S.*\.$|^"\S/);
    }
    for (const { content } of brokenFiles) {
      for (const problem of checkStudy(content())) expect(spoken(problem)).not.toMatch(/undefined|\[object|NaN/);
    }
  });

  it('uses no key that another catalogue has too, for both windows and the command line join it to theirs', () => {
    const others = new Set([...Object.keys(pages), ...Object.keys(main)]);
    expect(Object.keys(en).filter((key) => others.has(key))).toEqual([]);
  });

  it('finds several at once, each at its own field', () => {
    const study = templateStudy('prism-x');
    study.sessions[0]!.gap = { minimumDays: 1, maximumDays: 2 };
    stageOf(study, 'repeats').count = 9;
    stageOf(study, 'blinding-guess').targets = ['nobody'];
    expect(problemsOfStudy(study).map((problem) => fieldName(problem.path))).toEqual([
      'sessions[0].gap',
      'sessions[0].stages[6].count',
      'sessions[0].stages[8].targets[0]',
    ]);
  });
});

describe('a sample that comes out even', () => {
  const sampleOf = (change: (study: Study) => void): number | null => {
    const study = templateStudy('prism-x');
    change(study);
    return balancedSampleOf(study);
  };

  it('is a multiple of the blocks in which arms and types are dealt, in each stratum', () => {
    expect(sampleOf(() => undefined)).toBe(12);
    expect(
      sampleOf((study) => {
        study.arms.pop();
        stageOf(study, 'conversations').conversations.order = 'listed';
      }),
    ).toBe(6);
    expect(
      sampleOf((study) => {
        study.allocation.strata = { question: 'Where?', values: [{ id: 'here', label: 'Here' }, { id: 'there', label: 'There' }] };
      }),
    ).toBe(24);
  });

  it('is any number when there is one arm and types come as listed', () => {
    expect(balancedSampleOf(templateStudy('single-arm-pilot'))).toBeNull();
  });
});
