import { describe, expect, it } from 'vitest';
import { balanceTables } from '../../../shared/allocation/balance.ts';
import { allocateList, allocateRow } from '../../../shared/allocation/list.ts';
import { nextFreeRow, partOfRow, rowsOfPart } from '../../../shared/allocation/parts.ts';
import { designOf } from './designs.ts';

const design = designOf({ arms: 4, count: 6, types: 3, repeats: 2 });
const list = allocateList(design, 24);

describe('a list shared by laptops', () => {
  it.each([2, 3, 5])('%i parts are disjoint, nothing is left out, and none has a set more than another', (of) => {
    const parts = Array.from({ length: of }, (_, index) => rowsOfPart(design, list, { part: index + 1, of }));
    expect(parts.flat().map((row) => row.row).sort((a, b) => a - b)).toEqual(list.map((row) => row.row));
    const sizes = parts.map((part) => part.length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(4);
  });

  it('has every arm in every slot equally often in each part', () => {
    for (const part of [1, 2, 3]) {
      const rows = rowsOfPart(design, list, { part, of: 3 });
      expect(rows).toHaveLength(8);
      const even = balanceTables(design, rows).filter(({ table }) => table === 'arm-slot' || table === 'arm-order');
      expect(even.map(({ spread }) => spread)).toEqual([0, 0]);
    }
  });

  it('leaves every row in its part when the planned sample grows', () => {
    const longer = allocateList(design, 120);
    const share = { part: 2, of: 2 };
    expect(rowsOfPart(design, longer, share).slice(0, 12)).toEqual(rowsOfPart(design, list, share));
  });

  it('is one part when it is not shared', () => {
    expect(rowsOfPart(design, list, null)).toEqual(list);
  });

  it('deals rows of stages with two and with three arms six at a time', () => {
    const [talk] = designOf({ arms: 2, count: 2 }).stages;
    const [other] = designOf({ arms: 3, count: 2 }).stages;
    const both = { ...design, repeats: [], stages: [talk!, { ...other!, stageId: 'other' }] };
    expect([1, 6, 7, 12, 13].map((row) => partOfRow(both, row, 2))).toEqual([1, 1, 2, 2, 1]);
  });

  it('has no part nought and none beyond the last', () => {
    expect(() => rowsOfPart(design, list, { part: 0, of: 2 })).toThrow('no part 0 of 2');
    expect(() => nextFreeRow(design, list, [], null, { part: 3, of: 2 })).toThrow('no part 3 of 2');
  });
});

describe('the next free row', () => {
  it('is the lowest that nobody holds, so that a voided session is made up for first', () => {
    expect(nextFreeRow(design, list, [], null, null)).toEqual(list[0]);
    expect(nextFreeRow(design, list, ['1', '2', '3'], null, null)).toEqual(list[3]);
    expect(nextFreeRow(design, list, ['1', '3'], null, null)).toEqual(list[1]);
  });

  it('is given out as it was stored when the study was locked', () => {
    const stored = list.map((row) => ({ ...row, conversations: [] }));
    expect(nextFreeRow(design, stored, ['1'], null, null).conversations).toEqual([]);
  });

  it('stays within the part, also beyond the end of the list', () => {
    const share = { part: 2, of: 2 };
    expect(nextFreeRow(design, list, [], null, share).row).toBe(5);
    const held = rowsOfPart(design, list, share).map((row) => row.id);
    const beyond = nextFreeRow(design, list, held, null, share);
    expect(beyond).toEqual(allocateRow(design, null, 29));
  });

  it('two laptops that know nothing of each other never give out the same row', () => {
    const given = [1, 2].map((part) => {
      const held: string[] = [];
      while (held.length < 20) held.push(nextFreeRow(design, list, held, null, { part, of: 2 }).id);
      return held;
    });
    expect(new Set(given.flat()).size).toBe(40);
  });

  it('comes from the list of the stratum', () => {
    const stratified = { ...design, strata: ['low', 'high'] };
    const rows = allocateList(stratified, 4);
    expect(nextFreeRow(stratified, rows, ['low/1', 'low/2', 'high/1'], 'high', null).id).toBe('high/2');
    expect(() => nextFreeRow(stratified, rows, [], 'middle', null)).toThrow('no stratum middle');
  });
});
