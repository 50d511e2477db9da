import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeDataSet, type SourceConversation } from '../../../shared/preferences/data-set.ts';
import { isUnseen, splitOf } from '../../../shared/preferences/split.ts';
import { conversationOf, recipeWith } from './conversations-at-hand.ts';

const seed = Number(process.env['VISAVIS_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const recipe = recipeWith({ pairs: { ratings: { minimumGap: 1 } }, split: { unseenParticipants: 0.3, testConversations: 0.3, seed: 'split' } });

function held(participantCode: string, conversationId: string, person = participantCode): SourceConversation {
  const conversation = conversationOf(
    [{ message: `${participantCode} opens ${conversationId}`, replies: { A: `${participantCode} ${conversationId} a`, B: `${participantCode} ${conversationId} b` }, judgements: { ratings: { A: 80, B: 20 } } }],
    { participantCode, conversationId },
  );
  return { conversation, person, leftOut: false };
}

const sources = fc.array(fc.record({ participant: fc.integer({ min: 0, max: 30 }), conversations: fc.integer({ min: 1, max: 6 }) }), { maxLength: 20 }).map((people) =>
  people.flatMap(({ participant, conversations }, at) => Array.from({ length: conversations }, (_, number) => held(`K${participant}`, `c${at}-${number}`))),
);

describe('the split', () => {
  it('puts no conversation on both sides, and no unseen participant into training', () => {
    console.info(`VISAVIS_TEST_SEED=${seed}`);
    fc.assert(
      fc.property(sources, fc.string({ minLength: 1, maxLength: 10 }), (conversations, splitSeed) => {
        const own = { ...recipe, split: { ...recipe.split, seed: splitSeed } };
        const { pairs, participants, findings } = makeDataSet(own, conversations);
        const train = new Set(pairs.flatMap(({ split, conversationId }) => (split === 'train' ? [conversationId] : [])));
        const test = new Set(pairs.flatMap(({ split, conversationId }) => (split === 'test' ? [conversationId] : [])));
        expect([...train].filter((id) => test.has(id))).toEqual([]);
        const unseen = new Set(participants.flatMap((each) => (each.unseen ? [each.participantCode] : [])));
        expect(pairs.filter(({ split, participantCode }) => split === 'train' && unseen.has(participantCode))).toEqual([]);
        expect(findings.filter(({ severity }) => severity === 'problem')).toEqual([]);
      }),
      { seed },
    );
  });

  it('moves nobody when somebody is added, wherever in the data', () => {
    fc.assert(
      fc.property(sources, fc.nat(), (conversations, place) => {
        const before = new Map(makeDataSet(recipe, conversations).pairs.map(({ conversationId, split }) => [conversationId, split]));
        const at = place % (conversations.length + 1);
        const more = [...conversations.slice(0, at), held('newcomer', 'their-first'), held('newcomer', 'their-second'), ...conversations.slice(at)];
        const after = new Map(makeDataSet(recipe, more).pairs.map(({ conversationId, split }) => [conversationId, split]));
        for (const [conversationId, split] of before) expect(after.get(conversationId)).toBe(split);
      }),
      { seed },
    );
  });

  it('keeps to the shares over many: within four standard deviations', () => {
    const count = 20_000;
    const unseen = Array.from({ length: count }, (_, index) => isUnseen(`K${index}`, recipe.split)).filter(Boolean).length;
    const test = Array.from({ length: count }, (_, index) => splitOf('somebody seen', `c${index}`, { ...recipe.split, unseenParticipants: 0 })).filter((side) => side === 'test').length;
    const deviation = Math.sqrt(count * 0.3 * 0.7);
    expect(Math.abs(unseen - 0.3 * count)).toBeLessThan(4 * deviation);
    expect(Math.abs(test - 0.3 * count)).toBeLessThan(4 * deviation);
  });

  it('has nobody unseen and nothing to test with when no share is asked for', () => {
    const none = { unseenParticipants: 0, testConversations: 0, seed: 's' };
    expect(Array.from({ length: 500 }, (_, index) => splitOf(`K${index}`, 'c', none)).every((side) => side === 'train')).toBe(true);
  });

  it('has one side for a person who takes part in two studies under two codes', () => {
    const { participants } = makeDataSet(
      recipe,
      Array.from({ length: 40 }, (_, index) => [held(`K${index}`, `a${index}`, `person ${index}`), held(`L${index}`, `b${index}`, `person ${index}`)]).flat(),
    );
    const unseen = new Map(participants.map((each) => [each.participantCode, each.unseen]));
    expect(Array.from({ length: 40 }, (_, index) => unseen.get(`K${index}`) === unseen.get(`L${index}`)).every(Boolean)).toBe(true);
    expect(new Set(unseen.values())).toEqual(new Set([true, false]));
  });

  it('says when so few were there that nobody fell into a part', () => {
    const few = { ...recipe, split: { unseenParticipants: 0.01, testConversations: 0.01, seed: 'few' } };
    const { findings } = makeDataSet(few, [held('K1', 'c1'), held('K1', 'c2')]);
    expect(findings.map(({ id, count }) => [id, count])).toEqual([
      ['no-unseen-participants', 1],
      ['no-test-conversations', 2],
      ['few-pairs', 2],
    ]);
  });
});
