import { describe, expect, it } from 'vitest';
import type { PrismContents } from '../../../../shared/contract/people.ts';
import { columnUseOf, isComplete, unconfirmed } from '../../../../renderer/people/column-use.ts';
import { brokenLines, choiceOf, usersWho } from '../../../../renderer/people/prism-choice.ts';

describe('the columns of a table', () => {
  const columns = [
    { name: 'age', samples: [], suspected: null },
    { name: 'mail', samples: [], suspected: 'values look like e-mail addresses' },
  ];

  it('become a profile field under their own name, and nothing is confirmed unasked', () => {
    expect(columnUseOf('profile', { name: 'mail' })).toEqual({ kind: 'profile', field: 'mail', confirmed: false });
    expect(columnUseOf('note', { name: 'mail' })).toEqual({ kind: 'note' });
  });

  it('that look like contact details wait for somebody to say that they are none', () => {
    const taken = columns.map((column) => columnUseOf('profile', column));
    expect(unconfirmed(columns, taken).map((column) => column.name)).toEqual(['mail']);
    expect(unconfirmed(columns, [taken[0]!, { kind: 'profile', field: 'mail', confirmed: true }])).toEqual([]);
    expect(unconfirmed(columns, [taken[0]!, { kind: 'leave-out' }])).toEqual([]);
  });

  it('are not asked about while a profile field has no name', () => {
    expect(isComplete([{ kind: 'profile', field: ' ', confirmed: false }])).toBe(false);
    expect(isComplete([{ kind: 'leave-out' }, { kind: 'profile', field: 'age', confirmed: false }])).toBe(true);
  });
});

describe('whom to take from PRISM', () => {
  const users: PrismContents['users'] = [
    { userId: 'user0', conversations: 6, age: '25-34 years old', gender: 'Female', country: 'Kenya', participantCode: 'K7-264-M' },
    { userId: 'user1', conversations: 0, age: null, gender: null, country: 'Chile', participantCode: null },
  ];
  const found = (words: string, onlyWithConversations = false) => usersWho(users, { words, onlyWithConversations }).map((user) => user.userId);

  it('is found by country, id or code, and can leave out people with the survey only', () => {
    expect(found('chile')).toEqual(['user1']);
    expect(found('chile', true)).toEqual([]);
    expect(found('k7-264')).toEqual(['user0']);
    expect(found('', true)).toEqual(['user0']);
  });

  it('is nobody before somebody is chosen, and everybody without a list', () => {
    expect(choiceOf(new Set(), false)).toBeNull();
    expect(choiceOf(new Set(['user1']), true)).toEqual({ userIds: ['user1'], skipBroken: true });
    expect(choiceOf('everybody', false)).toEqual({ userIds: null, skipBroken: false });
  });

  it('counts broken lines over all files, and not what is only remarked', () => {
    const file = (broken: number) => ({ problems: [], problemCount: broken + 7, broken });
    expect(brokenLines({ files: [file(0), file(2), file(500)] } as unknown as PrismContents)).toBe(502);
  });
});
