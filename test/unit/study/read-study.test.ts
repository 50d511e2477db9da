import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { leakCategories } from '../../../shared/blinding/leak-categories.ts';
import { questionsOf } from '../../../shared/questionnaire/questions.ts';
import { fieldName } from '../../../shared/study/problem.ts';
import { checkStudy, problemsOfStudy } from '../../../shared/study/problems.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { readStudy } from '../../../shared/study/read-study.ts';
import { brokenFiles } from './broken-files.ts';
import { stageOf, templateFile } from './templates-at-hand.ts';

/** The practice study as it came with version 0.1 of the app. */
function versionOne(): Record<string, unknown> {
  return JSON.parse(readFileSync('test/unit/study/files/version-1.study.json', 'utf8')) as Record<string, unknown>;
}

function read(content: unknown): Study {
  const reading = readStudy(content);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.study;
}

describe('a file that is no study', () => {
  it.each(brokenFiles)('$code: $story', ({ code, at, content }) => {
    expect(checkStudy(content()).map((problem) => [problem.code, fieldName(problem.path), problem.severity])).toEqual([[code, at, 'error']]);
  });

  it('is told every field that is out of order, not only the first', () => {
    const file = { ...(templateFile('pairwise-arena') as Record<string, unknown>), id: 'No id', titel: 'Arena', summary: undefined };
    expect(checkStudy(file).map(({ code, path }) => [code, fieldName(path)])).toEqual([
      ['not-an-identifier', 'id'],
      ['missing', 'summary'],
      ['unknown-field', 'titel'],
    ]);
  });

  it('quotes what stands there, shortened', () => {
    const file = { ...(templateFile('pairwise-arena') as Record<string, unknown>), id: 'X'.repeat(500) };
    expect(String(checkStudy(file)[0]?.values['found']).length).toBeLessThan(70);
  });
});

describe('a study file of version 1', () => {
  const study = read(versionOne());

  it('plays as it did: one session, four threads, conversations as listed', () => {
    expect(study.sessions).toHaveLength(1);
    expect(study.sessions[0]).toMatchObject({ expectedMinutes: 45, gap: null });
    expect(study.sessions[0]?.stages.map(({ id }) => id)).toEqual((versionOne()['stages'] as { id: string }[]).map(({ id }) => id));
    expect(stageOf(study, 'conversations')).toMatchObject({
      layout: { kind: 'parallel', sendTo: 'all' },
      conversations: { count: 3, order: 'listed' },
      turns: { minimum: 2, maximum: 6 },
      timeLimitSeconds: null,
      messages: { maximumCharacters: 2000, maximumWords: null, pasting: true },
      replies: { words: null, revealDelayMilliseconds: 1500 },
      turnSheet: null,
    });
    expect(stageOf(study, 'conversations').conversations.types.map(({ id, label, opening }) => [id, label, opening.kind])).toEqual([
      ['open', 'unguided', 'free'],
      ['values', 'values guided', 'free'],
      ['controversy', 'controversy guided', 'free'],
    ]);
  });

  it('keeps the names of its judgements, so that old sessions are read under them', () => {
    const [comparison, explanation] = stageOf(study, 'conversations').sheets;
    expect(comparison).toMatchObject({ id: 'comparison', preferredBy: 'ranking' });
    expect(comparison?.judgements.map(({ id, kind }) => [id, kind])).toEqual([['rating', 'slider'], ['ranking', 'ranking']]);
    expect(explanation).toMatchObject({ id: 'explanation', preferredBy: null });
    expect(explanation?.judgements.map(({ id, kind }) => [id, kind])).toEqual([['attributes', 'attributes'], ['feedback', 'text']]);
    expect(explanation?.judgements[1]).toMatchObject({ boxes: [{ id: 'good' }, { id: 'bad' }], minimumCharacters: 40, required: true });
  });

  it('asks the same questions with the same stored answers', () => {
    const questions = questionsOf(stageOf(study, 'questionnaire').survey);
    expect(questions.map(({ name, type }) => [name, type])).toEqual([
      ['age', 'radiogroup'],
      ['language', 'radiogroup'],
      ['familiarity', 'radiogroup'],
      ['importance', 'sliderbattery'],
      ['self-description', 'comment'],
      ['wish', 'comment'],
    ]);
    expect(questions[0]?.choices[0]).toEqual({ value: 'age-18-24', text: '18 to 24' });
    expect(questions[3]?.rows.map(({ value }) => value)).toContain('personalisation');
    expect(questions.every(({ required }) => required)).toBe(true);
  });

  it('promises nothing that it did not say: no plan, no personal arms, nothing hidden from replies', () => {
    expect(study.arms.every(({ personalisation }) => personalisation.kind === 'none')).toBe(true);
    expect(study.allocation).toEqual({ seed: study.id, armsPerConversation: null, strata: null });
    expect(study.analysis).toMatchObject({ plannedParticipants: 1, primaryOutcome: null, contrasts: [], exclusions: [] });
    expect(study.blinding.leaks).toMatchObject({ policy: 'flag', categories: leakCategories });
    expect(Object.values(study.blinding.look)).toEqual([false, false, false, false]);
    expect(problemsOfStudy(study).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('is read again as what it became', () => {
    expect(read(JSON.parse(JSON.stringify(study)))).toEqual(study);
  });

  it('is refused at its own field when it is broken', () => {
    const broken = versionOne();
    (broken['stages'] as { judgements?: { ranking: { best: string } } }[])[4]!.judgements!.ranking.best = '';
    broken['template'] = null;
    expect(checkStudy(broken).map(({ code, path }) => [code, fieldName(path)])).toEqual([
      ['text-empty', 'stages[4].judgements.ranking.best'],
      ['unknown-field', 'template'],
    ]);
  });
});
