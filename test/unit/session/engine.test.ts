import { describe, expect, it } from 'vitest';
import { liveView } from '../../../shared/session/live-view.ts';
import { participantView } from '../../../shared/session/participant-view.ts';
import type { Slot } from '../../../shared/session/events.ts';
import { currentTrialOf } from '../../../shared/session/queries.ts';
import { PlayedSession } from './play.ts';
import { smallStudy } from './small-study.ts';

function sessionAt(stageId: string): PlayedSession {
  const session = new PlayedSession(smallStudy);
  session.reach(stageId);
  return session;
}

function screen(session: PlayedSession) {
  return participantView('session', session.state, session.now()).screen;
}

function conversationScreen(session: PlayedSession) {
  const view = screen(session);
  if (view.kind !== 'conversation') throw new Error(`The screen is ${view.kind}.`);
  return view;
}

function send(session: PlayedSession, text = 'Hello') {
  session.must({ kind: 'turn/send', conversationId: session.conversationId(), text, slot: null });
}

describe('a session from consent to debrief', () => {
  it('meets every step of the plan once and completes', () => {
    const session = new PlayedSession(smallStudy);
    while (session.state.status === 'running') session.completeStep();
    expect(session.state.status).toBe('complete');
    expect(session.state.steps.every((step) => step.enteredAt && step.leftAt && !step.skipped)).toBe(true);
    expect(screen(session)).toEqual({ kind: 'end', outcome: 'complete' });
    expect(session.state.guesses).toHaveLength(2);
  });

  it('ends without further questions when consent is declined', () => {
    const session = new PlayedSession(smallStudy);
    session.must({ kind: 'consent/decline', stageId: 'consent' });
    expect(session.state).toMatchObject({ status: 'ended', endReason: 'Consent was declined.' });
    expect(session.perform({ kind: 'consent/give', stageId: 'consent', statements: ['read', 'agree'] })?.code).toBe('over');
  });

  it('takes no consent that leaves a statement out or adds one', () => {
    const session = new PlayedSession(smallStudy);
    const give = (statements: string[]) => session.perform({ kind: 'consent/give', stageId: 'consent', statements })?.code;
    expect(give(['read'])).toBe('incomplete');
    expect(give(['read', 'agree', 'more'])).toBe('incomplete');
    expect(give(['read', 'agree'])).toBeUndefined();
  });

  it('checks the questionnaire by the rules of its items', () => {
    const session = sessionAt('profile');
    const submit = (answers: Record<string, string>) =>
      session.perform({ kind: 'questionnaire/submit', stageId: 'profile', answers, timings: {}, order: [] })?.message;
    expect(submit({})).toContain('"age"');
    expect(submit({ age: 'ancient' })).toContain('"age"');
    expect(submit({ age: 'old', wish: 'ab' })).toContain('"wish"');
    expect(submit({ age: 'old', shoe: '44' })).toContain('"shoe"');
    expect(submit({ age: 'old' })).toBeUndefined();
  });
});

