import { describe, expect, it } from 'vitest';
import { participantView } from '../../../shared/session/participant-view.ts';
import { slotLabels } from '../../../shared/session/events.ts';
import { currentTrialOf } from '../../../shared/session/queries.ts';
import { PlayedSession } from './play.ts';
import { studyWithLayout } from './small-study.ts';

function screen(session: PlayedSession) {
  return participantView('session', session.state, session.now()).screen;
}

function conversationScreen(session: PlayedSession) {
  const view = screen(session);
  if (view.kind !== 'conversation') throw new Error(`The screen is ${view.kind}.`);
  return view;
}

describe('the branch, as in PRISM 2024', () => {
  function judgedOpening(scores: readonly number[]): PlayedSession {
    const session = new PlayedSession(studyWithLayout('branch'));
    session.reach('trials');
    session.holdTurn('Hello');
    scores.forEach((value, index) => {
      const slot = slotLabels[index] ?? 'A';
      session.must({ kind: 'judgement/rate', conversationId: session.conversationId(), turn: 0, judgementId: 'score', slot, item: null, value });
    });
    session.must({ kind: 'judgement/confirm', conversationId: session.conversationId(), turn: 0, sheetId: 'turn', texts: {} });
    return session;
  }

  it('goes on with the arm that was scored highest, in two samples a turn', () => {
    const session = judgedOpening([10, 20, 90, 30]);
    const conversation = currentTrialOf(session.state)?.conversation;
    const armId = conversation?.slots[2]?.armId;
    session.holdTurn('And then?');
    const turn = currentTrialOf(session.state)?.conversation.turns[1];
    expect(turn?.slots).toEqual([
      { slot: 'A', armId, sample: 1 },
      { slot: 'B', armId, sample: 2 },
    ]);
    const view = conversationScreen(session);
    expect(view.history).toEqual([{ message: 'Hello', reply: 'Reply call-7' }]);
    expect(view.threads.map((thread) => thread.slot)).toEqual(['A', 'B']);
  });

  it('breaks a tie at random, and says among whom', () => {
    const session = judgedOpening([70, 10, 70, 70]);
    const confirmed = session.events.findLast((event) => event.kind === 'judgements-confirmed');
    expect(confirmed?.payload).toMatchObject({ tied: ['A', 'C', 'D'] });
    const preferred = session.state.conversations[1]?.turns[0]?.preferred;
    expect(['A', 'C', 'D']).toContain(preferred);
    expect(judgedOpening([70, 10, 70, 70]).state.conversations[1]?.turns[0]?.preferred).toBe(preferred);
  });

  it('records a slider that nobody moved as 50, not moved', () => {
    const session = judgedOpening([60]);
    const given = session.state.conversations[1]?.turns[0]?.given.ratings;
    expect(given?.map(({ slot, value, moved }) => [slot, value, moved])).toEqual([
      ['A', 60, true],
      ['B', 50, false],
      ['C', 50, false],
      ['D', 50, false],
    ]);
  });

  it('neither goes on nor ends before the replies are judged', () => {
    const session = new PlayedSession(studyWithLayout('branch'));
    session.reach('trials');
    session.holdTurn('Hello');
    const conversationId = session.conversationId();
    expect(conversationScreen(session)).toMatchObject({ canSend: false, canFinish: false, judging: { turn: 0 } });
    expect(session.perform({ kind: 'turn/send', conversationId, text: 'More', slot: null })?.code).toBe('not-judged');
    expect(session.perform({ kind: 'conversation/finish', conversationId })?.code).toBe('not-judged');
  });
});

describe('the common thread', () => {
  it('gives every arm the same history, in slots drawn anew for every turn', () => {
    const session = new PlayedSession(studyWithLayout('common-thread'), 'a seed');
    session.reach('trials');
    for (const text of ['One', 'Two', 'Three']) session.converse(text);
    const conversation = currentTrialOf(session.state)?.conversation;
    const orders = conversation?.turns.map((turn) => turn.slots.map(({ armId }) => armId)) ?? [];
    for (const order of orders) expect([...order].sort()).toEqual(['arm-generic', 'arm-personal', 'arm-pooled', 'arm-prompted']);
    expect(new Set(orders.map((order) => order.join())).size).toBeGreaterThan(1);
    const view = conversationScreen(session);
    expect(view.history.map((exchange) => exchange.message)).toEqual(['One', 'Two', 'Three']);
    expect(view.threads).toEqual([]);
  });
});
