import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, shuffled } from '../../../shared/allocation/random.ts';
import { allocateSlots, williamsSquare } from '../../../shared/allocation/slots.ts';

const seed = Number(process.env.VISAVIS_TEST_SEED ?? Date.now() % 2 ** 31);
console.info(`slot allocation: VISAVIS_TEST_SEED=${seed}`);

function countBy<Item>(items: readonly Item[], key: (item: Item) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

function neighbours(row: readonly number[]): [number, number][] {
  return row.slice(1).map((treatment, index) => [row[index] as number, treatment]);
}

describe('the seeded generator', () => {
  it('draws the same numbers on every machine', () => {
    const random = createRandom('visavis');
    const golden = [random.next(), random.next(), random.next()].map((number) => Math.round(number * 2 ** 32));
    expect(golden).toMatchInlineSnapshot(`
      [
        2073354819,
        1589304064,
        1531976228,
      ]
    `);
  });

  it('draws numbers that look uniform', () => {
    const random = createRandom(`uniform ${seed}`);
    const bins = Array.from({ length: 10 }, () => 0);
    for (let draw = 0; draw < 100_000; draw += 1) {
      const bin = Math.floor(random.next() * 10);
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    const chiSquare = bins.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    // 9 degrees of freedom: beyond 40 once in about 100,000 seeds.
    expect(chiSquare).toBeLessThan(40);
  });

  it('shuffles without losing anything', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.string(), (items, text) => {
        expect(shuffled(items, createRandom(text)).sort()).toEqual([...items].sort());
      }),
      { seed },
    );
  });
});

describe('a Williams square', () => {
  it.each([2, 3, 4, 5, 6])('of order %i has every treatment once in each row and equally often in each column', (order) => {
    const square = williamsSquare(order);
    for (const row of square) expect([...row].sort()).toEqual(Array.from({ length: order }, (_, index) => index));
    for (let column = 0; column < order; column += 1) {
      const counts = countBy(square, (row) => String(row[column]));
      expect([...counts.values()]).toEqual(Array.from({ length: order }, () => square.length / order));
    }
  });

  it.each([2, 3, 4, 5, 6])('of order %i lets every ordered pair meet as neighbours equally often', (order) => {
    const counts = countBy(williamsSquare(order).flatMap(neighbours), (pair) => pair.join('>'));
    expect(counts.size).toBe(order * (order - 1));
    expect(new Set(counts.values()).size).toBe(1);
  });

  it('refuses an order that is no whole positive number', () => {
    expect(() => williamsSquare(0)).toThrow('not 0');
    expect(() => williamsSquare(2.5)).toThrow('not 2.5');
  });
});

describe('slot allocation of a session', () => {
  const arms = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 2, maxLength: 6 });

  it('puts every arm into every slot equally often, as far as counts allow', () => {
    fc.assert(
      fc.property(arms, fc.integer({ min: 1, max: 14 }), fc.string(), (armIds, count, text) => {
        const rows = allocateSlots(armIds, count, text);
        expect(rows).toHaveLength(count);
        for (const arm of armIds) {
          const perSlot = armIds.map((_, slot) => rows.filter((row) => row[slot] === arm).length);
          expect(Math.max(...perSlot) - Math.min(...perSlot)).toBeLessThanOrEqual(1);
        }
      }),
      { seed },
    );
  });

  it('draws the same list from the same seed, and others from other seeds', () => {
    const armIds = ['generic', 'prompted', 'pooled', 'personal'];
    expect(allocateSlots(armIds, 3, 'K7-204')).toEqual(allocateSlots(armIds, 3, 'K7-204'));
    const lists = new Set(
      Array.from({ length: 200 }, (_, index) => JSON.stringify(allocateSlots(armIds, 3, `seed ${index}`))),
    );
    expect(lists.size).toBeGreaterThan(100);
  });

  it('gives every arm the same chance of every slot over many participants', () => {
    const armIds = ['generic', 'prompted', 'pooled', 'personal'];
    const rows = Array.from({ length: 4_000 }, (_, index) => allocateSlots(armIds, 1, `${seed} ${index}`)[0] ?? []);
    for (const arm of armIds) {
      for (let slot = 0; slot < 4; slot += 1) {
        const share = rows.filter((row) => row[slot] === arm).length / rows.length;
        // Standard error 0.7 points; six of them.
        expect(Math.abs(share - 0.25)).toBeLessThan(0.042);
      }
    }
  });

  it('keeps its list for ever (golden vector)', () => {
    expect(allocateSlots(['generic', 'prompted', 'pooled', 'personal'], 3, 'golden')).toMatchInlineSnapshot(`
      [
        [
          "pooled",
          "prompted",
          "personal",
          "generic",
        ],
        [
          "personal",
          "pooled",
          "generic",
          "prompted",
        ],
        [
          "prompted",
          "generic",
          "pooled",
          "personal",
        ],
      ]
    `);
  });

  it('refuses no arms and an arm named twice', () => {
    expect(() => allocateSlots([], 3, 's')).toThrow('without an arm');
    expect(() => allocateSlots(['a', 'b', 'a'], 3, 's')).toThrow('named twice');
  });
});
