import { describe, expect, it } from 'vitest';
import { liveView } from '../../../shared/session/live-view.ts';
import { participantView } from '../../../shared/session/participant-view.ts';
import { earlierConversationsOf } from '../../../shared/session/earlier.ts';
import { currentTrialOf, revealedReply } from '../../../shared/session/queries.ts';
import { systemPromptOf } from '../../../shared/session/system-prompt.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { PlayedSession } from './play.ts';
import { fullStudy, smallStudy, withStages } from './small-study.ts';

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

  it('says nothing of the trouble of a single slot until somebody has to decide', () => {
    const session = full('trials');
    pick(session, 'first');
    session.holdTurn('To all');
    session.must({ kind: 'turn/send', conversationId: session.conversationId(), text: 'To you alone', slot: 'C' });
    const [callId = ''] = session.startCalls();
    const failed = { attempt: 1, attempts: 4, category: 'rate-limited' as const, statusCode: 429, detail: '', receivedText: '' };
    session.must(
      { kind: 'call/attempt-ended', callId, ...failed, startedAtUtcMilliseconds: 0, totalMilliseconds: 5, retryInMilliseconds: 1_000 },
      'system',
    );
    const live = () => liveView('session', session.state, session.now());
    expect(conversationScreen(session).waiting).toBe('replies');
    expect(live().trouble).toBeNull();
    session.fail(callId);
    expect(conversationScreen(session).waiting).toBe('one-moment');
    expect(live()).toMatchObject({ turn: { status: 'stalled' }, trouble: { category: 'rate-limited' } });
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
    expect(systemPromptOf(session.state, { stageId: 'trials', typeId: null, turns: [] }, 'arm-prompted', 'Be kind.')).toBe('Be kind.\n\nAbout them:\nAge: Old.');
    expect(systemPromptOf(session.state, { stageId: 'trials', typeId: null, turns: [] }, 'arm-generic', 'Be kind.')).toBe('Be kind.');
  });
});
