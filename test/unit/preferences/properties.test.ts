import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JudgedConversation, JudgedTurn } from '../../../shared/preferences/judged-conversation.ts';
import { pairsOf } from '../../../shared/preferences/pairs.ts';
import { makeDataSet } from '../../../shared/preferences/data-set.ts';
import { PreferenceRecipe } from '../../../shared/preferences/recipe.ts';
import { conversationOf, recipeWith } from './conversations-at-hand.ts';

const seed = Number(process.env['VISAVIS_TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

const keys = ['A', 'B', 'C', 'D'] as const;
const someKeys = fc.shuffledSubarray([...keys], { minLength: 1 });
const text = fc.constantFrom('x', 'y', 'z', 'w', 'v', 'u', 't', 's', '', null);
const ranking = someKeys.chain((ranked) => fc.array(fc.boolean(), { minLength: ranked.length, maxLength: ranked.length }).map((joins) => {
  const places: string[][] = [];
  ranked.forEach((key, index) => {
    const last = places.at(-1);
    if (last && joins[index]) last.push(key);
    else places.push([key]);
  });
  return places;
}));
const judgements = fc.record({
  ratings: fc.dictionary(fc.constantFrom(...keys), fc.integer({ min: 1, max: 5 }).map((value) => value * 10)),
  ranking: fc.oneof(fc.constant([]), ranking),
  choices: fc.array(fc.record({ better: fc.option(fc.constantFrom(...keys)), others: someKeys }).map(({ better, others }) => ({ better, others: others.filter((key) => key !== better) })), { maxLength: 2 }),
});
const history = fc.array(fc.record({ message: fc.constantFrom('m', 'n'), reply: fc.constantFrom('x', 'y', 'z', 'w', '') }), { maxLength: 2 });
const turn = fc.record({
  replies: fc.record({ A: text, B: text, C: text, D: text }),
  histories: fc.oneof(history.map((each) => ({ A: each, B: each, C: each, D: each })), fc.record({ A: history, B: history, C: history, D: history })),
  message: fc.constantFrom('Hello', 'And?', 'Why?', 'How?', ' '),
  voided: fc.boolean(),
  judgements,
});
const conversations = fc.array(
  fc.record({ turns: fc.array(turn, { minLength: 1, maxLength: 3 }), atEnd: fc.option(judgements), code: fc.constantFrom('K1', 'K2') }).map(({ turns, atEnd, code }) => conversationOf(turns, { atEnd, participantCode: code })),
  { minLength: 2, maxLength: 4 },
).map((all) => all.map((each, index): JudgedConversation => ({ ...each, conversationId: `c${index}` })));
const recipes = fc.record({
  ratings: fc.option(fc.record({ minimumGap: fc.constantFrom(0, 10, 25) })),
  rankings: fc.option(fc.constantFrom('adjacent' as const, 'all' as const, 'best-against-rest' as const)),
  choices: fc.boolean(),
  ties: fc.constantFrom('leave-out' as const, 'draw' as const),
  voided: fc.constantFrom('leave-out' as const, 'keep' as const),
  turns: fc.constantFrom('all' as const, 'first' as const),
}).map(({ ratings, rankings, choices, ...others }) => PreferenceRecipe.parse(recipeWith({ pairs: { ratings, rankings, choices }, ...others })));

/** Replies of a turn with these words, to exactly this history. */
function repliesWith(turn: JudgedTurn | undefined, words: string, to: readonly object[]) {
  return (turn?.responses ?? []).filter((response) => response.text === words && JSON.stringify(response.history) === JSON.stringify(to));
}

describe('whatever was judged, and by whatever recipe', () => {
  it('pairs are two replies of one turn to the same prompt, never the same words, never both ways', () => {
    console.info(`VISAVIS_TEST_SEED=${seed}`);
    let made = 0;
    fc.assert(
      fc.property(conversations, recipes, (all, recipe) => {
        for (const conversation of all) {
          const { pairs } = pairsOf(conversation, recipe);
          made += pairs.length;
          const seen = new Set<string>();
          for (const pair of pairs) {
            const from = conversation.turns.find((each) => each.turn === pair.turn);
            expect(from?.message).toBe(pair.message);
            expect(repliesWith(from, pair.chosen, pair.history).length).toBeGreaterThan(0);
            expect(repliesWith(from, pair.rejected, pair.history).length).toBeGreaterThan(0);
            expect(pair.chosen).not.toBe(pair.rejected);
            expect([pair.chosen, pair.rejected, pair.message].map((words) => words.trim())).not.toContain('');
            if (recipe.voided === 'leave-out') expect(from?.voided).toBe(false);
            if (recipe.turns === 'first') expect(pair.history).toEqual([]);
            if (recipe.ties === 'leave-out') expect(pair.drawn).toBe(false);
            if (pair.from === 'rating' && !pair.drawn) expect(pair.gap).toBeGreaterThanOrEqual(recipe.pairs.ratings?.minimumGap ?? 100);
            const both = JSON.stringify([pair.turn, pair.history, [pair.chosen, pair.rejected].toSorted()]);
            expect(seen.has(both)).toBe(false);
            seen.add(both);
          }
        }
      }),
      { seed, numRuns: 1_000 },
    );
    expect(made).toBeGreaterThan(1_000);
  });

  it('the same recipe over the same data gives the same data set, and turning everything off gives none', () => {
    fc.assert(
      fc.property(conversations, recipes, (all, recipe) => {
        const sources = all.map((conversation) => ({ conversation, person: conversation.participantCode, leftOut: false }));
        const once = JSON.stringify(makeDataSet(recipe, sources).pairs);
        expect(JSON.stringify(makeDataSet(structuredClone(recipe), structuredClone(sources)).pairs)).toBe(once);
        const nothing = makeDataSet({ ...recipe, pairs: { ratings: null, rankings: null, choices: false } }, sources);
        expect([nothing.pairs, nothing.leftOut]).toEqual([[], {}]);
      }),
      { seed, numRuns: 200 },
    );
  });
});
