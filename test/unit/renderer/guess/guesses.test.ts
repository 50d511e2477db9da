import { describe, expect, it } from 'vitest';
import { guessDraftsFrom, guessOf } from '../../../../renderer/guess/guesses.ts';

describe('which assistant felt personal', () => {
  it('needs a slot and how sure, or none of them', () => {
    expect(guessOf('open', { slot: null, sure: null })).toBeNull();
    expect(guessOf('open', { slot: 'B', sure: null })).toBeNull();
    expect(guessOf('open', { slot: 'B', sure: 'fairly' })).toEqual({ conversationId: 'open', slot: 'B', sure: 'fairly' });
    expect(guessOf('open', { slot: 'none', sure: 'fairly' })).toEqual({ conversationId: 'open', slot: null, sure: null });
  });

  it('comes back after a restart, without what no longer fits', () => {
    const kept = { open: { slot: 'B', sure: 'fairly' }, values: { slot: 'F', sure: null }, gone: { slot: 'A', sure: null } };
    const conversations = ['open', 'values', 'controversy'].map((conversationId) => ({
      conversationId,
      slots: ['A', 'B', 'C', 'D'] as const,
    }));
    expect(guessDraftsFrom(kept, conversations)).toEqual({
      open: { slot: 'B', sure: 'fairly' },
      values: { slot: null, sure: null },
    });
    expect(guessDraftsFrom('nonsense', conversations)).toEqual({});
  });
});
