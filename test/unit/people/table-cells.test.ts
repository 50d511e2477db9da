import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellOf, textCell, textOfCell, valueOfCell } from '../../../shared/people/cell.ts';
import { fieldName, fieldPath, fieldsOf, sameJson, withFields, withoutField, type Json } from '../../../shared/people/fields.ts';

const seed = Number(process.env['VISAVIS_TEST_SEED'] ?? Date.now() % 2 ** 31);
const anything = fc.jsonValue() as fc.Arbitrary<Json>;
const awkward = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.constantFrom('', ' ', 'null', 'TRUE', 'true', '007', '1.50', '-0', '1e5', '12345678901234567890', '=1+1', '+49', '-', '@x', ' a', '"a"', '{', '[1', '[1]', 'x;=1', 'x\n=1', '\tx', 'a\r\nb', '\u0000', '\uFEFFx', '\uD800', '＝1'),
);

describe('values in cells', () => {
  it(`come back as they were, whatever they are (seed ${seed})`, () => {
    fc.assert(
      fc.property(fc.oneof(awkward, anything), (value) => {
        const cell = cellOf(value);
        expect(cell).not.toBe('');
        expect(sameJson(valueOfCell(cell) ?? null, JSON.parse(JSON.stringify(value)) as Json)).toBe(true);
        expect(cell).not.toMatch(/^[=+@＝＋－＠]|^-(?!\d)|[;\t\n]\s*[=+\-@]|\r/u);
      }),
      { seed, numRuns: 2_000 },
    );
  });

  it(`come back as texts where nothing but a text can stand (seed ${seed})`, () => {
    fc.assert(
      fc.property(awkward, (text) => {
        expect(textOfCell(textCell(text))).toBe(text);
        expect(textCell(text)).not.toMatch(/^[=+@-]/);
      }),
      { seed, numRuns: 2_000 },
    );
  });

  it('are numbers where JSON would have them so, and texts where digits are only characters', () => {
    expect(['25', '-3', '0.5', '1.50', 'TRUE', 'null', '"25"'].map(valueOfCell)).toEqual([25, -3, 0.5, 1.5, true, null, '25']);
    expect(['007', '1e5', '12345678901234567890', '1,5', '25-34 years old'].map(valueOfCell)).toEqual(['007', '1e5', '12345678901234567890', '1,5', '25-34 years old']);
    expect([cellOf('25'), cellOf(25), cellOf(''), cellOf('=SUM(A1)')]).toEqual(['"25"', '25', '""', '"=SUM(A1)"']);
  });
});

describe('fields of a profile', () => {
  it('are named by dots, and a dot inside a name is told apart', () => {
    expect(fieldPath('stated_prefs.values')).toEqual({ name: 'stated_prefs', part: 'values' });
    expect(fieldPath('a\\.b')).toEqual({ name: 'a.b', part: null });
    expect(fieldPath('a.b.c')).toEqual({ name: 'a', part: 'b.c' });
    expect(fieldName({ name: 'a', part: 'b.c' })).toBe('a.b\\.c');
  });

  it(`make the same profile again when they are put together (seed ${seed})`, () => {
    const value = fc.oneof(awkward, anything, fc.dictionary(awkward, anything));
    fc.assert(
      fc.property(fc.dictionary(awkward, value), (profile) => {
        const fields = fieldsOf(profile);
        for (const field of fields.keys()) expect(fieldName(fieldPath(field))).toBe(field);
        expect(sameJson(withFields({}, fields), profile)).toBe(true);
        expect(sameJson(withFields(profile, fields), profile)).toBe(true);
      }),
      { seed, numRuns: 1_000 },
    );
  });

  it('go one by one, and an object with its last part', () => {
    const profile = { age: 30, prefs: { values: 1, safety: 2 } };
    expect(withoutField(profile, 'prefs.values')).toEqual({ age: 30, prefs: { safety: 2 } });
    expect(withoutField({ prefs: { values: 1 } }, 'prefs.values')).toEqual({});
    expect(withoutField(profile, 'age.years')).toEqual(profile);
    expect(withoutField(profile, 'prefs')).toEqual({ age: 30 });
  });
});
