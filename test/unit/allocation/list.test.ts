import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanceTables, participantBalance } from '../../../shared/allocation/balance.ts';
import type { AllocationDesign } from '../../../shared/allocation/design.ts';
import { allocateList, allocateRow, type AllocationRow } from '../../../shared/allocation/list.ts';
import { designOf, named, type Size } from './designs.ts';

const seed = Number(process.env.VISAVIS_TEST_SEED ?? Date.now() % 2 ** 31);
console.info(`allocation lists: VISAVIS_TEST_SEED=${seed}`);

function spreads(design: AllocationDesign, rows: readonly AllocationRow[]): Record<string, number> {
  return Object.fromEntries(balanceTables(design, rows).map(({ table, spread }) => [table, spread]));
}

const stage = fc.integer({ min: 1, max: 6 }).chain((arms) =>
  fc.record({
    armIds: fc.constant(named('arm', arms)),
    armsPerConversation: fc.integer({ min: 1, max: arms }),
    types: fc.integer({ min: 1, max: 8 }),
    count: fc.integer({ min: 0, max: 9 }),
    typeOrder: fc.constantFrom('listed' as const, 'balanced' as const, 'participant' as const),
  }),
);

const anyDesign: fc.Arbitrary<AllocationDesign> = fc
  .record({
    seed: fc.string(),
    stages: fc.array(stage, { minLength: 1, maxLength: 3 }),
    strata: fc.uniqueArray(fc.string(), { maxLength: 3 }),
    shares: fc.array(fc.tuple(fc.nat(2), fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 2 }),
  })
  .map(({ stages, shares, ...rest }) => ({
    ...rest,
    stages: stages.map(({ types, ...each }, index) => ({
      ...each,
      stageId: `talk ${index}`,
      typeIds: named('type', types),
    })),
    repeats: shares.map(([of, share], index) => {
      const original = of % stages.length;
      return {
        stageId: `again ${index}`,
        ofStageId: `talk ${original}`,
        count: Math.floor(share * (stages[original]?.count ?? 0)),
      };
    }),
  }));

describe('a list for any study', () => {
  it('gives every participant what the design says: arms, types, repeats', () => {
    fc.assert(
      fc.property(anyDesign, fc.integer({ min: 1, max: 30 }), (design, size) => {
        const list = allocateList(design, size);
        expect(list).toHaveLength(size * Math.max(1, design.strata.length));
        expect(new Set(list.map((row) => row.id)).size).toBe(list.length);
        for (const row of list) {
          for (const { stageId, count, armIds, armsPerConversation, typeIds, typeOrder } of design.stages) {
            const own = row.conversations.filter((conversation) => conversation.stageId === stageId);
            expect(own.map((conversation) => conversation.position)).toEqual(own.map((_, index) => index + 1));
            expect(own).toHaveLength(count);
            for (const conversation of own) {
              expect(new Set(conversation.armIds).size).toBe(armsPerConversation);
              expect(armIds).toEqual(expect.arrayContaining([...conversation.armIds]));
              if (typeOrder === 'participant') expect(conversation.typeId).toBeNull();
              else expect(typeIds).toContain(conversation.typeId);
            }
          }
          expect(row.repeats).toHaveLength(design.repeats.reduce((sum, repeat) => sum + repeat.count, 0));
        }
      }),
      { seed, numRuns: 60 },
    );
  });

  it('keeps its beginning when the planned sample grows, and draws any row alone', () => {
    fc.assert(
      fc.property(anyDesign, fc.integer({ min: 1, max: 40 }), fc.nat(60), (design, size, more) => {
        const long = allocateList(design, size + more);
        const short = allocateList(design, size);
        expect(long.slice(0, short.length)).toEqual(short);
        const last = long.at(-1) as AllocationRow;
        expect(allocateRow(design, last.stratum, last.row)).toEqual(last);
      }),
      { seed, numRuns: 40 },
    );
  });

  it('puts every arm into every slot as often as any other within each participant, after any conversation', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }).chain((arms) =>
          fc.record({ arms: fc.constant(arms), shown: fc.integer({ min: 1, max: arms }), count: fc.integer({ min: 1, max: 14 }) }),
        ),
        fc.string(),
        (size, text) => {
          const design = designOf(size, text);
          const list = allocateList(design, 8);
          for (let count = 1; count <= size.count; count += 1) {
            const begun = list.map((row) => ({ ...row, conversations: row.conversations.slice(0, count) }));
            const [within] = participantBalance(designOf({ ...size, count }), begun);
            expect(within?.spread).toBe(within?.possibleSpread);
          }
        },
      ),
      { seed, numRuns: 80 },
    );
  });

  it('deals types as often as any other to each participant, and never one twice before all have been', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 12 }), fc.string(), (types, count, text) => {
        for (const row of allocateList(designOf({ arms: 2, types, count }, text), 6)) {
          const order = row.conversations.map((conversation) => conversation.typeId);
          for (let start = 0; start < count; start += types) {
            const round = order.slice(start, start + types);
            expect(new Set(round).size).toBe(round.length);
          }
          if (types > 2) order.slice(1).forEach((type, index) => expect(type).not.toBe(order[index]));
        }
      }),
      { seed, numRuns: 80 },
    );
  });

  it('is balanced without remainder after whole blocks, whatever the number of arms shown', () => {
    const blockLengths = [1, 2, 6, 12, 20, 120];
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }).chain((arms) =>
          fc.record({ arms: fc.constant(arms), shown: fc.integer({ min: 1, max: arms }), count: fc.integer({ min: 1, max: 8 }) }),
        ),
        fc.string(),
        (size, text) => {
          const design = designOf(size, text);
          const list = allocateList(design, 2 * (blockLengths[size.arms - 1] as number));
          for (const [table, spread] of Object.entries(spreads(design, list))) expect([table, spread]).toEqual([table, 0]);
        },
      ),
      { seed, numRuns: 40 },
    );
  });

  it('has every arm in every slot of every conversation equally often after as many rows as there are arms', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 5 }), fc.string(), (arms, count, text) => {
        const list = allocateList(designOf({ arms, count }, text), 3 * arms);
        for (let start = 0; start < list.length; start += arms) {
          const set = list.slice(start, start + arms);
          for (let position = 0; position < count; position += 1) {
            for (let slot = 0; slot < arms; slot += 1) {
              expect(new Set(set.map((row) => row.conversations[position]?.armIds[slot])).size).toBe(arms);
            }
          }
        }
      }),
      { seed, numRuns: 40 },
    );
  });
});

