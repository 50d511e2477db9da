import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Profile } from '../../../shared/people/participant.ts';
import { ImportedConversation } from '../../../shared/prism/imported-conversation.ts';
import { surveyFields, surveyObjects } from '../../../shared/prism/layout.ts';
import { readConversationRow } from '../../../shared/prism/read-conversation.ts';
import { readSurveyRow } from '../../../shared/prism/read-survey.ts';
import { readUtteranceRow, withUtterances } from '../../../shared/prism/read-utterance.ts';
import { type PrismConversation, prismFilesOf, type PrismParticipant, type PrismRow } from '../../../shared/prism/write-rows.ts';
import { rowsOf, smallRelease } from './prism-files.ts';

const seed = Number(process.env['VISAVIS_TEST_SEED'] ?? Math.floor(Math.random() * 1e9));

interface Lines {
  readonly survey: readonly PrismRow[];
  readonly conversations: readonly PrismRow[];
  readonly utterances: readonly PrismRow[];
}

/** What lines give, as an import puts it together. */
function read({ survey, conversations, utterances }: Lines): { readonly people: PrismParticipant[]; readonly held: PrismConversation[] } {
  const own = utterances.map((row) => readUtteranceRow(row).value!);
  return {
    people: survey.map((row) => readSurveyRow(row).value!),
    held: conversations.map((row) => {
      const { value } = readConversationRow(row);
      const { userId, conversation } = withUtterances(value!, own.filter(({ conversationId }) => conversationId === value!.conversation.conversationId));
      return { userId, conversation };
    }),
  };
}

function written(people: readonly PrismParticipant[], held: readonly PrismConversation[]): Lines {
  const files = prismFilesOf(people, held);
  // Through JSON, as through a file.
  const lines = (rows: Iterable<PrismRow>): PrismRow[] => [...rows].map((row) => JSON.parse(JSON.stringify(row)) as PrismRow);
  return { survey: lines(files.survey), conversations: lines(files.conversations), utterances: lines(files.utterances) };
}

describe('files in the layout of the release', () => {
  it.each([['as released', {}], ['with fields nobody knows and a model of our own', { faults: ['extra-fields', 'unknown-model', 'nothing-said'] as const }], ['where a line contradicts its conversation', { faults: ['utterance-differs'] as const }]])(
    'come out field for field as they came in: %s',
    (_, options) => {
      const folder = smallRelease(options);
      const lines = { survey: rowsOf(folder, 'survey'), conversations: rowsOf(folder, 'conversations'), utterances: rowsOf(folder, 'utterances') };
      const { people, held } = read(lines);
      expect(written(people, held)).toEqual(lines);
      held.forEach(({ conversation }) => { ImportedConversation.parse(conversation); });
    },
  );

  it('come out in the order of the layout, objects nested and missing fields as null', () => {
    const [row] = written([], [{ userId: 'u', conversation: readConversationRow({ conversation_id: 'c', user_id: 'u', conversation_history: [{ turn: 0, role: 'user', content: 'Hi' }] }).value!.conversation }]).conversations;
    expect(Object.entries(row!).map(([name, value]) => `${name}=${JSON.stringify(value)}`)).toEqual([
      'conversation_id="c"',
      'user_id="u"',
      'conversation_type=null',
      'opening_prompt="Hi"',
      'conversation_turns=1',
      'conversation_history=[{"turn":0,"role":"user","content":"Hi"}]',
      'performance_attributes={}',
      'choice_attributes={}',
      'open_feedback=null',
      'generated_datetime=null',
    ]);
  });
});

const text = fc.string({ unit: 'grapheme', maxLength: 30 });
const textOrNull = fc.option(text);
const reply = fc.option(text.filter((words) => words !== '' && words !== 'EMPTY STRING'));
/**
 * Names nobody reads, and anything JSON can hold (0 and −0 are one number there), but for backslashes: V8 takes the
 * name `x"` for `x\` when it read an object with the name `x\` in the same place before.
 */
const extra = fc
  .dictionary(
    fc.string({ minLength: 1, maxLength: 12 }).map((name) => `our_${name}`),
    fc.jsonValue({ maxDepth: 3 }),
    { maxKeys: 3, noNullPrototype: true },
  )
  .map((value) => JSON.parse(JSON.stringify(value).replaceAll(String.raw`\\`, '/')) as Profile);
const attributes = fc.dictionary(fc.constantFrom('values', 'fluency', 'our own'), fc.option(fc.integer({ min: 0, max: 100 })), { noNullPrototype: true });

const conversations: fc.Arbitrary<PrismConversation> = fc
  .record({
    userId: fc.string({ minLength: 1 }),
    conversationId: fc.string({ minLength: 1 }),
    type: textOrNull,
    generatedAt: textOrNull,
    performance: attributes,
    choice: attributes,
    feedback: textOrNull,
    extra,
    messages: fc.array(fc.record({ message: text, extra, gap: fc.integer({ min: 1, max: 2 }) }), { minLength: 1, maxLength: 4 }),
    replies: fc.array(
      fc.array(
        fc.record({ text: reply, model: textOrNull, provider: textOrNull, score: fc.option(fc.double({ min: 1, max: 100, noNaN: true })), chosen: fc.boolean(), slot: fc.option(fc.constantFrom('A', 'B', 'C', 'D')), named: fc.boolean(), utteranceId: text, interactionId: textOrNull, history: extra, utterance: extra }),
        { maxLength: 4 },
      ),
      { minLength: 4, maxLength: 4 },
    ),
  })
  .map(({ userId, messages, replies, ...head }) => {
    let next = 0;
    const turns = messages.map(({ message, extra: kept, gap }, index) => {
      const turn = index === 0 ? 0 : next + gap;
      next = turn;
      return {
        turn,
        message,
        extra: kept,
        responses: (replies[index] ?? []).map(({ named, history, utterance, utteranceId, interactionId, ...response }, place) => ({
          ...response,
          withinTurnId: place,
          utteranceId: named ? `${head.conversationId}/${turn}/${place}/${utteranceId}` : null,
          interactionId: named ? interactionId : null,
          extra: { ...(Object.keys(history).length > 0 ? { history } : {}), ...(named && Object.keys(utterance).length > 0 ? { utterance } : {}) },
        })),
      };
    });
    return { userId, conversation: { ...head, turns } };
  });

const people: fc.Arbitrary<PrismParticipant> = fc.record({
  userId: fc.string({ minLength: 1 }),
  profile: fc.oneof(
    extra,
    fc.dictionary(fc.constantFrom(...surveyFields.filter((field) => field !== 'user_id' && surveyObjects[field] === undefined)), textOrNull, { noNullPrototype: true }),
    fc.record({ location: fc.dictionary(fc.constantFrom(...(surveyObjects['location'] ?? []), 'our_own'), textOrNull, { noNullPrototype: true }) }),
  ),
});

describe(`any people and conversations (VISAVIS_TEST_SEED=${seed})`, () => {
  it('come back as they went out', () => {
    fc.assert(
      fc.property(fc.array(people, { maxLength: 4 }), fc.uniqueArray(conversations, { maxLength: 3, selector: ({ conversation }) => conversation.conversationId }), (persons, held) => {
        const back = read(written(persons, held));
        expect(back.people).toEqual(persons);
        expect(back.held).toEqual(held);
      }),
      { seed, numRuns: 300 },
    );
  });
});
