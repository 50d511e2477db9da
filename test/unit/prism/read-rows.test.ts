import { describe, expect, it } from 'vitest';
import { ImportedConversation } from '../../../shared/prism/imported-conversation.ts';
import { readConversationRow } from '../../../shared/prism/read-conversation.ts';
import { readSurveyRow } from '../../../shared/prism/read-survey.ts';
import { conversationOfUtterances, readUtteranceRow, withUtterances } from '../../../shared/prism/read-utterance.ts';
import type { RowProblem } from '../../../shared/prism/row-problem.ts';
import { conversationLine } from './prism-files.ts';

type Entry = Record<string, unknown>;
const history = (change: (entries: Entry[]) => unknown[]): Record<string, unknown> => {
  const line = conversationLine();
  return { ...line, conversation_history: change(line['conversation_history'] as Entry[]) };
};
const entry = (index: number, changes: Entry): Record<string, unknown> => history((entries) => entries.map((each, place) => (place === index ? { ...each, ...changes } : each)));
const said = ({ severity, field, code }: RowProblem): string => `${severity} ${field ?? '–'} ${code}`;

describe('a line of the survey', () => {
  it('becomes a profile under the names of PRISM, nulls and unknown fields included', () => {
    const { value, problems, unknownFields } = readSurveyRow({
      user_id: 'user7',
      age: '25-34 years old',
      lm_frequency_use: null,
      order_stated_prefs: { values: 3 },
      religion: { simplified: 'Other', wave_2: 'Christian' },
      favourite_colour: ['green', 'blue'],
    });
    expect(problems).toEqual([]);
    expect(value).toEqual({
      userId: 'user7',
      profile: {
        age: '25-34 years old',
        lm_frequency_use: null,
        order_stated_prefs: { values: 3 },
        religion: { simplified: 'Other', wave_2: 'Christian' },
        favourite_colour: ['green', 'blue'],
      },
    });
    expect(unknownFields).toEqual(['favourite_colour', 'religion.wave_2']);
  });

  it('may have its objects flattened, and they become objects again', () => {
    const { value, missingFields } = readSurveyRow({ user_id: 'u', location_reside_country: 'Chile', location_birth_countryISO: 'CHL', religion_simplified: 'Jewish', ethnicity: { simplified: 'White' }, ethnicity_categorised: 'White' });
    expect(value?.profile).toEqual({
      location: { reside_country: 'Chile', birth_countryISO: 'CHL' },
      religion: { simplified: 'Jewish' },
      ethnicity: { simplified: 'White', categorised: 'White' },
    });
    expect(missingFields).not.toContain('location');
    expect(missingFields).toContain('age');
  });

  it('keeps both when object and flattened field differ, and says so', () => {
    const { value, problems } = readSurveyRow({ user_id: 'u', location: { reside_country: 'Peru' }, location_reside_country: 'Chile' });
    expect(value?.profile).toEqual({ location: { reside_country: 'Peru' }, location_reside_country: 'Chile' });
    expect(problems.map(said)).toEqual(['warning location_reside_country said-twice']);
  });

  it('is nothing without a user', () => {
    for (const row of [{ age: '65+ years old' }, { user_id: null }, { user_id: '' }, { user_id: 7 }, [], 'user7', null]) {
      const { value, problems } = readSurveyRow(row);
      expect(value).toBeNull();
      expect(problems.some(({ severity }) => severity === 'error')).toBe(true);
    }
  });

  it('is taken with a remark when a field is of another kind than it should be', () => {
    const { value, problems } = readSurveyRow({ user_id: 'u', survey_only: 'no', stated_prefs: 'values' });
    expect(value?.profile).toEqual({ survey_only: 'no', stated_prefs: 'values' });
    expect(problems.map(said)).toEqual(['warning survey_only wrong-kind', 'warning stated_prefs wrong-kind']);
  });

  it('loses no field called __proto__, and takes no number that cannot be stored', () => {
    const { value } = readSurveyRow(JSON.parse('{"user_id":"u","__proto__":{"age":"x"}}'));
    expect(JSON.stringify(value?.profile)).toBe('{"__proto__":{"age":"x"}}');
    expect(readSurveyRow(JSON.parse('{"user_id":"u","age":1e999}')).problems.map(said)).toEqual(['error – not-keepable']);
  });
});

