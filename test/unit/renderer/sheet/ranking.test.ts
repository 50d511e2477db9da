import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RankPlaces, Slot } from '../../../../shared/session/events.ts';
import { putOnPlace, samePlaces, stepTo, takeOff } from '../../../../renderer/judgement/ranking.ts';

const empty: RankPlaces = [null, null, null, null];
const full: RankPlaces = ['C', 'A', 'B', 'D'];

describe('putting assistants in order', () => {
  it('puts a card on a free place and leaves the others alone', () => {
    expect(putOnPlace(['C', null, null, null], 'A', 3)).toEqual(['C', null, null, 'A']);
  });

  it('moves a card within a full order as within a row', () => {
    expect(putOnPlace(full, 'D', 0)).toEqual(['D', 'C', 'A', 'B']);
    expect(putOnPlace(full, 'C', 2)).toEqual(['A', 'B', 'C', 'D']);
  });

  it('makes room towards the nearest free place, so that as little as possible changes', () => {
    expect(putOnPlace(['A', 'B', null, null], 'C', 0)).toEqual(['C', 'A', 'B', null]);
    expect(putOnPlace([null, 'A', 'B', null], 'C', 2)).toEqual([null, 'A', 'C', 'B']);
  });

  it('steps a card with the arrow keys and stops at the ends', () => {
    expect(stepTo(full, 'A', -1)).toEqual(['A', 'C', 'B', 'D']);
    expect(stepTo(full, 'C', -1)).toEqual(full);
    expect(stepTo(full, 'D', 1)).toEqual(full);
  });

  it('brings a card in from the side it is sent from', () => {
    expect(stepTo(empty, 'B', 1)).toEqual(['B', null, null, null]);
    expect(stepTo(['A', null, null, null], 'B', -1)).toEqual(['A', null, null, 'B']);
  });

  it('takes a card off and knows when nothing changed', () => {
    expect(takeOff(full, 'A')).toEqual(['C', null, 'B', 'D']);
    expect(samePlaces(full, [...full])).toBe(true);
    expect(samePlaces(full, takeOff(full, 'A'))).toBe(false);
  });

  it('never loses or doubles a card, whatever is moved where', () => {
    const slots: readonly Slot[] = ['A', 'B', 'C', 'D'];
    const move = fc.record({ slot: fc.constantFrom(...slots), index: fc.integer({ min: -1, max: 4 }) });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 20 }), (moves) => {
        let places = empty;
        for (const { slot, index } of moves) {
          const before = new Set(places.filter((each) => each !== null));
          places = putOnPlace(places, slot, index);
          if (index >= 0 && index < 4) before.add(slot);
          const after = places.filter((each) => each !== null);
          expect(after).toHaveLength(before.size);
          expect(new Set(after)).toEqual(before);
        }
      }),
    );
  });
});
