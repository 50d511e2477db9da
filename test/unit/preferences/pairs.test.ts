import { describe, expect, it } from 'vitest';
import type { Judgements } from '../../../shared/preferences/judged-conversation.ts';
import { pairsOf } from '../../../shared/preferences/pairs.ts';
import type { PreferenceRecipe } from '../../../shared/preferences/recipe.ts';
import { conversationOf, nothingSaid, recipeWith, shortly } from './conversations-at-hand.ts';

const replies = { A: 'a', B: 'b', C: 'c', D: 'd' };
const everything: PreferenceRecipe['pairs'] = { ratings: { minimumGap: 0 }, rankings: 'all', choices: true };

/** The pairs of one turn with four replies, and what was left out. */
function made(judgements: Partial<Judgements>, pairs: Partial<PreferenceRecipe['pairs']>, others: Partial<PreferenceRecipe> = {}) {
  const { pairs: found, leftOut } = pairsOf(conversationOf([{ replies, judgements }]), recipeWith({ pairs, ...others }));
  return { pairs: shortly(found), leftOut, found };
}

describe('pairs from ratings', () => {
  it('need a difference, and at least the minimum gap', () => {
    const ratings = { A: 80, B: 60, C: 75, D: 60 };
    expect(made({ ratings }, { ratings: { minimumGap: 10 } })).toMatchObject({
      pairs: ['a>b', 'a>d', 'c>b', 'c>d'],
      leftOut: { tie: 1, 'gap-too-small': 1 },
    });
    expect(made({ ratings }, { ratings: { minimumGap: 5 } }).pairs).toContain('a>c');
    expect(made({ ratings }, { ratings: { minimumGap: 0 } }).leftOut).toEqual({ tie: 1 });
  });

  it('say how far apart the two were', () => {
    expect(made({ ratings: { A: 80, B: 60 } }, { ratings: { minimumGap: 1 } }).found[0]).toMatchObject({ from: 'rating', gap: 20, drawn: false });
  });

  it('take a minimum gap that a scale of points meets exactly', () => {
    // Two neighbours on a scale of four points, spread over 1 to 100, are 33 apart, give or take a rounding.
    const [low, high] = [1 + 99 / 3, 1 + (2 * 99) / 3];
    expect(made({ ratings: { A: high, B: low } }, { ratings: { minimumGap: 33 } }).pairs).toEqual(['a>b']);
  });

  it('leave out a reply that nobody rated', () => {
    expect(made({ ratings: { A: 80, C: 10 } }, { ratings: { minimumGap: 1 } }).pairs).toEqual(['a>c']);
  });
});

describe('pairs from rankings', () => {
  const ranking = [['C'], ['A'], ['D'], ['B']];

  it('are neighbours, all, or the best against the rest', () => {
    expect(made({ ranking }, { rankings: 'adjacent' })).toMatchObject({ pairs: ['c>a', 'a>d', 'd>b'], leftOut: { 'outside-the-rule': 3 } });
    expect(made({ ranking }, { rankings: 'all' })).toMatchObject({ pairs: ['c>a', 'c>d', 'c>b', 'a>d', 'a>b', 'd>b'], leftOut: {} });
    expect(made({ ranking }, { rankings: 'best-against-rest' })).toMatchObject({ pairs: ['c>a', 'c>d', 'c>b'], leftOut: { 'outside-the-rule': 3 } });
  });

  it('know ties: places with several replies', () => {
    const tied = [['C', 'A'], ['D'], ['B']];
    expect(made({ ranking: tied }, { rankings: 'all' })).toMatchObject({ pairs: ['c>d', 'c>b', 'a>d', 'a>b', 'd>b'], leftOut: { tie: 1 } });
    expect(made({ ranking: tied }, { rankings: 'adjacent' })).toMatchObject({ pairs: ['c>d', 'a>d', 'd>b'], leftOut: { tie: 1, 'outside-the-rule': 2 } });
    expect(made({ ranking: tied }, { rankings: 'best-against-rest' })).toMatchObject({ pairs: ['c>d', 'c>b', 'a>d', 'a>b'], leftOut: { tie: 1, 'outside-the-rule': 1 } });
  });
});

describe('pairs from choices', () => {
  it('set the chosen one against those it was chosen over, and those not against each other', () => {
    expect(made({ choices: [{ better: 'B', others: ['A', 'C', 'D'] }] }, { choices: true })).toMatchObject({ pairs: ['b>a', 'b>c', 'b>d'], leftOut: {} });
  });

  it('are none where there was no difference', () => {
    expect(made({ choices: [{ better: null, others: ['A', 'B'] }] }, { choices: true })).toMatchObject({ pairs: [], leftOut: { tie: 1 } });
  });
});

