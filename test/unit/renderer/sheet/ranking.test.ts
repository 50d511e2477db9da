import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Slot } from '../../../../shared/session/events.ts';
import { emptyPlaces, placeOf, putOnPlace, samePlaces, stepTo, takeOff, type Places } from '../../../../renderer/sheet/ranking.ts';

/** "C A - D" for places with one slot each, "AB - - C" with ties. */
const read = (words: string): Places => words.split(' ').map((place) => (place === '-' ? [] : (place.split('') as Slot[])));
const put = (words: string, slot: Slot, index: number) => putOnPlace(read(words), slot, index, false);
const tie = (words: string, slot: Slot, index: number) => putOnPlace(read(words), slot, index, true);

describe('putting assistants in order', () => {
  it('puts a card on a free place and leaves the others alone', () => {
    expect(put('C - - -', 'A', 3)).toEqual(read('C - - A'));
  });

  it('moves a card within a full order as within a row', () => {
    expect(put('C A B D', 'D', 0)).toEqual(read('D C A B'));
    expect(put('C A B D', 'C', 2)).toEqual(read('A B C D'));
  });

  it('makes room towards the nearest free place, so that as little as possible changes', () => {
    expect(put('A B - -', 'C', 0)).toEqual(read('C A B -'));
    expect(put('- A B -', 'C', 2)).toEqual(read('- A C B'));
  });

  it('steps a card with the arrow keys and stops at the ends', () => {
    expect(stepTo(read('C A B D'), 'A', -1, false)).toEqual(read('A C B D'));
    expect(stepTo(read('C A B D'), 'C', -1, false)).toEqual(read('C A B D'));
    expect(stepTo(read('C A B D'), 'D', 1, false)).toEqual(read('C A B D'));
  });

  it('brings a card in from the side it is sent from', () => {
    expect(stepTo(emptyPlaces(4), 'B', 1, false)).toEqual(read('B - - -'));
    expect(stepTo(read('A - - -'), 'B', -1, false)).toEqual(read('A - - B'));
  });

  it('takes a card off and knows when nothing changed', () => {
    const full = read('C A B D');
    expect(takeOff(full, 'A')).toEqual(read('C - B D'));
    expect(samePlaces(full, [...full])).toBe(true);
    expect(samePlaces(full, takeOff(full, 'A'))).toBe(false);
  });
});

describe('an order in which several may share a place', () => {
  it('has a card join whoever stands there, in the order of the slots', () => {
    expect(tie('B - - -', 'A', 0)).toEqual(read('AB - - -'));
    expect(tie('AB - C -', 'C', 0)).toEqual(read('ABC - - -'));
  });

  it('steps a card into the neighbouring place and out again', () => {
    expect(stepTo(read('A B -'), 'B', -1, true)).toEqual(read('AB - -'));
    expect(stepTo(read('AB - -'), 'B', 1, true)).toEqual(read('A B -'));
    expect(stepTo(read('AB - -'), 'A', -1, true)).toEqual(read('AB - -'));
  });

  it('brings a last card in even when no place is free', () => {
    expect(stepTo(read('AB C'), 'D', 1, true)).toEqual(read('ABD C'));
    expect(stepTo(read('A BC'), 'D', -1, true)).toEqual(read('A BCD'));
  });

  it('changes nothing for a card that stands there already', () => {
    expect(samePlaces(tie('AB - -', 'B', 0), read('AB - -'))).toBe(true);
  });
});

it('never loses or doubles a card, whatever is moved where, with ties and without', () => {
  const slots: readonly Slot[] = ['A', 'B', 'C', 'D'];
  const move = fc.record({ slot: fc.constantFrom(...slots), index: fc.integer({ min: -1, max: 4 }) });
  fc.assert(
    fc.property(fc.array(move, { maxLength: 20 }), fc.boolean(), (moves, ties) => {
      let places = emptyPlaces(4);
      for (const { slot, index } of moves) {
        const before = new Set(places.flat());
        places = putOnPlace(places, slot, index, ties);
        if (index >= 0 && index < 4) {
          before.add(slot);
          expect(placeOf(places, slot)).toBe(index);
        }
        const after = places.flat();
        expect(after).toHaveLength(before.size);
        expect(new Set(after)).toEqual(before);
        if (!ties) expect(places.every((place) => place.length <= 1)).toBe(true);
      }
    }),
  );
});
