import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differencesOf } from '../../../shared/study/compare-studies.ts';
import { fieldName } from '../../../shared/study/problem.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { stageOf, templateStudy } from './templates-at-hand.ts';

const seed = Number(process.env.VISAVIS_TEST_SEED ?? Date.now() % 2 ** 31);
console.info(`compare studies: VISAVIS_TEST_SEED=${seed}`);

/** What a change to PRISM-X looks like, field by field. */
function seen(change: (study: Study) => void): readonly (readonly [string, string])[] {
  const after = templateStudy('prism-x');
  change(after);
  return differencesOf(templateStudy('prism-x'), after).map(({ kind, path }) => [kind, fieldName(path)]);
}

describe('two versions of a study', () => {
  it('do not differ when nobody changed anything, whatever the order of keys', () => {
    expect(seen(() => undefined)).toEqual([]);
    expect(differencesOf({ a: 1, b: [{ id: 'x' }] }, { b: [{ id: 'x' }], a: 1 })).toEqual([]);
  });

  it('differ by one stage when one is put in front of the others', () => {
    const welcome = { kind: 'instructions' as const, id: 'welcome', title: 'Welcome', text: 'Hello.' };
    expect(seen((study) => study.sessions[0]!.stages.unshift(welcome))).toEqual([['added', 'sessions[0].stages[0]']]);
  });

  it('name what was taken out by its place in the version before', () => {
    expect(seen((study) => study.arms.splice(2, 1))).toEqual([['removed', 'arms[2]']]);
  });

  it('tell a stage that was moved, and what was changed in it', () => {
    const differences = seen((study) => {
      const stages = study.sessions[0]!.stages;
      stages.splice(2, 0, ...stages.splice(5, 1));
      stageOf(study, 'break').minimumSeconds = 60;
    });
    expect(differences).toEqual([
      ['moved', 'sessions[0].stages[2]'],
      ['changed', 'sessions[0].stages[2].minimumSeconds'],
    ]);
  });

  it('recognise questions by name and choices by value', () => {
    const differences = seen((study) => {
      const { survey } = stageOf(study, 'questionnaire') as unknown as { survey: { pages: { elements: { choices: { text: string }[] }[] }[] } };
      const [, familiarity] = survey.pages[0]!.elements;
      familiarity!.choices[0]!.text = 'Not at all';
      familiarity!.choices.pop();
    });
    expect(differences).toEqual([
      ['removed', 'sessions[0].stages[1].survey.pages[0].elements[1].choices[2]'],
      ['changed', 'sessions[0].stages[1].survey.pages[0].elements[1].choices[0].text'],
    ]);
  });

  it('take a list of plain words as one value, and a change of kind field by field', () => {
    expect(seen((study) => stageOf(study, 'blinding-guess').targets.pop())).toEqual([['changed', 'sessions[0].stages[8].targets']]);
    expect(seen((study) => (study.arms[2]!.personalisation = { kind: 'own-model', model: 'tuned-{participant}' }))).toEqual([
      ['changed', 'arms[2].personalisation.kind'],
      ['added', 'arms[2].personalisation.model'],
    ]);
  });

  it('differ exactly when they do not say the same, for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
        expect(differencesOf(before, structuredClone(before))).toEqual([]);
        expect(differencesOf(before, after).length === 0).toBe(canonicalize(before) === canonicalize(after));
      }),
      { seed },
    );
  });

  it('come out as one move for each member that has to leave its place', () => {
    const list = (order: readonly number[]) => order.map((number) => ({ id: `stage-${number}` }));
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6], { minLength: 7 }), fc.nat(6), fc.nat(6), (order, from, to) => {
        const moved = [...order];
        moved.splice(to, 0, ...moved.splice(from, 1));
        const differences = differencesOf(list(order), list(moved));
        expect(differences.every(({ kind }) => kind === 'moved')).toBe(true);
        expect(differences).toHaveLength(from === to ? 0 : 1);
      }),
      { seed },
    );
  });
});