describe('a conversation', () => {
  it('keeps what one slot said in its own thread', () => {
    const session = sessionAt('trials');
    session.holdTurn('First');
    const { threads } = conversationScreen(session);
    const replies = threads.map((thread) => thread.turns[0]?.reply);
    expect(new Set(replies).size).toBe(4);
    expect(threads.map((thread) => thread.slot)).toEqual(['A', 'B', 'C', 'D']);
  });

  it('shows nothing of three replies while the fourth is missing, and all four after the delay', () => {
    const session = sessionAt('trials');
    send(session);
    const calls = session.startCalls();
    for (const callId of calls.slice(0, 3)) session.answer(callId);
    session.wait(60_000);
    expect(session.reveal()?.code).toBe('waiting-for-replies');
    expect(conversationScreen(session).threads.every((thread) => thread.turns[0]?.reply === null)).toBe(true);
    session.answer(calls[3] ?? '');
    expect(session.reveal()).toBeNull();
    expect(conversationScreen(session).threads.every((thread) => thread.turns[0]?.reply)).toBe(true);
  });

  it('reveals no sooner than the minimum delay, however quick the models were', () => {
    const session = sessionAt('trials');
    send(session);
    for (const callId of session.startCalls()) session.answer(callId);
    session.wait(1_499);
    expect(session.reveal()?.code).toBe('too-early');
    session.wait(1);
    expect(session.reveal()).toBeNull();
  });

  it('offers to finish from the minimum on and nothing else at the maximum', () => {
    const session = sessionAt('trials');
    const { conversationId } = conversationScreen(session);
    expect(session.perform({ kind: 'conversation/finish', conversationId })?.code).toBe('too-few-turns');
    for (const text of ['One', 'Two', 'Three']) {
      expect(conversationScreen(session).canSend).toBe(true);
      session.holdTurn(text);
      expect(conversationScreen(session).canFinish).toBe(true);
    }
    expect(conversationScreen(session).canSend).toBe(false);
    expect(session.perform({ kind: 'turn/send', conversationId, text: 'Four', slot: null })?.code).toBe('no-turn-left');
  });

  it('does not send a second message before the replies to the first', () => {
    const session = sessionAt('trials');
    send(session);
    const { conversationId } = conversationScreen(session);
    expect(session.perform({ kind: 'turn/send', conversationId, text: 'Again', slot: null })?.code).toBe('waiting-for-replies');
    expect(session.perform({ kind: 'conversation/finish', conversationId })?.code).toBe('waiting-for-replies');
  });
});

describe('trouble with a model', () => {
  function stalled(): PlayedSession {
    const session = sessionAt('trials');
    send(session);
    const calls = session.startCalls();
    calls.forEach((callId, index) => {
      if (index === 2) session.fail(callId);
      else session.answer(callId);
    });
    return session;
  }

  it('puts the whole turn into one neutral waiting state', () => {
    const session = sessionAt('trials');
    send(session);
    const [first = ''] = session.startCalls();
    expect(conversationScreen(session).waiting).toBe('replies');
    session.must(
      {
        kind: 'call/attempt-ended',
        callId: first,
        attempt: 1,
        attempts: 4,
        category: 'rate-limited',
        statusCode: 429,
        detail: 'secret endpoint',
        receivedText: '',
        startedAtUtcMilliseconds: 0,
        totalMilliseconds: 5,
        retryInMilliseconds: 4_000,
      },
      'system',
    );
    expect(conversationScreen(session).waiting).toBe('one-moment');
    const { trouble } = liveView('session', session.state, session.now());
    expect(trouble).toEqual({
      category: 'rate-limited',
      attempt: 1,
      attempts: 4,
      nextAttemptAtUtcMilliseconds: session.now().utcMilliseconds + 4_000,
    });
    session.answer(first);
    expect(liveView('session', session.state, session.now()).trouble).toBeNull();
  });

  it('waits for the moderator when retries are spent', () => {
    const session = stalled();
    const view = liveView('session', session.state, session.now());
    expect(view.turn?.status).toBe('stalled');
    expect(view.can).toMatchObject({ retryTurn: true, voidTurn: true, endConversation: true });
    expect(conversationScreen(session)).toMatchObject({ waiting: 'one-moment', canSend: false, canFinish: false });
  });

  it('asks again only for the reply that is missing', () => {
    const session = stalled();
    session.must({ kind: 'turn/retry' }, 'moderator');
    const asked = session.startCalls();
    expect(asked).toHaveLength(1);
    session.answer(asked[0] ?? '');
    session.wait(2_000);
    expect(session.reveal()).toBeNull();
  });

  it('gives the message back to the participant when the turn is voided', () => {
    const session = stalled();
    session.must({ kind: 'turn/void', reason: 'Endpoint down' }, 'moderator');
    expect(conversationScreen(session)).toMatchObject({ turnCount: 0, canSend: true, returnedMessage: 'Hello' });
    session.holdTurn('Hello again');
    expect(conversationScreen(session)).toMatchObject({ turnCount: 1, returnedMessage: null });
  });

  it('ignores a reply that comes after its turn was voided', () => {
    const session = sessionAt('trials');
    send(session);
    const [first = ''] = session.startCalls();
    session.must({ kind: 'turn/void', reason: 'Typing error' }, 'moderator');
    expect(session.answer(first)?.code).toBe('unknown-call');
  });

  it('judges what was revealed when the moderator ends the conversation', () => {
    const session = sessionAt('trials');
    session.holdTurn('One');
    send(session, 'Two');
    session.must({ kind: 'conversation/end', reason: 'Endpoint down' }, 'moderator');
    const view = screen(session);
    expect(view.kind).toBe('judgement');
    expect(view.kind === 'judgement' && view.threads[0]?.turns).toHaveLength(1);
  });

  it('skips a conversation that is ended before anything was revealed', () => {
    const session = stalled();
    session.must({ kind: 'conversation/end', reason: 'Endpoint down' }, 'moderator');
    expect(session.conversationId()).toBe('trials-2');
    expect(session.state.steps[4]?.skipped).toBe(true);
  });

  it('marks calls interrupted by a restart and asks them again, keeping the replies that are in', () => {
    const session = sessionAt('trials');
    send(session);
    const calls = session.startCalls();
    session.answer(calls[0] ?? '');
    session.must({ kind: 'session/reopen' }, 'system');
    const turn = currentTrialOf(session.state)?.conversation.turns[0];
    expect(turn?.calls.map((call) => call.outcome)).toEqual(['answered', 'interrupted', 'interrupted', 'interrupted']);
    expect(session.startCalls()).toHaveLength(3);
  });
});

