import { describe, expect, it } from 'vitest';
import { composeReason } from '../../../renderer/live/reasons.ts';
import { filterTrail, valuesOf, type AuditEntry } from '../../../renderer/transcript/filter-trail.ts';

describe('the reason for an intervention', () => {
  it('is the picked one, the own words, or both', () => {
    expect(composeReason('Technical trouble', '')).toBe('Technical trouble');
    expect(composeReason(null, '  The fire alarm went off ')).toBe('The fire alarm went off');
    expect(composeReason('Interruption in the room', 'phone')).toBe('Interruption in the room: phone');
  });

  it('is missing without either, so that nothing is recorded without a reason', () => {
    expect(composeReason(null, '   ')).toBe('');
  });
});

describe('the filter of the audit trail', () => {
  const entry = (sequence: number, actor: string, kind: string, summary: string): AuditEntry => ({
    sequence,
    atUtcMilliseconds: sequence * 1000,
    actor,
    kind,
    summary,
    hash: `${sequence}abc`,
  });
  const trail = [
    entry(1, 'system', 'session-created', 'Session created.'),
    entry(2, 'participant', 'rating-given', 'Slot C rated 23.'),
    entry(3, 'participant', 'rating-given', 'Slot A rated 71.'),
    entry(4, 'moderator', 'note-added', 'Note: asked about slot C.'),
  ];
  const shown = (words: string, kind = '', actor = ''): number[] =>
    filterTrail(trail, { words, kind, actor }).map(({ sequence }) => sequence);

  it('shows everything while nothing is asked for', () => {
    expect(shown('')).toEqual([1, 2, 3, 4]);
  });

  it('finds entries with all the words, in any order and case', () => {
    expect(shown('23 SLOT')).toEqual([2]);
  });

  it('narrows by kind and by who did it', () => {
    expect(shown('', 'rating-given')).toEqual([2, 3]);
    expect(shown('slot', '', 'moderator')).toEqual([4]);
  });

  it('offers each kind once, in order', () => {
    expect(valuesOf(trail, 'kind')).toEqual(['note-added', 'rating-given', 'session-created']);
  });
});
