import { describe, expect, it } from 'vitest';
import { judgedConversationOf } from '../../../shared/prism/judged-conversation.ts';
import { readConversationRow } from '../../../shared/prism/read-conversation.ts';
import { conversationLine } from './prism-files.ts';

type Entry = Record<string, unknown>;
const judged = (line: Entry) => judgedConversationOf('study', 'P-1', readConversationRow(line).value!.conversation);

describe('what is learned from an imported conversation', () => {
  it('ratings are the scores, and later replies had read the chosen thread', () => {
    const { turns, source, atEnd, atUtcMilliseconds } = judged(conversationLine());
    expect({ source, atEnd, atUtcMilliseconds }).toEqual({ source: { kind: 'imported' }, atEnd: null, atUtcMilliseconds: Date.UTC(2023, 10, 22, 9) });
    expect(turns[0]?.judgements?.ratings).toEqual({ r1: 80, r2: 80, r3: 20 });
    expect(turns[0]?.responses.map(({ history }) => history)).toEqual([[], [], []]);
    const read = [{ message: 'Good morning', reply: 'Hello!' }];
    expect(turns[1]?.responses.map(({ history, chosen }) => ({ history, chosen }))).toEqual([{ history: read, chosen: false }, { history: read, chosen: true }]);
  });

  it('the chosen reply is better than another score, not than a level one, which lost by lot', () => {
    const { turns } = judged(conversationLine());
    expect(turns[0]?.judgements?.choices).toEqual([{ better: 'r1', others: ['r3'] }]);
    expect(turns[1]?.judgements?.choices).toEqual([{ better: 'r2', others: ['r1'] }]);
  });

  it('of two chosen replies the one whose model goes on was read', () => {
    const line = conversationLine();
    const entries = (line['conversation_history'] as Entry[]).map((entry) => {
      if (entry['role'] !== 'model') return entry;
      return entry['turn'] === 0 ? { ...entry, if_chosen: entry['model_name'] !== 'gpt-4' } : { ...entry, model_name: 'command' };
    });
    const { turns } = judged({ ...line, conversation_history: entries });
    expect(turns[1]?.responses[0]?.history).toEqual([{ message: 'Good morning', reply: 'Yes?' }]);
    expect(turns[0]?.judgements?.choices).toEqual([]);
  });

  it('threads that ran side by side keep to themselves', () => {
    const slots = ['A', 'B'];
    const turn = (number: number): Entry[] => [
      { turn: number, role: 'user', content: `Message ${number}` },
      ...slots.map((slot, place) => ({ turn: number, role: 'model', content: `${slot}${number}`, score: 10 + place, if_chosen: slot === 'B', within_turn_id: place, slot })),
    ];
    const { turns } = judged({ ...conversationLine(), layout: 'parallel', conversation_history: [...turn(0), ...turn(1)] });
    expect(turns[1]?.responses.map(({ key, slot, history }) => [key, slot, history[0]?.reply])).toEqual([['A', 'A', 'A0'], ['B', 'B', 'B0']]);
  });

  it('nothing is judged where nothing was scored or chosen', () => {
    const line = conversationLine({ conversation_history: [{ turn: 0, role: 'user', content: 'Hi' }, { turn: 0, role: 'model', content: null }], generated_datetime: 'yesterday' });
    expect(judged(line)).toMatchObject({ atUtcMilliseconds: null, turns: [{ judgements: null, responses: [{ text: null, history: [] }] }] });
  });
});