describe('several judgements of the same two replies', () => {
  it('make one pair when they agree', () => {
    const agreeing = { ratings: { A: 80, B: 60 }, ranking: [['A'], ['B']], choices: [{ better: 'A', others: ['B'] }] };
    expect(made(agreeing, everything)).toMatchObject({ pairs: ['a>b'], leftOut: { 'judged-twice': 2 } });
    expect(made(agreeing, everything).found[0]).toMatchObject({ from: 'rating', gap: 20 });
  });

  it('make none when they contradict each other', () => {
    expect(made({ ratings: { A: 80, B: 60 }, ranking: [['B'], ['A']] }, everything)).toMatchObject({ pairs: [], leftOut: { contradiction: 1 } });
    expect(made({ ranking: [['B'], ['A']], choices: [{ better: 'A', others: ['B'] }] }, everything)).toMatchObject({ pairs: [], leftOut: { contradiction: 1 } });
  });

  it('see a contradiction also where the rule would not have taken that pair of the ranking', () => {
    const { pairs, leftOut } = made({ ratings: { A: 10, C: 90 }, ranking: [['A'], ['B'], ['C']] }, { ratings: { minimumGap: 0 }, rankings: 'adjacent' });
    expect(pairs).toEqual(['a>b', 'b>c']);
    expect(leftOut).toEqual({ contradiction: 1 });
  });

  it('take the ranking where the ratings were level or too close to tell', () => {
    expect(made({ ratings: { A: 60, B: 60 }, ranking: [['B'], ['A']] }, everything).pairs).toEqual(['b>a']);
    const close = { ratings: { minimumGap: 10 }, rankings: 'all' as const };
    expect(made({ ratings: { A: 63, B: 60 }, ranking: [['B'], ['A']] }, close)).toMatchObject({ pairs: ['b>a'], leftOut: {} });
  });

  it('count what is not in the recipe for nothing', () => {
    expect(made({ ratings: { A: 80, B: 60 }, ranking: [['B'], ['A']] }, { ratings: { minimumGap: 0 } }).pairs).toEqual(['a>b']);
  });

  it('are of the same two texts even when replies share their words', () => {
    const { pairs, leftOut } = pairsOf(
      conversationOf([{ replies: { A: 'same', B: 'b', C: 'same' }, judgements: { ratings: { A: 80, B: 70, C: 60 } } }]),
      recipeWith({ pairs: { ratings: { minimumGap: 0 } } }),
    );
    // A was better than B, and B better than C, which says the same as A.
    expect({ pairs, leftOut }).toEqual({ pairs: [], leftOut: { 'identical-texts': 1, contradiction: 1 } });
  });
});

describe('level replies', () => {
  const level = { ratings: { A: 50, B: 50 } };

  it('are left out, or drawn: the same way every time, and by another seed another way for some', () => {
    expect(made(level, { ratings: { minimumGap: 5 } }, { ties: 'leave-out' })).toMatchObject({ pairs: [], leftOut: { tie: 1 } });
    const drawn = made(level, { ratings: { minimumGap: 5 } }, { ties: 'draw' });
    expect(drawn.found).toMatchObject([{ drawn: true, gap: 0, from: 'rating' }]);
    expect(made(level, { ratings: { minimumGap: 5 } }, { ties: 'draw' })).toEqual(drawn);
    const outcomes = Array.from({ length: 20 }, (_, index) =>
      made(level, { ratings: { minimumGap: 5 } }, { ties: 'draw', split: { unseenParticipants: 0, testConversations: 0, seed: `seed ${index}` } }).pairs.join(),
    );
    expect(new Set(outcomes)).toEqual(new Set(['a>b', 'b>a']));
  });
});

