import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocateRow } from '../../../shared/allocation/list.ts';
import { designOf } from '../../../shared/study/allocation-design.ts';
import { fieldName, hasErrors } from '../../../shared/study/problem.ts';
import { checkStudy } from '../../../shared/study/problems.ts';
import { stagesOf } from '../../../shared/study/protocol.ts';
import { readStudy } from '../../../shared/study/read-study.ts';
import { isTrialStage } from '../../../shared/study/stages.ts';
import { templateFile, templateNames } from './templates-at-hand.ts';

const seed = Number(process.env.VISAVIS_TEST_SEED ?? Date.now() % 2 ** 31);
console.info(`check study: VISAVIS_TEST_SEED=${seed}`);

type Holder = Record<string | number, unknown>;

/** Places of a file where something stands, as the thing that holds it and the key. Of long lists of choices only the list. */
function placesIn(value: unknown): readonly { readonly holder: Holder; readonly key: string | number }[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Holder;
  const keys: readonly (string | number)[] = Array.isArray(value) ? value.map((_, index) => index) : Object.keys(value);
  return keys.flatMap((key) => [{ holder, key }, ...(key === 'choices' ? [] : placesIn(holder[key]))]);
}

type Mutation = (file: unknown) => void;

const anyPlace = fc.nat(1_000_000);
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom('{{nobody}}', '{assistant}', 'conversations', 'generic', 'branch', 'parallel', 'ranking', -1, 1e300, ''),
);

function at(file: unknown, place: number): { readonly holder: Holder; readonly key: string | number } {
  const places = placesIn(file);
  return places[place % places.length] ?? { holder: file as Holder, key: 'id' };
}

const anyMutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(anyPlace, anything).map(([place, value]): Mutation => (file) => {
    const { holder, key } = at(file, place);
    holder[key] = value;
  }),
  anyPlace.map((place): Mutation => (file) => {
    const { holder, key } = at(file, place);
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else Reflect.deleteProperty(holder, key);
  }),
  // What stands in one place is put into another: often of the right kind, and seldom sensible.
  fc.tuple(anyPlace, anyPlace).map(([from, to]): Mutation => (file) => {
    const source = at(file, from);
    const value = structuredClone(source.holder[source.key]);
    const target = at(file, to);
    if (Array.isArray(target.holder)) target.holder.splice(Number(target.key), 0, value);
    else target.holder[target.key] = value;
  }),
);

describe('a study file changed at random', () => {
  it('is judged and never crashes the judge, and every verdict names a field', () => {
    fc.assert(
      fc.property(fc.constantFrom(...templateNames), fc.array(anyMutation, { minLength: 1, maxLength: 4 }), (name, mutations) => {
        const file = templateFile(name);
        for (const mutate of mutations) mutate(file);
        const problems = checkStudy(file);
        const reading = readStudy(file);
        expect(problems.some(({ code }) => code === 'unusable')).toBe(false);
        for (const { path } of problems) expect(typeof fieldName(path)).toBe('string');
        if (!reading.ok) expect(problems).toEqual(reading.problems);
        // What may be locked can be dealt and begun, in every session of it.
        if (reading.ok && !hasErrors(problems)) {
          const { study } = reading;
          const stratum = study.allocation.strata?.values[0]?.id ?? null;
          const row = allocateRow(designOf(study), stratum, 1);
          const talks = stagesOf(study).filter(isTrialStage);
          expect(row.conversations).toHaveLength(talks.reduce((sum, { conversations }) => sum + conversations.count, 0));
        }
      }),
      { seed, numRuns: 300 },
    );
  }, 120_000);

  it('is judged the same way twice', () => {
    fc.assert(
      fc.property(fc.constantFrom(...templateNames), fc.array(anyMutation, { minLength: 1, maxLength: 3 }), (name, mutations) => {
        const file = templateFile(name);
        for (const mutate of mutations) mutate(file);
        expect(checkStudy(structuredClone(file))).toEqual(checkStudy(file));
      }),
      { seed, numRuns: 60 },
    );
  }, 120_000);
});