describe('a line of the conversations', () => {
  it('is understood turn by turn, with empty replies as such', () => {
    const { value, problems, unknownFields, missingFields } = readConversationRow(conversationLine());
    expect({ problems, unknownFields, missingFields }).toEqual({ problems: [], unknownFields: [], missingFields: [] });
    expect(ImportedConversation.parse(value?.conversation)).toEqual(value?.conversation);
    expect(value?.conversation.turns.map(({ turn, message, responses }) => [turn, message, ...responses.map(({ text, score, chosen }) => [text, score, chosen])])).toEqual([
      [0, 'Good morning', ['Hello!', 80, true], [null, 80, false], ['Yes?', 20, false]],
      [1, 'How are you?', ['Fine.', 50, false], ['Well, thanks.', 70, true]],
    ]);
    expect(value?.conversation).toMatchObject({ performance: { values: 50, fluency: null }, feedback: 'Kind.', generatedAt: '2023-11-22 09:00:00' });
    expect(value?.conversation.extra).toEqual({ timing_duration_s: 120.5, timing_duration_mins: 2.01, included_in_balanced_subset: true });
  });

  it('keeps what it does not understand where it was', () => {
    const { value, unknownFields } = readConversationRow({ ...entry(1, { latency: 2, slot: 'C' }), wave: { number: 2 } });
    expect(value?.conversation.extra['wave']).toEqual({ number: 2 });
    expect(value?.conversation.turns[0]?.responses[0]).toMatchObject({ slot: 'C', extra: { history: { latency: 2 } } });
    expect(unknownFields).toEqual(['wave', 'conversation_history[].latency']);
  });

  it.each([
    ['without an id', { ...conversationLine(), conversation_id: null }, 'error conversation_id wrong-kind'],
    ['without a user', { ...conversationLine(), user_id: undefined }, 'error user_id missing'],
    ['without a turn', { ...conversationLine(), conversation_history: [] }, 'error conversation_history other-value'],
    ['with a score in words', entry(1, { score: '80' }), 'error conversation_history[1].score wrong-kind'],
    ['with a score of 0', entry(2, { score: 0 }), 'error conversation_history[2].score other-value'],
    ['with a message that is not there', entry(0, { content: null }), 'error conversation_history[0].content wrong-kind'],
    ['with a role that nobody has', entry(1, { role: 'system' }), 'error conversation_history[1].role other-value'],
    ['with turns out of order', history((entries) => [...entries.slice(4), ...entries.slice(0, 4)]), 'error conversation_history[3].turn turn-out-of-order'],
    ['with a response before its message', history((entries) => entries.slice(1)), 'error conversation_history[0].turn response-without-message'],
    ['with a choice in words', entry(1, { if_chosen: 'yes' }), 'error conversation_history[1].if_chosen wrong-kind'],
  ])('is not taken %s', (_, row, problem) => {
    const { value, problems } = readConversationRow(row);
    expect(value).toBeNull();
    expect(problems.map(said)).toContain(problem);
  });

  it.each([
    ['nobody was chosen', entry(1, { if_chosen: null }), 'none-chosen'],
    ['two were chosen, as in the release', entry(2, { if_chosen: true }), 'several-chosen'],
    ['nobody answers', history((entries) => entries.slice(0, 5)), 'no-responses'],
    ['a turn is left out', history((entries) => entries.map((each) => ({ ...each, turn: Number(each['turn']) * 3 }))), 'turns-missing'],
    ['two share a within_turn_id', entry(2, { within_turn_id: 1 }), 'double-within-turn-id'],
    ['a model has no name', entry(1, { model_name: 4 }), 'wrong-kind'],
    ['an attribute is beyond 100', { ...conversationLine(), choice_attributes: { values: 101 } }, 'other-value'],
  ])('is taken with a remark when %s', (_, row, code) => {
    const { value, problems } = readConversationRow(row);
    expect(value).not.toBeNull();
    expect(problems.map((problem) => [problem.severity, problem.code])).toEqual([['warning', code]]);
  });

  it('may lack nearly everything, and have null nearly everywhere', () => {
    const { value, problems, missingFields } = readConversationRow({
      conversation_id: 'c',
      user_id: 'u',
      performance_attributes: null,
      conversation_history: [
        { turn: 0, role: 'user', content: '' },
        { turn: 0, role: 'model', content: null, model_name: null, score: null, if_chosen: true },
      ],
    });
    expect(problems).toEqual([]);
    expect(value?.conversation).toMatchObject({ type: null, generatedAt: null, feedback: null, performance: {}, turns: [{ message: '', responses: [{ text: null, score: null, model: null }] }] });
    expect(missingFields).toEqual(expect.arrayContaining(['conversation_type', 'conversation_history[].within_turn_id']));
  });
});

