import { describe, expect, it } from 'vitest';
import { bangIndex, jamesIndex, type BlindingIndex, type BlindingTable } from '../../../shared/statistics/blinding-index.ts';
import reference from '../../reference/statistics/reference.json' with { type: 'json' };

/** Rows guess (treatment, placebo, don't know), columns treatment and placebo, as papers print it. */
function fromPaper([guessedTreatment, guessedPlacebo, unknown]: readonly (readonly number[])[]): BlindingTable {
  const cell = (row: readonly number[] | undefined, column: number): number => row?.[column] ?? 0;
  return {
    treatment: { right: cell(guessedTreatment, 0), wrong: cell(guessedPlacebo, 0), unknown: cell(unknown, 0) },
    control: { right: cell(guessedPlacebo, 1), wrong: cell(guessedTreatment, 1), unknown: cell(unknown, 1) },
  };
}

function expectIndex(index: BlindingIndex | null, expected: { estimate: number; standardError: number; low: number; high: number } | undefined) {
  expect(index?.estimate).toBeCloseTo(expected?.estimate ?? NaN, 10);
  expect(index?.standardError).toBeCloseTo(expected?.standardError ?? NaN, 10);
  expect(index?.interval.low).toBeCloseTo(expected?.low ?? NaN, 10);
  expect(index?.interval.high).toBeCloseTo(expected?.high ?? NaN, 10);
}

function rounded(index: BlindingIndex | null): (number | undefined)[] {
  const numbers = [index?.estimate, index?.standardError, index?.interval.low, index?.interval.high];
  return numbers.map((number) => (number === undefined ? undefined : Math.round(number * 1000) / 1000));
}

describe('blinding indices', () => {
  it.each(Object.entries(reference.indices))('are those of the published formulae: %s', (_, { table, james, bang }) => {
    const counts = fromPaper(table);
    expectIndex(jamesIndex(counts), james);
    expectIndex(bangIndex(counts.treatment), bang[0]);
    expectIndex(bangIndex(counts.control), bang[1]);
  });

  it('are those that BlindingIndex.jl, a port of the R package BI, prints for investigators of a device trial', () => {
    // README and test/runtests.jl of JuliaHealth/BlindingIndex.jl; data of Houweling et al. 2014, table 2.
    const counts = fromPaper([[48, 22], [4, 30], [330, 319]]);
    expect(rounded(jamesIndex(counts))).toEqual([0.896, 0.011, 0.875, 0.918]);
    expect(rounded(bangIndex(counts.treatment))).toEqual([0.115, 0.018, 0.08, 0.15]);
    expect(rounded(bangIndex(counts.control))).toEqual([0.022, 0.019, -0.016, 0.06]);
  });

  it('are one half and nil when half of the guesses are right, whatever the arm', () => {
    const guessing = { right: 20, wrong: 20, unknown: 0 };
    expect(jamesIndex({ treatment: guessing, control: guessing })?.estimate).toBeCloseTo(0.5, 12);
    expect(bangIndex(guessing)?.estimate).toBe(0);
  });

  it('stay at one half for James when one answer is preferred but tells nothing', () => {
    // Three in four say "control", in both arms: what a choice of one slot among four looks like.
    const table = { treatment: { right: 10, wrong: 30, unknown: 0 }, control: { right: 90, wrong: 30, unknown: 0 } };
    expect(jamesIndex(table)?.estimate).toBeCloseTo(0.5, 12);
    expect(bangIndex(table.treatment)?.estimate).toBeCloseTo(-0.5, 12);
  });

  it('fall to nil and rise to one when everybody saw through it', () => {
    const seen = { right: 12, wrong: 0, unknown: 0 };
    expect(jamesIndex({ treatment: seen, control: seen })?.estimate).toBe(0);
    expect(bangIndex(seen)).toEqual({ estimate: 1, standardError: 0, interval: { low: 1, high: 1 } });
  });

  it('call a study in which nobody ventured a guess blind', () => {
    const silent = { right: 0, wrong: 0, unknown: 9 };
    expect(jamesIndex({ treatment: silent, control: silent })).toEqual({ estimate: 1, standardError: 0, interval: { low: 1, high: 1 } });
    expect(bangIndex(silent)?.estimate).toBe(0);
  });

  it('are not made up where there is nothing to judge', () => {
    const none = { right: 0, wrong: 0, unknown: 0 };
    expect(jamesIndex({ treatment: none, control: none })).toBeNull();
    expect(jamesIndex({ treatment: { right: 5, wrong: 0, unknown: 2 }, control: none })).toBeNull();
    expect(bangIndex(none)).toBeNull();
  });

  it('refuse counts that cannot be', () => {
    expect(() => bangIndex({ right: -1, wrong: 2, unknown: 0 })).toThrow('"right" is -1');
    expect(() => bangIndex({ right: 1, wrong: Number.NaN, unknown: 0 })).toThrow('"wrong" is NaN');
  });
});