describe('what cannot be a pair', () => {
  const judgements = { ratings: { A: 80, B: 60 } };
  const recipe = recipeWith({ pairs: { ratings: { minimumGap: 1 } } });

  it('is an empty reply, an empty message, the same words twice', () => {
    expect(pairsOf(conversationOf([{ replies: { A: 'a', B: null }, judgements }]), recipe)).toEqual({ pairs: [], leftOut: { 'empty-reply': 1 } });
    expect(pairsOf(conversationOf([{ replies: { A: 'a', B: ' \n' }, judgements }]), recipe)).toEqual({ pairs: [], leftOut: { 'empty-reply': 1 } });
    expect(pairsOf(conversationOf([{ message: ' ', replies: { A: 'a', B: 'b' }, judgements }]), recipe)).toEqual({ pairs: [], leftOut: { 'empty-message': 1 } });
    expect(pairsOf(conversationOf([{ replies: { A: 'a', B: 'a' }, judgements }]), recipe)).toEqual({ pairs: [], leftOut: { 'identical-texts': 1 } });
  });

  it('is a later turn after an empty reply: no service takes such a history', () => {
    const history = [{ message: 'First', reply: '' }];
    expect(pairsOf(conversationOf([{ replies: { A: 'a', B: 'b' }, history, judgements }]), recipe).leftOut).toEqual({ 'empty-reply-before': 1 });
  });

  it('is a voided turn, unless the recipe keeps them', () => {
    const conversation = conversationOf([{ replies: { A: 'a', B: 'b' }, voided: true, judgements }]);
    expect(pairsOf(conversation, recipe)).toEqual({ pairs: [], leftOut: { 'voided-turn': 1 } });
    expect(shortly(pairsOf(conversation, { ...recipe, voided: 'keep' }).pairs)).toEqual(['a>b']);
  });

  it('is a later turn, when only opening messages are wanted', () => {
    const later = { replies: { A: 'a2', B: 'b2' }, history: [{ message: 'Message 0', reply: 'a' }], judgements };
    const conversation = conversationOf([{ replies: { A: 'a', B: 'b' }, judgements }, later]);
    expect(shortly(pairsOf(conversation, recipe).pairs)).toEqual(['a>b', 'a2>b2']);
    expect(pairsOf(conversation, { ...recipe, turns: 'first' })).toMatchObject({ pairs: [{ chosen: 'a' }], leftOut: { 'later-turn': 1 } });
  });

  it('are two replies to different histories, although the message was the same', () => {
    const histories = { A: [{ message: 'Message 0', reply: 'a' }], B: [{ message: 'Message 0', reply: 'b' }] };
    const conversation = conversationOf([{ replies: { A: 'a', B: 'b' } }, { replies: { A: 'a2', B: 'b2' }, histories, judgements }]);
    expect(pairsOf(conversation, recipe)).toEqual({ pairs: [], leftOut: { 'different-prompts': 1 } });
  });
});

describe('threads that were judged as a whole', () => {
  const histories = { A: [{ message: 'Message 0', reply: 'a' }], B: [{ message: 'Message 0', reply: 'b' }] };
  const threads = [{ replies: { A: 'a', B: 'b' } }, { replies: { A: 'a2', B: 'b2' }, histories }];
  const recipe = recipeWith({ pairs: { rankings: 'all' } });

  it('make a pair of their openings, and none of what came after, which is counted', () => {
    const conversation = conversationOf(threads, { atEnd: { ...nothingSaid, ranking: [['B'], ['A']] } });
    expect(pairsOf(conversation, recipe)).toMatchObject({ pairs: [{ chosen: 'b', rejected: 'a', turn: 0, history: [] }], leftOut: { 'later-turn-of-threads': 1 } });
  });

  it('begin with the opening that was not taken back', () => {
    const conversation = conversationOf([{ replies: { A: 'x', B: 'y' }, voided: true }, { replies: { A: 'a', B: 'b' } }], { atEnd: { ...nothingSaid, ranking: [['B'], ['A']] } });
    expect(pairsOf(conversation, recipe)).toMatchObject({ pairs: [{ chosen: 'b', turn: 1 }], leftOut: {} });
  });

  it('count once more nothing that was judged turn by turn as well, and see where the two disagree', () => {
    const [opening, later] = threads;
    if (!opening || !later) throw new Error('There are two turns.');
    const judged = conversationOf([{ ...opening, judgements: { ranking: [['B'], ['A']] } }, later], { atEnd: { ...nothingSaid, ranking: [['B'], ['A']] } });
    expect(pairsOf(judged, recipe)).toMatchObject({ pairs: [{ chosen: 'b' }], leftOut: { 'judged-twice': 1, 'later-turn-of-threads': 1 } });
    const otherwise = conversationOf([{ ...opening, judgements: { ranking: [['A'], ['B']] } }, later], { atEnd: { ...nothingSaid, ranking: [['B'], ['A']] } });
    expect(pairsOf(otherwise, recipe).leftOut).toEqual({ contradiction: 1, 'later-turn-of-threads': 1 });
  });
});

describe('a text that ends in the middle of a character', () => {
  const half = '🥕'.slice(0, 1);

  it('has the sign for a broken character there, because no file in UTF-8 can hold half of one', () => {
    const judgements = { ratings: { A: 80, B: 60 } };
    const history = [{ message: `Hello ${half}`, reply: `Good ${half}` }];
    const { pairs } = pairsOf(
      conversationOf([{ message: `And ${half}?`, replies: { A: `good 🥕${half}`, B: half }, judgements, history }]),
      recipeWith({ pairs: { ratings: { minimumGap: 1 } } }),
    );
    expect(pairs).toMatchObject([{ history: [{ message: 'Hello \uFFFD', reply: 'Good \uFFFD' }], message: 'And \uFFFD?', chosen: 'good 🥕\uFFFD', rejected: '\uFFFD' }]);
  });
});
