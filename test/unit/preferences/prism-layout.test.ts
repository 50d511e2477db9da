import { describe, expect, it } from 'vitest';
import { importedConversationOf } from '../../../shared/preferences/formats/prism.ts';
import type { ImportedConversation } from '../../../shared/prism/imported-conversation.ts';
import { judgedConversationOf } from '../../../shared/prism/judged-conversation.ts';
import { readConversationRow } from '../../../shared/prism/read-conversation.ts';
import { prismFilesOf } from '../../../shared/prism/write-rows.ts';
import { conversationOf, nothingSaid } from './conversations-at-hand.ts';

const histories = { A: [{ message: 'Message 1', reply: 'a' }], B: [{ message: 'Message 1', reply: 'b' }] };

/** Two threads side by side, after an opening that was taken back; rated and ranked as a whole. */
const threads = conversationOf(
  [
    { replies: { A: 'x', B: 'y' }, voided: true },
    { replies: { A: 'a', B: 'b' }, chosen: 'B' },
    { replies: { A: null, B: 'b2' }, histories, chosen: 'B' },
  ],
  {
    participantCode: 'K7-264-M',
    source: { kind: 'session', sessionId: 's1', sessionNumber: 2 },
    conversationId: 'trials-1',
    stageId: 'trials',
    atUtcMilliseconds: Date.UTC(2026, 2, 1, 9, 5, 7, 999),
    atEnd: { ...nothingSaid, ratings: { A: 25.75, B: 90 }, ranking: [['B'], ['A']] },
    feedback: 'Good.',
  },
);
const made = importedConversationOf(threads, { layout: 'parallel', performance: { values: 70, safety: null }, choice: {} });

/** Written as a line, and read again. */
function asRead(conversation: ImportedConversation): ImportedConversation {
  const [row] = [...prismFilesOf([], [{ userId: 'K7-264-M', conversation }]).conversations];
  return readConversationRow(JSON.parse(JSON.stringify(row))).value!.conversation;
}

