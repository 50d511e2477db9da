import { describe, expect, it } from 'vitest';
import { heldRow, standingOf, type HeldSession } from '../../../shared/schedule/participants.ts';
import { progressOf } from '../../../shared/schedule/progress.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { smallStudy } from '../session/small-study.ts';

const day = 24 * 60 * 60 * 1_000;
const [first] = smallStudy.sessions;
if (!first) throw new Error('The small study has no session.');
/** Comes back after one to two weeks. */
const twice: Study = {
  ...smallStudy,
  sessions: [first, { ...first, id: 'second', title: 'Second', gap: { minimumDays: 7, maximumDays: 14 } }],
};

function session(part: Partial<HeldSession> = {}): HeldSession {
  return {
    sessionId: 's1',
    participantCode: 'K7',
    sessionNumber: 1,
    row: '1',
    stratum: null,
    status: 'complete',
    standing: 'kept',
    startedAtUtcMilliseconds: 0,
    endedAtUtcMilliseconds: 0,
    firstRevealedAtUtcMilliseconds: 1,
    ...part,
  };
}

describe('what comes next for a participant', () => {
  it('is the second session after a week, due for a week, and late after that', () => {
    const at = (days: number) => standingOf(twice, [session()], days * day, null);
    expect(at(6.9)).toEqual({ kind: 'early', sessionNumber: 2, from: 7 * day, until: 14 * day });
    expect(at(7).kind).toBe('due');
    expect(at(14).kind).toBe('due');
    expect(at(14.1).kind).toBe('late');
  });

  it('is nothing more after the last session, or after a withdrawal', () => {
    expect(standingOf(smallStudy, [session()], day, null)).toEqual({ kind: 'complete' });
    expect(standingOf(twice, [session({ status: 'ended', standing: 'withdrawn' })], day, null)).toEqual({ kind: 'withdrawn' });
  });

  it('is the same session again when it was found not to count', () => {
    const voided = session({ standing: 'voided' });
    expect(standingOf(twice, [voided], day, null)).toEqual({ kind: 'due', sessionNumber: 1, from: null, until: null });
    expect(standingOf(twice, [voided, session({ sessionId: 's2' })], 8 * day, null)).toMatchObject({ kind: 'due', sessionNumber: 2 });
  });

  it('is to go on with a session that was interrupted', () => {
    expect(standingOf(twice, [session({ status: 'running', endedAtUtcMilliseconds: null })], day, null)).toEqual({
      kind: 'running',
      sessionId: 's1',
      sessionNumber: 1,
    });
  });

  it('counts a session that was ended early with its answers kept', () => {
    expect(standingOf(twice, [session({ status: 'ended' })], 8 * day, null)).toMatchObject({ kind: 'due', sessionNumber: 2 });
  });

  it('is nothing for whoever was excluded, withdrew or was erased in the register, whatever the sessions say', () => {
    const said = { atUtcMilliseconds: 0, reason: 'Asked', by: 'MM' };
    const nothing = { excluded: null, withdrawn: null, erased: null };
    expect(standingOf(twice, [], day, nothing)).toEqual({ kind: 'new' });
    expect(standingOf(twice, [], day, { ...nothing, excluded: said })).toEqual({ kind: 'excluded' });
    expect(standingOf(twice, [session()], 8 * day, { ...nothing, excluded: said, withdrawn: said })).toEqual({ kind: 'withdrawn' });
    expect(standingOf(twice, [session({ standing: 'voided' })], day, { excluded: said, withdrawn: said, erased: said })).toEqual({ kind: 'erased' });
  });
});

describe('the row of a participant', () => {
  it('is freed by a voided session, and by a withdrawal before anything was shown', () => {
    expect(heldRow([session()])).toEqual({ row: '1', stratum: null });
    expect(heldRow([session({ standing: 'voided' })])).toBeNull();
    expect(heldRow([session({ standing: 'withdrawn', firstRevealedAtUtcMilliseconds: null })])).toBeNull();
    expect(heldRow([session({ standing: 'withdrawn' })])).toEqual({ row: '1', stratum: null });
  });
});

describe('the progress of a study', () => {
  it('says of every participant and every row how it stands', () => {
    const sessions = [
      session({ participantCode: 'A1', row: '1' }),
      session({ participantCode: 'B2', row: '2', status: 'running', endedAtUtcMilliseconds: null }),
      session({ participantCode: 'C3', row: '3', standing: 'voided' }),
      session({ participantCode: 'D4', row: '3', status: 'ended', standing: 'withdrawn' }),
    ].map((each) => ({ ...each, moderator: each.participantCode === 'A1' ? 'MM' : '' }));
    const rows = ['1', '2', '3', '4'].map((id) => ({ id, stratum: null }));
    const progress = progressOf(smallStudy, rows, sessions, day, () => smallStudy, () => null);
    expect(progress).toMatchObject({
      planned: 24,
      enrolled: 4,
      counts: { complete: 1, 'in-progress': 1, voided: 1, withdrawn: 1 },
    });
    expect(progress.participants[0]).toMatchObject({ participantCode: 'A1', sessionsHeld: 1, moderators: ['MM'] });
    expect(progress.rows.map(({ state, participantCode, before }) => [state, participantCode, before])).toEqual([
      ['complete', 'A1', []],
      ['in-progress', 'B2', []],
      ['withdrawn', 'D4', ['C3']],
      ['free', null, []],
    ]);
  });
});