describe('the moderator', () => {
  it('covers the screen in a pause, and nothing is revealed meanwhile', () => {
    const session = sessionAt('trials');
    send(session);
    for (const callId of session.startCalls()) session.answer(callId);
    session.must({ kind: 'session/pause', reason: 'Phone call' }, 'moderator');
    expect(screen(session)).toEqual({ kind: 'covered', because: 'paused' });
    session.wait(10_000);
    expect(session.reveal()?.code).toBe('paused');
    session.must({ kind: 'session/resume' }, 'moderator');
    expect(session.reveal()).toBeNull();
  });

  it('can void a revealed turn, which then does not count', () => {
    const session = sessionAt('trials');
    session.holdTurn('One');
    session.must({ kind: 'turn/void', reason: 'Wrong window' }, 'moderator');
    expect(conversationScreen(session)).toMatchObject({ turnCount: 0, canFinish: false, returnedMessage: null });
  });

  it('passes over the blinding guess when every conversation was skipped', () => {
    const session = sessionAt('trials');
    session.must({ kind: 'conversation/skip', reason: 'No time' }, 'moderator');
    session.must({ kind: 'conversation/skip', reason: 'No time' }, 'moderator');
    expect(screen(session).kind).toBe('debrief');
    expect(liveView('session', session.state, session.now()).plan.map((entry) => entry.state)).toEqual([
      'done', 'done', 'done', 'done', 'skipped', 'skipped', 'skipped', 'current',
    ]);
  });

  it('ends the session early with a reason, and can still take notes and unblind', () => {
    const session = sessionAt('trials');
    session.must({ kind: 'session/end', reason: 'Fire alarm', standing: 'kept' }, 'moderator');
    expect(screen(session)).toEqual({ kind: 'end', outcome: 'ended' });
    session.must({ kind: 'note/add', text: 'Everybody is fine.' }, 'moderator');
    session.must({ kind: 'session/unblind', reason: 'Adverse event' }, 'moderator');
    expect(session.state.unblinded).toBe(true);
    expect(session.perform({ kind: 'session/resume' }, 'moderator')?.code).toBe('over');
  });
});