describe('studies as they are planned', () => {
  const all: [string, Size, number][] = [
    ['4 arms, 6 conversations of 3 types, 24 participants', { arms: 4, count: 6, types: 3, repeats: 2 }, 24],
    ['4 arms, 6 conversations of 3 types, 120 participants', { arms: 4, count: 6, types: 3, repeats: 2 }, 120],
    ['2 arms, 6 conversations of 3 types, 24 participants', { arms: 2, count: 6, types: 3, repeats: 1 }, 24],
    ['3 arms, 6 conversations of 3 types, 24 participants', { arms: 3, count: 6, types: 3, repeats: 2 }, 24],
    ['6 arms, 6 conversations of 6 types, 30 participants', { arms: 6, count: 6, types: 6, repeats: 1 }, 30],
    ['5 arms, 2 shown, 10 conversations, 120 participants', { arms: 5, shown: 2, count: 10, repeats: 2 }, 120],
    ['5 arms, 2 shown, 4 conversations, 40 participants', { arms: 5, shown: 2, count: 4, repeats: 2 }, 40],
    ['1 arm, 4 conversations of 4 types, 8 participants', { arms: 1, count: 4, types: 4, repeats: 1 }, 8],
  ];

  it.each(all)('%s: every table is even', (_, size, participants) => {
    const design = designOf(size, `planned ${seed}`);
    const list = allocateList(design, participants);
    for (const [table, spread] of Object.entries(spreads(design, list))) expect([table, spread]).toEqual([table, 0]);
    const [within] = participantBalance(design, list);
    expect(within?.spread).toBe(within?.possibleSpread);
  });

  it('four conversations of four arms are a square balanced in both directions for every single participant', () => {
    const design = designOf({ arms: 4, count: 4 }, `square ${seed}`);
    for (const row of allocateList(design, 40)) {
      expect(spreads(design, [row])).toMatchObject({ 'arm-slot': 0, neighbours: 0, 'carry-over': 0 });
    }
  });

  it('five arms in pairs: each participant of ten conversations sees every pair once', () => {
    const design = designOf({ arms: 5, shown: 2, count: 10 }, `pairs ${seed}`);
    const uneven = allocateList(design, 200).filter((row) => spreads(design, [row]).pairs !== 0);
    expect(uneven).toEqual([]);
  });

  it('keeps arms and types apart with incomplete blocks, as near as it can', () => {
    const design = designOf({ arms: 5, shown: 2, count: 6, types: 3 }, `apart ${seed}`);
    const list = allocateList(design, 120);
    // About 96 in each of 15 cells.
    expect(spreads(design, list)['type-arm']).toBeLessThanOrEqual(12);
  });

  it('stages with the same arms share one run: two of three are as even as one of six', () => {
    const one = designOf({ arms: 3, count: 3 }, `stages ${seed}`);
    const [first] = one.stages;
    const design = { ...one, stages: [first!, { ...first!, stageId: 'later', armIds: [...first!.armIds].reverse() }] };
    const [within] = participantBalance(design, allocateList(design, 12));
    expect(within).toEqual({ stageIds: ['talk', 'later'], spread: 0, possibleSpread: 0 });
  });
});