describe('lines of the utterances', () => {
  const utterance = (changes: Entry = {}): Entry => ({
    utterance_id: 'ut5',
    interaction_id: 'int2',
    conversation_id: 'c1',
    user_id: 'user1',
    turn: 0,
    within_turn_id: 0,
    conversation_type: 'unguided',
    user_prompt: 'Good morning',
    model_name: 'gpt-4',
    model_provider: 'openai',
    model_response: 'EMPTY STRING',
    score: 80,
    if_chosen: false,
    included_in_balanced_subset: true,
    ...changes,
  });
  const held = readConversationRow(conversationLine()).value!;
  const read = (changes: Entry = {}) => readUtteranceRow(utterance(changes)).value!;

  it('find their response by turn and within_turn_id and give it its ids', () => {
    const { conversation, problems } = withUtterances(held, [read({ pii_flag: true })]);
    expect(problems).toEqual([]);
    expect(conversation.turns[0]?.responses[1]).toMatchObject({ text: null, utteranceId: 'ut5', interactionId: 'int2', extra: { utterance: { pii_flag: true } } });
    expect(conversation.turns[0]?.responses[0]).toMatchObject({ utteranceId: null });
  });

  it('find it by its words when they have no within_turn_id', () => {
    const { conversation, problems } = withUtterances(held, [read({ within_turn_id: null, turn: 1, model_response: 'Fine.', user_prompt: 'How are you?', score: 50, model_name: 'claude-2', model_provider: 'anthropic' })]);
    expect(problems).toEqual([]);
    expect(conversation.turns[1]?.responses[0]?.utteranceId).toBe('ut5');
  });

  it('that contradict the conversation are reported, and both are kept', () => {
    const { conversation, problems } = withUtterances(held, [read({ model_response: 'Boo', score: 3 })]);
    expect(problems.map(({ index, problem }) => `${index} ${said(problem)}`)).toEqual(['0 warning model_response differs', '0 warning score differs']);
    expect(conversation.turns[0]?.responses[1]).toMatchObject({ text: null, score: 80, extra: { utterance: { model_response: 'Boo', score: 3 } } });
  });

  it('without a place, or of somebody else, are broken', () => {
    const { problems } = withUtterances(held, [read({ turn: 9 }), read({ user_id: 'user2' }), read(), read({ utterance_id: 'ut6' })]);
    expect(problems.map(({ index, problem }) => `${index} ${said(problem)}`)).toEqual([
      '0 error within_turn_id no-such-response',
      '1 error user_id other-user',
      '3 error within_turn_id no-such-response',
    ]);
  });

  it('without a conversation of their own are put together to one', () => {
    const rows = [
      { turn: 1, within_turn_id: 0, user_prompt: 'Next', model_response: 'One', if_chosen: true },
      { within_turn_id: 1, model_response: 'Zero', if_chosen: true },
      { within_turn_id: 0 },
    ];
    const { userId, conversation, problems } = conversationOfUtterances('c1', rows.map((changes, index) => read({ ...changes, utterance_id: `ut${index}` })));
    expect({ userId, problems }).toEqual({ userId: 'user1', problems: [] });
    expect(conversation).toMatchObject({ conversationId: 'c1', type: 'unguided', generatedAt: null, feedback: null, performance: {} });
    expect(conversation.turns.map(({ turn, message, responses }) => [turn, message, responses.map(({ text, utteranceId }) => [text, utteranceId])])).toEqual([
      [0, 'Good morning', [['Zero', 'ut1'], [null, 'ut2']]],
      [1, 'Next', [['One', 'ut0']]],
    ]);
  });
});
