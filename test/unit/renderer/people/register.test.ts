import { describe, expect, it } from 'vitest';
import { pageOf } from '../../../../renderer/people/pages.ts';
import { spokenCode } from '../../../../renderer/people/people-words.ts';
import { peopleWho, statusesAmong } from '../../../../renderer/people/register-filter.ts';

const people = [
  { participantCode: 'K7-264-M', originId: 'user812', status: 'invited' },
  { participantCode: 'H4-752-T', originId: null, status: 'complete' },
  { participantCode: 'K7-273-C', originId: 'user81', status: 'invited' },
] as const;
const codes = (words: string, status: 'any' | 'invited' | 'excluded' = 'any') => peopleWho(people, { words, status }).map((person) => person.participantCode);

describe('looking somebody up in the register', () => {
  it('finds a code as it was heard, without hyphens, in small letters, with blanks', () => {
    expect(codes('k7 264m')).toEqual(['K7-264-M']);
    expect(codes('K7–2')).toEqual(['K7-264-M', 'K7-273-C']);
  });

  it('finds people by what they are called in imported data', () => {
    expect(codes('user81')).toEqual(['K7-264-M', 'K7-273-C']);
    expect(codes('USER812')).toEqual(['K7-264-M']);
  });

  it('keeps the order of the register, and everybody when nothing is asked', () => {
    expect(codes('  ')).toEqual(['K7-264-M', 'H4-752-T', 'K7-273-C']);
    expect(codes('', 'invited')).toEqual(['K7-264-M', 'K7-273-C']);
    expect(codes('', 'excluded')).toEqual([]);
  });

  it('counts only the statuses that occur, in the order of the way through a study', () => {
    expect(statusesAmong(people)).toEqual([
      { status: 'invited', count: 2 },
      { status: 'complete', count: 1 },
    ]);
  });
});

describe('a register of 1,500 people', () => {
  const many = Array.from({ length: 1_500 }, (_, index) => index);

  it('is turned a hundred at a time', () => {
    expect(pageOf(many, 0)).toMatchObject({ from: 1, until: 100, of: 1_500, pages: 15 });
    expect(pageOf(many, 14)).toMatchObject({ from: 1_401, until: 1_500, page: 14 });
  });

  it('goes back to the last page when a search leaves fewer', () => {
    expect(pageOf(many.slice(0, 130), 14)).toMatchObject({ page: 1, from: 101, until: 130 });
    expect(pageOf([], 3)).toMatchObject({ page: 0, pages: 1, from: 0, until: 0, items: [] });
  });
});

describe('a code that is read out', () => {
  it('is said character by character, with a pause at each hyphen', () => {
    expect(spokenCode('K7-264-M')).toBe('K 7, 2 6 4, M');
  });
});
