import { describe, expect, it } from 'vitest';
import type { JudgedConversation } from '../../../shared/preferences/judged-conversation.ts';
import { judgedConversationsOf } from '../../../shared/preferences/of-session.ts';
import { pairsOf } from '../../../shared/preferences/pairs.ts';
import type { Sheet } from '../../../shared/study/judgements.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { PlayedSession } from '../session/play.ts';
import { fullStudy, smallStudy, studyWithLayout, withTrials } from '../session/small-study.ts';
import { recipeWith } from './conversations-at-hand.ts';

const everything = recipeWith({ pairs: { ratings: { minimumGap: 1 }, rankings: 'all', choices: true } });

function playedToTheEnd(study: Study, seed = 'seed'): PlayedSession {
  const session = new PlayedSession(study, seed);
  while (session.state.status === 'running') session.completeStep();
  return session;
}

function judged(session: PlayedSession): readonly JudgedConversation[] {
  return judgedConversationsOf('session', session.state);
}

describe('threads side by side', () => {
  it('are judged at their end: ratings and ranking by slot, history of each thread its own', () => {
    const session = new PlayedSession(smallStudy);
    session.reach('trials');
    session.holdTurn('First');
    session.holdTurn('Second');
    session.must({ kind: 'conversation/finish', conversationId: session.conversationId() });
    session.judge();
    const [conversation] = judged(session);
    expect(conversation).toMatchObject({
      studyId: 'small-study',
      participantCode: 'K7',
      source: { kind: 'session', sessionId: 'session', sessionNumber: 1 },
      stageId: 'trials',
      type: 'unguided',
      feedback: 'Clear words',
      atEnd: { ratings: { A: 20, B: 21, C: 22, D: 23 }, ranking: [['D'], ['C'], ['B'], ['A']], choices: [] },
    });
    const [first, second] = conversation?.turns ?? [];
    expect(first).toMatchObject({ turn: 0, message: 'First', voided: false, judgements: null });
    const replies = first?.responses.map(({ text }) => text) ?? [];
    expect(new Set(replies).size).toBe(4);
    expect(second?.responses.map(({ history }) => history)).toEqual(replies.map((reply) => [{ message: 'First', reply }]));
    expect(second?.responses.map(({ key, chosen }) => [key, chosen])).toEqual([['A', false], ['B', false], ['C', false], ['D', true]]);
    expect(first?.responses[0]).toMatchObject({ slot: 'A', provider: 'practice', armId: session.state.conversations[1]?.slots[0]?.armId });
  });

  it('make pairs of their first replies, rated and ranked alike', () => {
    const [conversation] = judged(playedToTheEnd(smallStudy));
    if (!conversation) throw new Error('Two conversations were held.');
    const { pairs, leftOut } = pairsOf(conversation, everything);
    expect(pairs).toHaveLength(6);
    expect(leftOut).toEqual({ 'judged-twice': 6 });
  });

  it('can be written to one by one: only what answered the same message after the same history is compared', () => {
    const session = new PlayedSession(fullStudy);
    session.reach('trials');
    const conversationId = session.conversationId();
    session.must({ kind: 'conversation/pick-type', conversationId, typeId: 'first' });
    session.holdTurn('To all');
    session.must({ kind: 'turn/send', conversationId, text: 'To B alone', slot: 'B' });
    for (const callId of session.startCalls()) session.answer(callId);
    session.wait(2_000);
    session.reveal();
    session.holdTurn('To all again');
    session.must({ kind: 'conversation/finish', conversationId });
    session.judge();
    const [conversation] = judged(session);
    expect(conversation?.turns.map(({ responses }) => responses.map(({ key }) => key).join(''))).toEqual(['ABCD', 'B', 'ABCD']);
    expect(conversation?.turns[2]?.responses.map(({ history }) => history.length)).toEqual([1, 2, 1, 1]);
    if (!conversation) throw new Error('A conversation was held.');
    const { pairs, leftOut } = pairsOf(conversation, everything);
    expect(pairs.map(({ message }) => message)).toEqual(Array.from({ length: 6 }, () => 'To all'));
    expect(leftOut).toMatchObject({ 'later-turn-of-threads': 6 });
  });
});

