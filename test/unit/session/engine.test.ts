import { describe, expect, it } from 'vitest';
import { liveView } from '../../../shared/session/live-view.ts';
import { participantView } from '../../../shared/session/participant-view.ts';
import { earlierConversationsOf } from '../../../shared/session/earlier.ts';
import { slotLabels, type Slot } from '../../../shared/session/events.ts';
import { currentTrialOf, revealedReply } from '../../../shared/session/queries.ts';
import { systemPromptOf } from '../../../shared/session/system-prompt.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { PlayedSession } from './play.ts';
import { fullStudy, smallStudy, studyWithLayout, withStages } from './small-study.ts';

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

describe('what a study may ask for besides', () => {
  function full(stageId: string): PlayedSession {
    const session = new PlayedSession(fullStudy);
    session.reach(stageId);
    return session;
  }
  function pick(session: PlayedSession, typeId: string): void {
    session.must({ kind: 'conversation/pick-type', conversationId: session.conversationId(), typeId });
  }

  it('lets the participant pick the type, once', () => {
    const session = full('trials');
    expect(screen(session)).toMatchObject({ kind: 'type-choice', types: [{ id: 'first' }, { id: 'second' }] });
    const conversationId = session.conversationId();
    expect(session.perform({ kind: 'turn/send', conversationId, text: 'Hello', slot: null })?.code).toBe('not-now');
    pick(session, 'second');
    expect(session.perform({ kind: 'conversation/pick-type', conversationId, typeId: 'first' })?.code).toBe('not-now');
    expect(conversationScreen(session).openings).toEqual(['Hello there', 'Good day']);
    expect(session.perform({ kind: 'turn/send', conversationId, text: 'Something else', slot: null })?.code).toBe('incomplete');
  });

  it('sends a message to one slot alone, which alone has it in its thread', () => {
    const session = full('trials');
    pick(session, 'first');
    session.holdTurn('To all');
    session.must({ kind: 'turn/send', conversationId: session.conversationId(), text: 'To you alone', slot: 'C' });
    expect(session.startCalls()).toHaveLength(1);
    const lengths = conversationScreen(session).threads.map((thread) => thread.turns.length);
    expect(lengths).toEqual([1, 1, 2, 1]);
  });

  it('asks once more for a reply that names its maker, and then shows what comes', () => {
    const session = full('trials');
    pick(session, 'first');
    send(session);
    const calls = session.startCalls();
    for (const callId of calls.slice(1)) session.answer(callId);
    session.answer(calls[0] ?? '', 'I am Ozymandias, king of kings.');
    expect(session.reveal()?.code).toBe('waiting-for-replies');
    expect(conversationScreen(session).waiting).toBe('one-moment');
    const again = session.startCalls();
    expect(again).toHaveLength(1);
    session.answer(again[0] ?? '', 'As Ozymandias I **insist**.');
    session.wait(2_000);
    expect(session.reveal()).toBeNull();
    expect(conversationScreen(session).threads[0]?.turns[0]?.reply).toBe('As Ozymandias I insist.');
    const screened = session.events.flatMap((event) => (event.kind === 'reply-screened' ? [event.payload] : []));
    expect(screened.map(({ action, leaks }) => [action, leaks.map((leak) => leak.text)])).toEqual([
      ['asked-again', ['Ozymandias']],
      ['shown', ['Ozymandias']],
    ]);
  });

  it('closes the conversation when its time is up, pauses not counted', () => {
    const session = full('trials');
    pick(session, 'first');
    session.holdTurn('One');
    session.must({ kind: 'session/pause', reason: 'Door bell' }, 'moderator');
    session.wait(120_000);
    session.must({ kind: 'session/resume' }, 'moderator');
    session.holdTurn('Two');
    session.wait(60_000);
    const view = conversationScreen(session);
    expect(view).toMatchObject({ timeIsUp: true, canSend: false, canFinish: true });
    expect(session.perform({ kind: 'turn/send', conversationId: view.conversationId, text: 'Three', slot: null })?.code).toBe('no-turn-left');
    session.must({ kind: 'conversation/finish', conversationId: view.conversationId });
  });

  it('holds the break as long as it is meant to be', () => {
    const session = full('break');
    expect(session.perform({ kind: 'text/confirm', stageId: 'break', answer: null })?.code).toBe('too-early');
    session.wait(2_000);
    session.must({ kind: 'text/confirm', stageId: 'break', answer: null });
  });

  it('shows a conversation once more with every arm in another slot, and takes the judgement again', () => {
    const session = full('again');
    const [, first, second] = session.state.conversations;
    const repeat = currentTrialOf(session.state)?.conversation;
    const original = [first, second].find((each) => each?.conversationId === repeat?.repeatOf?.conversationId);
    repeat?.slots.forEach(({ armId }, place) => expect(original?.slots[place]?.armId).not.toBe(armId));
    const view = screen(session);
    if (view.kind !== 'judgement') throw new Error(`The screen is ${view.kind}.`);
    expect(view).toMatchObject({ repeat: true, sheetCount: 1, prompt: 'Please judge this one once more.' });
    const shown = new Map(view.threads.map((thread) => [repeat?.slots.find(({ slot }) => slot === thread.slot)?.armId, thread.turns[0]?.reply]));
    for (const { slot, armId } of original?.slots ?? []) {
      expect(shown.get(armId)).toBe(original?.turns[0] && revealedReply(original.turns[0], slot));
    }
    session.completeStep();
    expect(screen(session).kind).toBe('message');
  });

  it('has nothing to judge once more when the conversation was skipped', () => {
    const session = full('trials');
    session.must({ kind: 'conversation/skip', reason: 'No time' }, 'moderator');
    session.must({ kind: 'conversation/skip', reason: 'No time' }, 'moderator');
    session.wait(2_000);
    session.completeStep();
    expect(screen(session).kind).toBe('message');
  });

  it('brings a conversation of an earlier session back, word for word', () => {
    const study = withStages(fullStudy, (stages) => stages.filter((stage) => stage.kind !== 'repeats'));
    const again = fullStudy.sessions[0]?.stages.filter((stage) => stage.kind === 'repeats') ?? [];
    const twice: Study = {
      ...study,
      sessions: [...study.sessions, { id: 'later', title: 'Later', expectedMinutes: 5, gap: { minimumDays: 7, maximumDays: 14 }, stages: again }],
    };
    const first = new PlayedSession(twice);
    while (first.state.status === 'running') {
      first.wait(2_000);
      first.completeStep();
    }
    const earlier = earlierConversationsOf('first-session', first.state);
    expect(earlier.map(({ position, transcript }) => [position, transcript.length, transcript[0]?.replies.length])).toEqual([[1, 1, 4], [2, 1, 4]]);
    const second = new PlayedSession(twice, 'seed', { sessionNumber: 2, earlier });
    const view = screen(second);
    if (view.kind !== 'judgement') throw new Error(`The screen is ${view.kind}.`);
    expect(view.threads.every((thread) => thread.turns[0]?.reply?.startsWith('Reply call-'))).toBe(true);
    second.completeStep();
    expect(second.state.status).toBe('complete');
  });

  it('lets a session be found not to count, once it is over', () => {
    const session = new PlayedSession(smallStudy);
    expect(session.perform({ kind: 'session/void', reason: 'Wrong person' }, 'moderator')?.code).toBe('not-now');
    session.must({ kind: 'session/end', reason: 'Withdrew', standing: 'withdrawn' }, 'moderator');
    expect(session.state.standing).toBe('withdrawn');
    session.must({ kind: 'session/void', reason: 'Wrong person' }, 'moderator');
    expect(session.state.standing).toBe('voided');
    expect(session.perform({ kind: 'session/void', reason: 'Again' }, 'moderator')?.code).toBe('not-now');
  });

  it('tells a personalised arm what the participant answered, and leaves out lines without an answer', () => {
    const arms = smallStudy.arms.map((arm) =>
      arm.id === 'arm-prompted'
        ? { ...arm, personalisation: { kind: 'prompt' as const, template: 'About them:\nAge: {{age}}.\nWish: {{wish}}.' } }
        : arm,
    );
    const session = new PlayedSession({ ...smallStudy, arms });
    session.reach('trials');
    expect(systemPromptOf(session.state, 'trials', 'arm-prompted', 'Be kind.')).toBe('Be kind.\n\nAbout them:\nAge: Old.');
    expect(systemPromptOf(session.state, 'trials', 'arm-generic', 'Be kind.')).toBe('Be kind.');
  });
});
