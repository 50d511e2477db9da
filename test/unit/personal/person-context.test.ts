import { describe, expect, it } from 'vitest';
import { personalContextOf } from '../../../electron/personal/person-context.ts';
import { smallStudy } from '../session/small-study.ts';
import { aRegister, aShelf, code, heldSession, profile } from './a-register.ts';

describe('what prompts may be told of a participant', () => {
  it('is the profile, and what was said elsewhere and in sessions that are over, oldest first', async () => {
    const storage = await aRegister();
    heldSession(storage);
    const { exchanges, ...rest } = personalContextOf(storage, aShelf, smallStudy.id, code);
    expect(rest).toEqual({ profile, summary: null });
    expect(exchanges[0]).toEqual({
      source: 'imported',
      conversationId: 'c12',
      type: 'values guided',
      turn: 0,
      atUtcMilliseconds: Date.UTC(2023, 10, 22, 10),
      message: 'Is it wrong to lie to a friend?',
      better: 'It depends.',
      worse: 'Never lie.',
      gap: 70,
    });
    expect(exchanges.slice(1).map(({ source, type }) => [source, type])).toEqual([['session', 'unguided'], ['session', 'values guided']]);
    expect(exchanges.slice(1).every(({ worse, gap }) => worse !== null && gap !== null && gap > 0)).toBe(true);
  });

  it('holds a summary only once it was reviewed', async () => {
    const storage = await aRegister();
    const made = { text: 'Likes the sea.', madeText: 'Likes the sea.', providerId: 'practice', model: 'm', request: '[]', madeAtUtcMilliseconds: 1, reviewed: null };
    storage.setSummary(smallStudy.id, code, made);
    expect(personalContextOf(storage, aShelf, smallStudy.id, code).summary).toBeNull();
    storage.setSummary(smallStudy.id, code, { ...made, reviewed: { by: 'HR', atUtcMilliseconds: 2 } });
    expect(personalContextOf(storage, aShelf, smallStudy.id, code).summary).toBe('Likes the sea.');
  });

  it('is nothing for a stranger, for somebody who was erased, and of a session that does not count', async () => {
    const storage = await aRegister();
    expect(personalContextOf(storage, aShelf, smallStudy.id, 'nobody')).toEqual({ profile: {}, summary: null, exchanges: [] });
    const session = heldSession(storage);
    const before = session.events.length;
    session.must({ kind: 'session/void', reason: 'Wrong person' }, 'moderator');
    const last = session.events[before];
    if (last === undefined) throw new Error('Voiding left no event.');
    storage.appendEvents('held', [{ event: { kind: 'session-voided', payload: { reason: 'Wrong person' } }, at: last.at, actor: 'moderator' }]);
    expect(personalContextOf(storage, aShelf, smallStudy.id, code).exchanges.map(({ source }) => source)).toEqual(['imported']);
    storage.eraseParticipant(smallStudy.id, code, { reason: 'asked for it', by: 'HR' });
    expect(personalContextOf(storage, aShelf, smallStudy.id, code)).toEqual({ profile: {}, summary: null, exchanges: [] });
  });
});