describe('repeats', () => {
  const design = designOf({ arms: 4, count: 6, repeats: 2 }, `repeats ${seed}`);

  it('come back with the same arms, none in its slot, and from each slot to each other equally often', () => {
    const list = allocateList(design, 60);
    for (const row of list) {
      for (const repeat of row.repeats) {
        const original = row.conversations[repeat.ofPosition - 1];
        expect([...repeat.armIds].sort()).toEqual([...(original?.armIds ?? [])].sort());
        repeat.armIds.forEach((arm, slot) => expect(arm).not.toBe(original?.armIds[slot]));
      }
    }
    expect(spreads(design, list)).toMatchObject({ 'repeat-position': 0, 'repeat-slot': 0 });
  });

  it('repeat every position equally often after any participant, as far as counts allow', () => {
    const list = allocateList(design, 40);
    for (let count = 1; count <= list.length; count += 1) {
      expect(spreads(design, list.slice(0, count))['repeat-position']).toBeLessThanOrEqual(1);
    }
  });

  it('within the session and in a later one take different conversations while there are enough', () => {
    const twice = { ...design, repeats: [...design.repeats, { stageId: 'month later', ofStageId: 'talk', count: 3 }] };
    const list = allocateList(twice, 60);
    for (const row of list) expect(new Set(row.repeats.map((repeat) => repeat.ofPosition)).size).toBe(5);
    const tables = balanceTables(twice, list).filter(({ table }) => table === 'repeat-position');
    expect(tables.map(({ spread }) => spread)).toEqual([0, 0]);
  });

  it('keep a lone arm where it is', () => {
    const alone = designOf({ arms: 1, count: 3, repeats: 3 });
    expect(allocateRow(alone, null, 1).repeats.map((repeat) => repeat.armIds)).toEqual([['arm-1'], ['arm-1'], ['arm-1']]);
  });
});

describe('strata', () => {
  const design = { ...designOf({ arms: 4, count: 3, types: 3 }, `strata ${seed}`), strata: ['low', 'high'] };

  it('each have a list of their own, balanced by itself', () => {
    const list = allocateList(design, 12);
    expect(list.slice(0, 3).map((row) => row.id)).toEqual(['low/1', 'high/1', 'low/2']);
    for (const stratum of design.strata) {
      const own = list.filter((row) => row.stratum === stratum);
      expect(spreads(design, own)).toMatchObject({ 'arm-slot': 0, 'carry-over': 0, 'type-position': 0 });
    }
    const [low, high] = design.strata.map((stratum) => list.filter((row) => row.stratum === stratum));
    expect(low?.map((row) => row.conversations)).not.toEqual(high?.map((row) => row.conversations));
  });

  it('do not change when another one is added', () => {
    const more = { ...design, strata: ['middle', ...design.strata] };
    expect(allocateRow(more, 'low', 7)).toEqual(allocateRow(design, 'low', 7));
  });
});

describe('a design that cannot be allocated', () => {
  const design = designOf({ arms: 3, count: 3, types: 2, repeats: 1 });
  const [stageOfThree] = design.stages;
  const withStage = (change: object): AllocationDesign => ({ ...design, stages: [{ ...stageOfThree!, ...change }] });

  it.each([
    ['no arm', withStage({ armIds: [] }), 'has 0 arms'],
    ['an arm named twice', withStage({ armIds: ['a', 'b', 'a'] }), 'named twice in stage talk: a, b, a'],
    ['seven arms', withStage({ armIds: named('arm', 7) }), 'has 7 arms; 1 to 6'],
    ['more slots than arms', withStage({ armsPerConversation: 4 }), 'cannot show 4 of 3 arms'],
    ['a broken count', withStage({ count: 2.5 }), 'not 2.5'],
    ['types to order, but none', withStage({ typeIds: [] }), 'has none'],
    ['more repeats than conversations', withStage({ count: 0 }), 'repeats 1 conversations; talk has 0'],
    ['repeats of nothing', { ...design, stages: [] }, 'repeats talk, which has no conversations'],
    ['a stage twice', { ...design, stages: [stageOfThree!, stageOfThree!] }, 'allocated twice'],
    ['a stratum twice', { ...design, strata: ['x', 'x'] }, 'named twice'],
  ])('is refused: %s', (_, broken, complaint) => {
    expect(() => allocateList(broken, 4)).toThrow(complaint);
  });

  it('has no row outside its strata, and none before the first', () => {
    expect(() => allocateRow(design, 'low', 1)).toThrow('no stratum low');
    expect(() => allocateRow({ ...design, strata: ['low'] }, null, 1)).toThrow('no stratum null');
    expect(() => allocateRow(design, null, 0)).toThrow('no row 0');
  });
});

it('draws ten thousand participants of four arms and six conversations in well under a second of work', () => {
  const design = designOf({ arms: 4, count: 6, types: 3, repeats: 2 });
  const milliseconds = Array.from({ length: 3 }, () => {
    const before = process.cpuUsage();
    expect(allocateList(design, 10_000)).toHaveLength(10_000);
    return process.cpuUsage(before).user / 1000;
  });
  // Time at work, not on the clock, and the best of three: other tests share the machine.
  expect(Math.min(...milliseconds)).toBeLessThan(800);
});