describe("a session's conversation in PRISM's layout", () => {
  it('is one line of the release, with slots, layout and ranking as added fields', () => {
    const { conversations } = prismFilesOf([], [{ userId: 'K7-264-M', conversation: { ...made, turns: made.turns.slice(0, 1) } }]);
    expect([...conversations]).toEqual([
      {
        conversation_id: 's1.trials-1',
        user_id: 'K7-264-M',
        conversation_type: 'unguided',
        opening_prompt: 'Message 1',
        conversation_turns: 1,
        conversation_history: [
          { turn: 0, role: 'user', content: 'Message 1' },
          { turn: 0, role: 'model', content: 'a', model_name: 'model-A', model_provider: 'provider', score: 26, if_chosen: false, within_turn_id: 0 },
          { turn: 0, role: 'model', content: 'b', model_name: 'model-B', model_provider: 'provider', score: 90, if_chosen: true, within_turn_id: 1 },
        ],
        performance_attributes: { values: 70, safety: null },
        choice_attributes: {},
        open_feedback: 'Good.',
        generated_datetime: '2026-03-01 09:05:07',
        layout: 'parallel',
        stage_id: 'trials',
        session_number: 2,
        ratings: { A: 25.75, B: 90 },
        ranking: [['B'], ['A']],
      },
    ]);
  });

  it('has a rating of a whole thread once, no voided turns, and empty replies as the release writes them', () => {
    expect(made.turns.map(({ turn, message }) => [turn, message])).toEqual([[0, 'Message 1'], [1, 'Message 2']]);
    expect(made.turns[1]?.responses.map(({ score, chosen }) => [score, chosen])).toEqual([[null, false], [null, true]]);
    const { utterances } = prismFilesOf([], [{ userId: 'K7-264-M', conversation: made }]);
    expect([...utterances].map((row) => [row['utterance_id'], row['interaction_id'], row['model_response']])).toEqual([
      ['s1.trials-1.0.A', 's1.trials-1.0', 'a'],
      ['s1.trials-1.0.B', 's1.trials-1.0', 'b'],
      ['s1.trials-1.1.A', 's1.trials-1.1', 'EMPTY STRING'],
      ['s1.trials-1.1.B', 's1.trials-1.1', 'b2'],
    ]);
  });

  it('is read as it was written', () => {
    const [row] = [...prismFilesOf([], [{ userId: 'K7-264-M', conversation: made }]).conversations];
    const withoutIds = { ...made, turns: made.turns.map((turn) => ({ ...turn, responses: turn.responses.map((each) => ({ ...each, utteranceId: null, interactionId: null })) })) };
    expect(readConversationRow(JSON.parse(JSON.stringify(row))).value).toEqual({ userId: 'K7-264-M', conversation: withoutIds });
  });

  it('keeps what was ranked and chosen of turns and of the whole, and gives the same pairs when it is read back', () => {
    const judged = conversationOf(
      [{ replies: { A: 'a', B: 'b', C: 'c' }, chosen: 'B', judgements: { ...nothingSaid, ranking: [['B'], ['A', 'C']], choices: [{ better: 'C', others: ['A', 'B'] }] } }],
      { participantCode: 'K7-264-M', conversationId: 'trials-1', atEnd: { ...nothingSaid, ranking: [['A'], ['C']] } },
    );
    const { conversations } = prismFilesOf([], [{ userId: 'u', conversation: importedConversationOf(judged, { layout: 'branch', performance: {}, choice: {} }) }]);
    const reading = readConversationRow(JSON.parse(JSON.stringify([...conversations][0])));
    expect(reading.unknownFields.filter((field) => /ranking|choices/u.test(field))).toEqual([]);
    const read = judgedConversationOf('study', 'K7', reading.value!.conversation);
    expect([read.atEnd, ...read.turns.map(({ judgements }) => judgements)]).toEqual([judged.atEnd, judged.turns[0]?.judgements]);
  });

  it('keeps the ratings of turns and of the whole apart, to the last digit, though a reply has but one score', () => {
    const judged = conversationOf(
      [
        { replies: { A: 'a', B: 'b' }, chosen: 'B', judgements: { ...nothingSaid, ratings: { A: 12.5, B: 61 } } },
        { replies: { A: 'c', B: 'd' }, chosen: 'B' },
      ],
      { participantCode: 'K7-264-M', conversationId: 'trials-1', atEnd: { ...nothingSaid, ratings: { A: 33.25, B: 99 } } },
    );
    const written = importedConversationOf(judged, { layout: 'parallel', performance: {}, choice: {} });
    expect(written.turns.map(({ responses }) => responses.map(({ score }) => score))).toEqual([[13, 61], [null, null]]);
    const read = judgedConversationOf('study', 'K7', asRead(written));
    expect([read.atEnd, ...read.turns.map(({ judgements }) => judgements)]).toEqual([judged.atEnd, judged.turns[0]?.judgements, null]);
  });

  it('takes the scores for ratings where no ratings are said', () => {
    const { ratings: _, ...extra } = made.extra;
    expect(judgedConversationOf('study', 'K7', asRead({ ...made, extra })).turns[0]?.judgements).toEqual({ ...nothingSaid, ratings: { r1: 26, r2: 90 } });
  });

  it('says nothing of a ranking or a rating that somebody spoilt', () => {
    const atEndOf = (said: Record<string, unknown>) => judgedConversationOf('study', 'K7', { ...made, extra: { layout: 'parallel', ...said } }).atEnd;
    expect([[['A'], ['A']], [['A'], []], 'B', [['Z']], null].map((ranking) => atEndOf({ ranking }))).toEqual([null, null, null, null, null]);
    expect([{ A: 0 }, { A: '7' }, { Z: 5 }, [5], null].map((ratings) => atEndOf({ ratings }))).toEqual([null, null, null, null, null]);
  });
});
