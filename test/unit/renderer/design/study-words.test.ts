import { describe, expect, it } from 'vitest';
import { nameOfMember, wordsOfPath, wordsOfValue } from '../../../../renderer/design/study-words.ts';
import { outlineEntries, problemCounts } from '../../../../renderer/design/outline-entries.ts';
import { studyJsonSchema } from '../../../../shared/study/json-schema.ts';
import { errorAt, warningAt } from '../../../../shared/study/problem.ts';
import en from '../../../../resources/messages/en.json' with { type: 'json' };
import { templateStudy } from '../../study/templates-at-hand.ts';

describe('fields of a study in words', () => {
  it('are called by the names of what they stand in', () => {
    const study = templateStudy('prism-x');
    const session = study.sessions[0]!;
    expect(wordsOfPath(study, ['sessions', 0, 'stages', 1, 'title'])).toBe(`${session.title} › ${session.stages[1]!.title} › Title`);
    expect(wordsOfPath(study, ['arms', 0, 'model', 'systemPrompt'])).toBe(`Arms › ${study.arms[0]!.name} › Model › System prompt`);
    expect(wordsOfPath(study, ['analysis', 'plannedParticipants'])).toBe('Analysis plan › Planned participants');
    expect(wordsOfPath(study, [])).toBe('');
  });

  it('are called by their number where there is nothing with a name', () => {
    expect(wordsOfPath({ arms: [] }, ['arms', 2, 'name'])).toBe('Arms › no. 3 › Name');
    expect(nameOfMember({ title: ' ', id: 'welcome' })).toBe('welcome');
    expect(nameOfMember('plain')).toBeNull();
  });

  it('all have a word, but for those of the form library', () => {
    const fields = new Set<string>();
    const walk = (schema: unknown): void => {
      if (typeof schema !== 'object' || schema === null) return;
      const { properties } = schema as { properties?: Record<string, unknown> };
      Object.keys(properties ?? {}).forEach((field) => fields.add(field));
      Object.values(schema).forEach(walk);
    };
    walk(studyJsonSchema());
    const without = [...fields].filter((field) => !Object.hasOwn(en, `design.field.${field}`));
    expect(without).toEqual([]);
  });
});

describe('values of a study in words', () => {
  it('are what a person would say', () => {
    expect([true, false, null, undefined, '', [], 12, 'Hello'].map(wordsOfValue)).toEqual([
      'yes',
      'no',
      'none',
      '–',
      'empty',
      'empty list',
      '12',
      'Hello',
    ]);
    expect(wordsOfValue(['a', 'b'])).toBe('a; b');
    expect(wordsOfValue([{ id: 'x', label: 'Helpful' }, { id: 'y' }])).toBe('Helpful; y');
    expect(wordsOfValue({ minimum: 1, maximum: 2 })).toBe('Minimum: 1; Maximum: 2');
  });
});

describe('the outline', () => {
  it('has a line for everything that has a form, stages below their session', () => {
    const study = templateStudy('prism-x');
    const lines = outlineEntries(study);
    expect(lines.map((line) => line.selection.join('/'))).toEqual(['', 'arms', 'sessions/0', 'allocation', 'analysis', 'blinding']);
    expect(lines[2]!.children.map((line) => line.icon)).toEqual(study.sessions[0]!.stages.map((stage) => stage.kind));
  });

  it('marks each line with the problems of its form, and no other', () => {
    const counts = problemCounts([
      errorAt(['title'], 'text-empty'),
      errorAt(['sessions', 0, 'stages', 2, 'title'], 'text-empty'),
      warningAt(['sessions', 0, 'stages', 2, 'sheets'], 'nothing-judged'),
      warningAt(['sessions', 0], 'no-consent'),
    ]);
    expect(Object.fromEntries(counts)).toEqual({
      '': { errors: 1, warnings: 0 },
      'sessions/0/stages/2': { errors: 1, warnings: 1 },
      'sessions/0': { errors: 0, warnings: 1 },
    });
  });
});