describe('judgements', () => {
  const at = (session: PlayedSession) => ({ conversationId: session.conversationId(), turn: null });
  const slots = ['A', 'B', 'C', 'D'] as const;

  function comparing(): PlayedSession {
    const session = sessionAt('trials');
    session.holdTurn('One');
    session.must({ kind: 'conversation/finish', conversationId: session.conversationId() });
    return session;
  }
  const rate = (session: PlayedSession, slot: Slot, value: number) =>
    session.perform({ kind: 'judgement/rate', ...at(session), judgementId: 'rating', slot, item: null, value })?.code;
  const rank = (session: PlayedSession, places: Slot[][]) =>
    session.perform({ kind: 'judgement/rank', ...at(session), judgementId: 'ranking', places })?.code;
  const confirm = (session: PlayedSession, sheetId: string, good = '') =>
    session.perform({ kind: 'judgement/confirm', ...at(session), sheetId, texts: { feedback: { good } } })?.message;

  it('can be changed until the sheet is confirmed, and not after', () => {
    const session = comparing();
    for (const slot of slots) rate(session, slot, 50);
    rate(session, 'A', 90);
    rank(session, [['A'], [], [], []]);
    expect(confirm(session, 'comparison')).toContain('"ranking" is missing');
    rank(session, [['C'], ['A'], ['B'], ['D']]);
    expect(confirm(session, 'comparison')).toBeUndefined();
    const view = screen(session);
    expect(view).toMatchObject({ kind: 'judgement', sheetNumber: 2, sheetCount: 2, judging: { preferred: 'C' } });
    expect(rate(session, 'A', 1)).toBe('incomplete');
    expect(session.state.conversations[1]?.given.ratings.find(({ slot }) => slot === 'A')?.value).toBe(90);
  });

  it('refuses a ranking with a slot twice, too few places, a slot that is not there, or a tie where there are none', () => {
    const session = comparing();
    expect(rank(session, [['A'], ['A'], ['B'], ['C']])).toBe('incomplete');
    expect(rank(session, [['A'], ['B']])).toBe('incomplete');
    expect(rank(session, [['A'], ['B'], ['C'], ['E']])).toBe('unknown-slot');
    expect(rank(session, [['A', 'B'], ['C'], ['D'], []])).toBe('incomplete');
  });

  it('wants every quality rated and enough words before the explanation counts', () => {
    const session = comparing();
    for (const slot of slots) rate(session, slot, 50);
    rank(session, slots.map((slot) => [slot]));
    confirm(session, 'comparison');
    expect(confirm(session, 'explanation', 'Good enough')).toContain('"attributes" is missing');
    const quality = (item: string, value: number | 'not-applicable') =>
      session.must({ kind: 'judgement/rate', ...at(session), judgementId: 'attributes', slot: null, item, value });
    quality('values', 'not-applicable');
    quality('fluency', 70);
    expect(confirm(session, 'explanation', 'abc')).toContain('too-short');
    expect(confirm(session, 'explanation', 'Good enough')).toBeUndefined();
    expect(session.state.conversations[1]).toMatchObject({ phase: 'done', given: { texts: { feedback: { good: 'Good enough', bad: '' } } } });
  });

  it('takes "does not apply" and values off the scale only where the study offers them', () => {
    const session = comparing();
    expect(session.perform({ kind: 'judgement/rate', ...at(session), judgementId: 'rating', slot: 'A', item: null, value: 'not-applicable' })?.code).toBe('incomplete');
    expect(session.perform({ kind: 'judgement/rate', ...at(session), judgementId: 'rating', slot: null, item: null, value: 5 })?.code).toBe('unknown-slot');
    expect(session.perform({ kind: 'judgement/rate', ...at(session), judgementId: 'rating', slot: 'A', item: 'values', value: 5 })?.code).toBe('incomplete');
  });
});
