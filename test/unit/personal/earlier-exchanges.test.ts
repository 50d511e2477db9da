import { describe, expect, it } from 'vitest';
import { earlierExchangesOf } from '../../../shared/personal/earlier-exchanges.ts';
import type { JudgedConversation, JudgedResponse, JudgedTurn, Judgements } from '../../../shared/preferences/judged-conversation.ts';

const silent: Judgements = { ratings: {}, ranking: [], choices: [] };

function response(key: string, details: Partial<JudgedResponse> = {}): JudgedResponse {
  return { key, text: `Reply ${key}`, armId: null, model: null, provider: null, slot: null, chosen: false, history: [], ...details };
}

function turn(judgements: Partial<Judgements> | null, details: Partial<JudgedTurn> = {}): JudgedTurn {
  return {
    turn: 0,
    message: 'Why?',
    voided: false,
    responses: ['a', 'b', 'c'].map((key) => response(key)),
    judgements: judgements && { ...silent, ...judgements },
    ...details,
  };
}

function conversation(turns: readonly JudgedTurn[], details: Partial<JudgedConversation> = {}): JudgedConversation {
  return {
    studyId: 'study',
    participantCode: 'K7',
    source: { kind: 'imported' },
    conversationId: 'c1',
    stageId: null,
    type: 'unguided',
    atUtcMilliseconds: 1_000,
    turns,
    atEnd: null,
    feedback: null,
    ...details,
  };
}

/** Best, worst and gap of the first exchange. */
function judged(...turns: readonly JudgedTurn[]): readonly unknown[] {
  const [first] = earlierExchangesOf([conversation(turns)]);
  return [first?.better, first?.worse, first?.gap];
}

describe('what a person thought of earlier replies', () => {
  it('is told by ratings first, and how far apart they were', () => {
    expect(judged(turn({ ratings: { a: 40, b: 90, c: 5 }, ranking: [['a'], ['b'], ['c']] }))).toEqual(['Reply b', 'Reply c', 85]);
  });

  it('is told by the ranking where ratings say nothing, then by what was chosen', () => {
    expect(judged(turn({ ranking: [['c'], ['a', 'b']] }))).toEqual(['Reply c', 'Reply a', null]);
    expect(judged(turn({ ratings: { a: 50, b: 50, c: 50 }, ranking: [['c'], ['a'], ['b']] }))).toEqual(['Reply c', 'Reply b', 0]);
    expect(judged(turn({ choices: [{ better: null, others: ['a', 'b'] }, { better: 'b', others: ['a', 'c'] }] }))).toEqual(['Reply b', 'Reply a', null]);
    expect(judged(turn(null, { responses: [response('a'), response('b', { chosen: true })] }))).toEqual(['Reply b', 'Reply a', null]);
  });

  it('names the first of level replies, and no worse one where all are level or there is one', () => {
    expect(judged(turn({ ratings: { a: 70, b: 70, c: 10 } }))).toEqual(['Reply a', 'Reply c', 60]);
    expect(judged(turn({ ratings: { a: 70, b: 70, c: 70 } }))).toEqual(['Reply a', null, null]);
    expect(judged(turn({ ratings: { a: 10 } }, { responses: [response('a')] }))).toEqual(['Reply a', null, null]);
    expect(judged(turn(null))).toEqual(['Reply a', null, null]);
  });

  it('never takes an empty reply, a voided turn or a turn without replies', () => {
    const empty = { responses: [response('a', { text: null }), response('b'), response('c', { text: ' ' })] };
    expect(judged(turn({ ratings: { a: 100, b: 20, c: 1 } }, empty))).toEqual(['Reply b', null, null]);
    expect(earlierExchangesOf([conversation([turn({}, { voided: true }), turn({}, { responses: [] }), turn({}, { responses: [response('a', { text: null })] })])])).toEqual([]);
  });

  it('takes what was said of whole threads where no turn was judged', () => {
    const atEnd = { ...silent, ranking: [['b'], ['a'], ['c']] };
    expect(earlierExchangesOf([conversation([turn(null), turn({}, { turn: 1 })], { atEnd })]).map(({ better, worse }) => [better, worse])).toEqual([
      ['Reply b', 'Reply c'],
      ['Reply b', 'Reply c'],
    ]);
    expect(earlierExchangesOf([conversation([turn({ ratings: { a: 9, b: 1 } }), turn(null, { turn: 1 })], { atEnd })]).map(({ worse }) => worse)).toEqual(['Reply b', null]);
  });

  it('comes oldest first, undated ones before all, and the latest 400', () => {
    const many = Array.from({ length: 500 }, (_, index) => conversation([turn({})], { conversationId: `c${index}`, atUtcMilliseconds: 500 - index }));
    const told = earlierExchangesOf([...many, conversation([turn({})], { conversationId: 'undated', atUtcMilliseconds: null })]);
    expect(told).toHaveLength(400);
    expect([told[0]?.conversationId, told.at(-1)?.conversationId]).toEqual(['c399', 'c0']);
    expect(earlierExchangesOf([conversation([turn({})]), conversation([turn({})], { conversationId: 'undated', atUtcMilliseconds: null })])[0]?.conversationId).toBe('undated');
  });
});
