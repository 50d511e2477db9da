import { describe, expect, it } from 'vitest';
import { missingOn } from '../../../../shared/session/missing-judgements.ts';
import type { Slot } from '../../../../shared/session/events.ts';
import type { SheetView } from '../../../../shared/session/views.ts';
import type { Judgement, JudgementOf } from '../../../../shared/study/judgements.ts';
import { charactersToGo, sentenceForMissing } from '../../../../renderer/sheet/missing-words.ts';

const slots: readonly Slot[] = ['A', 'B', 'C', 'D'];
const base = { question: 'How good was it?', help: '', required: true };
const rating: Judgement = {
  kind: 'slider', id: 'rating', ...base, of: 'each-slot', low: 'Terrible', high: 'Perfect', showNumber: false, notApplicable: null, mustMove: true,
};
const ranking: Judgement = { kind: 'ranking', id: 'ranking', ...base, best: 'best', worst: 'worst', ties: false };
const qualities: Judgement = {
  kind: 'attributes', id: 'qualities', ...base, of: 'preferred', low: 'Poor', high: 'Excellent', notApplicable: null,
  items: [{ id: 'values', label: 'Values' }, { id: 'safety', label: 'Safety' }],
};
const words: JudgementOf<'text'> = {
  kind: 'text', id: 'words', ...base, boxes: [{ id: 'good', label: 'Good?' }, { id: 'bad', label: 'Bad?' }], minimumCharacters: 10, maximumCharacters: 20,
};

interface Filled {
  readonly rated?: readonly Slot[];
  readonly rankings?: SheetView['rankings'];
  readonly texts?: Readonly<Record<string, string>>;
}

/** The sentence next to the button for a sheet that is filled in so far. */
function sentence(judgements: Judgement[], { rated = [], rankings = {}, texts = {} }: Filled, layout: 'parallel' | 'branch' = 'parallel') {
  const view: SheetView = {
    sheet: { id: 'sheet', judgements, preferredBy: null },
    turn: null,
    slots: [...slots],
    preferred: 'A',
    ratings: rated.map((slot) => ({ judgementId: 'rating', slot, item: null, value: 50, moved: true })),
    rankings,
    choices: {},
    texts: {},
  };
  const threads = slots.map((slot) => ({ slot, turns: [] }));
  return sentenceForMissing(missingOn(view, { words: { ...texts } }), {
    view,
    threads,
    layout,
    wordsIn: (_, box) => texts[box] ?? '',
  });
}

describe('what a sheet still needs', () => {
  it('is said of assistants when they lack ratings and places', () => {
    const filled: Filled = { rated: ['A', 'B', 'C'], rankings: { ranking: [['C'], ['A'], [], []] } };
    expect(sentence([rating, ranking], filled)).toBe('Two assistants still need a place, one a rating.');
  });

  it('names only what is open', () => {
    const placed = { ranking: [['C'], ['A'], ['B'], ['D']] } satisfies SheetView['rankings'];
    expect(sentence([rating, ranking], { rated: slots, rankings: { ranking: [['C'], ['A'], ['B'], []] } })).toBe(
      'One assistant still needs a place in the order.',
    );
    expect(sentence([rating, ranking], { rankings: placed })).toBe('Four assistants still need a rating.');
    expect(sentence([rating, ranking], { rated: slots, rankings: placed })).toBeNull();
  });

  it('speaks of no assistants where responses change their places', () => {
    expect(sentence([rating], { rated: ['A'] }, 'branch')).toBe('Three answers are still missing.');
  });

  it('counts qualities, and answers where several kinds are open', () => {
    expect(sentence([qualities, words], {})).toBe('Two qualities still need an answer.');
    expect(sentence([qualities, ranking], {})).toBe('Three answers are still missing.');
  });

  it('comes to what is written last, both boxes together', () => {
    expect(sentence([words], {})).toBe('10 more characters, please.');
    expect(sentence([words], { texts: { good: ' short ', bad: 'ok' } })).toBe('3 more characters, please.');
    expect(sentence([words], { texts: { good: 'clear', bad: 'slow.' } })).toBeNull();
    expect(sentence([words], { texts: { good: 'x'.repeat(23) } })).toBe('3 characters too many.');
    expect(sentence([{ ...words, minimumCharacters: 0 }], {})).toBe('Please write something.');
  });

  it('asks for no words that are optional, unless some are there but too few', () => {
    const optional = { ...words, required: false };
    expect(sentence([optional], {})).toBeNull();
    expect(charactersToGo(optional, () => '')).toBe(0);
    expect(sentence([optional], { texts: { bad: 'too long' } })).toBe('2 more characters, please.');
  });

  it('lets a slider rest where it stands', () => {
    expect(sentence([{ ...rating, mustMove: false }], {})).toBeNull();
  });
});