describe('a branch', () => {
  it('is judged turn by turn; every response has read the preferred ones', () => {
    const session = new PlayedSession(studyWithLayout('branch'));
    session.reach('trials');
    session.converse('First');
    session.converse('Second');
    const [conversation] = judged(session);
    const [first, second] = conversation?.turns ?? [];
    expect(first?.judgements?.ratings).toEqual({ A: 20, B: 21, C: 22, D: 23 });
    const preferred = first?.responses.find(({ chosen }) => chosen);
    expect(preferred?.key).toBe('D');
    expect(second?.responses.map(({ key, history }) => [key, history])).toEqual(
      ['A', 'B'].map((key) => [key, [{ message: 'First', reply: preferred?.text }]]),
    );
    if (!conversation) throw new Error('A conversation was held.');
    const { pairs } = pairsOf(conversation, everything);
    expect(pairs.map(({ turn, history }) => [turn, history.length])).toEqual([...Array.from({ length: 6 }, () => [0, 0]), [1, 1]]);
  });

  it('marks a turn that was taken back after it was judged, and forgets one that was never shown', () => {
    const session = new PlayedSession(studyWithLayout('branch'));
    session.reach('trials');
    session.converse('Taken back');
    session.must({ kind: 'turn/void', reason: 'Wrong person' }, 'moderator');
    session.must({ kind: 'turn/send', conversationId: session.conversationId(), text: 'Never shown', slot: null });
    session.must({ kind: 'turn/void', reason: 'No network' }, 'moderator');
    session.converse('Counts');
    const [conversation] = judged(session);
    expect(conversation?.turns.map(({ turn, message, voided }) => [turn, message, voided])).toEqual([
      [0, 'Taken back', true],
      [2, 'Counts', false],
    ]);
    expect(conversation?.turns[1]?.responses.every(({ history }) => history.length === 0)).toBe(true);
    if (!conversation) throw new Error('A conversation was held.');
    expect(pairsOf(conversation, everything)).toMatchObject({ pairs: Array.from({ length: 6 }, () => ({ turn: 2 })), leftOut: { 'voided-turn': 6 } });
  });
});

describe('the common thread', () => {
  it('compares the arms on one history, in every turn', () => {
    const session = playedToTheEnd(withTrials(studyWithLayout('common-thread'), { turns: { minimum: 2, maximum: 3 } }));
    for (const conversation of judged(session)) {
      expect(conversation.atEnd).toBeNull();
      const { pairs, leftOut } = pairsOf(conversation, everything);
      expect(pairs).toHaveLength(12);
      expect(leftOut).toEqual({});
    }
  });
});

describe('what does not count', () => {
  it('is the practice trial, a repeat of an earlier judgement, and a sheet that was not handed in', () => {
    const session = playedToTheEnd(fullStudy);
    expect(session.state.conversations.map(({ stageId }) => stageId)).toEqual(['practice', 'trials', 'trials', 'again']);
    expect(judged(session).map(({ stageId }) => stageId)).toEqual(['trials', 'trials']);

    const unfinished = new PlayedSession(smallStudy);
    unfinished.reach('trials');
    unfinished.holdTurn('First');
    const conversationId = unfinished.conversationId();
    unfinished.must({ kind: 'conversation/finish', conversationId });
    unfinished.must({ kind: 'judgement/rank', conversationId, turn: null, judgementId: 'ranking', places: [['A'], ['B'], ['C'], ['D']] });
    expect(judged(unfinished)[0]).toMatchObject({ atEnd: null, feedback: null });
  });
});

describe('what is said in several ways', () => {
  const likert = (id: string, points: number) => ({
    kind: 'likert' as const,
    id,
    question: 'How good?',
    help: '',
    required: true,
    of: 'each-slot' as const,
    points: Array.from({ length: points }, (_, index) => `point ${index + 1}`),
    notApplicable: 'does not apply',
  });
  const sheet: Sheet = { id: 'comparison', preferredBy: 'verdict', judgements: [likert('warmth', 7), likert('verdict', 5)] };

  it('counts by the judgement that says what is preferred; points are spread over 1 to 100, and what does not apply is no rating', () => {
    const session = new PlayedSession(withTrials(smallStudy, { sheets: [sheet] }));
    session.reach('trials');
    session.holdTurn('First');
    const conversationId = session.conversationId();
    session.must({ kind: 'conversation/finish', conversationId });
    const rate = (judgementId: string, slot: 'A' | 'B' | 'C' | 'D', value: number | 'not-applicable') => {
      session.must({ kind: 'judgement/rate', conversationId, turn: null, judgementId, slot, item: null, value });
    };
    (['A', 'B', 'C', 'D'] as const).forEach((slot, index) => {
      rate('warmth', slot, 7 - index);
      rate('verdict', slot, slot === 'D' ? 'not-applicable' : index + 1);
    });
    session.must({ kind: 'judgement/confirm', conversationId, turn: null, sheetId: 'comparison', texts: {} });
    expect(judged(session)[0]?.atEnd?.ratings).toEqual({ A: 1, B: 25.75, C: 50.5 });
  });
});
