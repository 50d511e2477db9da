import { describe, expect, it } from 'vitest';
import { liveView } from '../../../shared/session/live-view.ts';
import { participantView } from '../../../shared/session/participant-view.ts';
import type { Stage } from '../../../shared/study/stages.ts';
import { PlayedSession } from './play.ts';
import { fullStudy, smallStudy, studyWithLayout, withStages, withTrials } from './small-study.ts';

function screen(session: PlayedSession) {
  return participantView('session', session.state, session.now()).screen;
}

function live(session: PlayedSession) {
  return liveView('session', session.state, session.now());
}

function stagesWith(kinds: readonly Stage['kind'][]) {
  return withStages(fullStudy, (stages) => stages.filter(({ kind }) => kinds.includes(kind)));
}

function skip(session: PlayedSession): void {
  session.must({ kind: 'conversation/skip', reason: 'No time' }, 'moderator');
}

describe('the first step of a session', () => {
  function comingBack(kinds: readonly Stage['kind'][]): PlayedSession {
    const [first] = stagesWith(['conversations']).sessions;
    const [second] = stagesWith(kinds).sessions;
    if (!first || !second) throw new Error('The full study has no session.');
    return new PlayedSession({ ...fullStudy, sessions: [first, { ...second, id: 'later' }] }, 'seed', { sessionNumber: 2 });
  }

  it('is the first that applies: nothing was ever held that could be judged once more or guessed about', () => {
    const session = comingBack(['repeats', 'blinding-guess', 'debrief']);
    expect(screen(session).kind).toBe('debrief');
    expect(live(session).plan.map(({ state }) => state)).toEqual(['skipped', 'skipped', 'current']);
  });

  it('is none where no step applies: the session is complete at once', () => {
    const session = comingBack(['repeats']);
    expect(session.events.map(({ kind }) => kind)).toEqual(['session-created', 'session-completed']);
    expect(screen(session)).toEqual({ kind: 'end', outcome: 'complete' });
  });
});

describe('the end of a session', () => {
  const talkAndGuess = stagesWith(['conversations', 'blinding-guess']);

  it('says of steps that were passed over that they were skipped', () => {
    const session = new PlayedSession(talkAndGuess);
    skip(session);
    skip(session);
    expect(session.state.status).toBe('complete');
    expect(live(session).plan.map(({ state }) => state)).toEqual(['skipped', 'skipped', 'skipped']);
  });

  it('uncovers the screen when the last conversation is skipped during a pause', () => {
    const session = new PlayedSession(talkAndGuess);
    skip(session);
    session.must({ kind: 'session/pause', reason: 'Door bell' }, 'moderator');
    skip(session);
    expect(session.state.status).toBe('complete');
    expect(screen(session)).toEqual({ kind: 'end', outcome: 'complete' });
  });
});

describe('time that is measured', () => {
  const limited = withTrials(smallStudy, { timeLimitSeconds: 60 });

  it('lets nobody wait in a break for a clock that was set back', () => {
    const session = new PlayedSession(fullStudy);
    session.reach('break');
    session.wait(2_000);
    session.setClock(-3_600_000);
    expect(session.perform({ kind: 'text/confirm', stageId: 'break', answer: null })).toBeNull();
  });

  it('closes a conversation in time, although the clock was set back', () => {
    const session = new PlayedSession(limited);
    session.reach('trials');
    session.setClock(-3_600_000);
    session.wait(60_000);
    expect(screen(session)).toMatchObject({ kind: 'conversation', timeIsUp: true, canFinish: true });
  });

  it('gives a conversation no time for a pause that began before it', () => {
    const session = new PlayedSession(limited);
    session.reach('trials');
    session.must({ kind: 'session/pause', reason: 'Door bell' }, 'moderator');
    session.wait(600_000);
    skip(session);
    session.wait(10_000);
    session.must({ kind: 'session/resume' }, 'moderator');
    session.wait(59_999);
    expect(screen(session)).toMatchObject({ kind: 'conversation', timeIsUp: false });
    session.wait(1);
    expect(screen(session)).toMatchObject({ kind: 'conversation', timeIsUp: true });
  });

  it('stands still for the moderator too while the session is paused', () => {
    const session = new PlayedSession(limited);
    session.reach('trials');
    session.must({ kind: 'session/pause', reason: 'Door bell' }, 'moderator');
    session.wait(61_000);
    expect(live(session).mirror).toMatchObject({ kind: 'conversation', timeIsUp: false });
  });

  it('does not count the picking of a type as talking', () => {
    const session = new PlayedSession(withTrials(fullStudy, { timeLimitSeconds: 60 }));
    session.reach('trials');
    session.wait(61_000);
    session.must({ kind: 'conversation/pick-type', conversationId: session.conversationId(), typeId: 'first' });
    expect(screen(session)).toMatchObject({ kind: 'conversation', timeIsUp: false, canSend: true });
    session.wait(60_000);
    expect(screen(session)).toMatchObject({ timeIsUp: true });
  });
});

describe('a conversation that the moderator ends before the last replies were judged', () => {
  it('skips a branch that has not chosen an arm: there is nobody to ask about', () => {
    const session = new PlayedSession(studyWithLayout('branch'));
    session.reach('trials');
    session.holdTurn('Hello');
    session.must({ kind: 'conversation/end', reason: 'No time' }, 'moderator');
    expect(session.state.conversations[1]).toMatchObject({ phase: 'skipped', turns: [{ status: 'voided' }] });
    expect(screen(session)).toMatchObject({ kind: 'conversation', conversationId: 'trials-2' });
  });

  it('judges what was said before them', () => {
    for (const layout of ['branch', 'common-thread'] as const) {
      const session = new PlayedSession(studyWithLayout(layout));
      session.reach('trials');
      session.converse('Hello');
      session.holdTurn('And then?');
      session.must({ kind: 'conversation/end', reason: 'No time' }, 'moderator');
      expect(session.state.conversations[1]?.turns.map(({ status }) => status)).toEqual(['revealed', 'voided']);
      expect(screen(session)).toMatchObject({ kind: 'judgement', history: [{ message: 'Hello' }] });
      session.judge();
      expect(screen(session)).toMatchObject({ conversationId: 'trials-2' });
    }
  });
});

describe('a message to one slot alone', () => {
  it('says nothing of what its model needs: every slot seems to answer in the same way', () => {
    const session = new PlayedSession(fullStudy);
    session.reach('trials');
    const conversationId = session.conversationId();
    session.must({ kind: 'conversation/pick-type', conversationId, typeId: 'first' });
    session.must({ kind: 'turn/send', conversationId, text: 'To you alone', slot: 'C' });
    const [callId = ''] = session.startCalls();
    session.answer(callId, 'I am Ozymandias, king of kings.');
    expect(session.startCalls()).toHaveLength(1);
    expect(screen(session)).toMatchObject({ waiting: 'replies' });
  });
});
