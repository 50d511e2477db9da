import { describe, expect, it } from 'vitest';
import { balanceTables, type BalanceTable, type BalanceTableName } from '../../../shared/allocation/balance.ts';
import { allocateList, type AllocatedConversation, type AllocationRow } from '../../../shared/allocation/list.ts';
import { designOf, type Size } from './designs.ts';

/** Rows written down by hand: the arms of each conversation by number, with the type after a slash. */
function rowsOf(...participants: readonly (readonly string[])[]): AllocationRow[] {
  return participants.map((talks, index) => ({
    id: String(index + 1),
    stratum: null,
    row: index + 1,
    conversations: talks.map((talk, position): AllocatedConversation => {
      const [arms = '', type] = talk.split('/');
      return {
        stageId: 'talk',
        position: position + 1,
        typeId: type === undefined ? null : `type-${type}`,
        armIds: Array.from(arms, (arm) => `arm-${arm}`),
      };
    }),
    repeats: [],
  }));
}

function tableOf(size: Size, rows: readonly AllocationRow[], name: BalanceTableName): BalanceTable {
  const found = balanceTables(designOf(size), rows).find(({ table }) => table === name);
  if (found === undefined) throw new Error(`There is no table ${name}.`);
  return found;
}

function listTable(size: Size, participants: number, name: BalanceTableName): BalanceTable {
  return tableOf(size, allocateList(designOf(size), participants), name);
}

describe('what is counted, on a list that can be counted by hand', () => {
  const size = { arms: 3, shown: 2, count: 3, types: 2 };
  const rows = rowsOf(['12/1', '13/2', '32/1'], ['21/2', '23/1', '12/2']);

  it('arms in slots', () => {
    expect(tableOf(size, rows, 'arm-slot')).toMatchObject({
      rowLabels: ['arm-1', 'arm-2', 'arm-3'],
      columnLabels: [1, 2],
      counts: [
        [3, 1],
        [2, 3],
        [1, 2],
      ],
      spread: 2,
    });
  });

  it('arms in order', () => {
    expect(tableOf(size, rows, 'arm-order').counts).toEqual([
      [2, 1, 1],
      [2, 1, 2],
      [0, 2, 1],
    ]);
  });

  it('pairs that meet, each once', () => {
    expect(tableOf(size, rows, 'pairs').counts).toEqual([
      [null, 3, 1],
      [null, null, 2],
      [null, null, null],
    ]);
  });

  it('neighbours, from left to right', () => {
    expect(tableOf(size, rows, 'neighbours').counts).toEqual([
      [null, 2, 1],
      [1, null, 1],
      [0, 1, null],
    ]);
  });

  it('which arm stands where which other stood before; one that stays is not carried over', () => {
    expect(tableOf(size, rows, 'carry-over').counts).toEqual([
      [null, 0, 2],
      [1, null, 1],
      [0, 2, null],
    ]);
  });

  it('types at positions, after each other, and with arms', () => {
    expect(tableOf(size, rows, 'type-position').counts).toEqual([
      [1, 1, 1],
      [1, 1, 1],
    ]);
    expect(tableOf(size, rows, 'type-carry-over').counts).toEqual([
      [null, 2],
      [2, null],
    ]);
    expect(tableOf(size, rows, 'type-arm').counts).toEqual([
      [1, 3, 2],
      [3, 2, 1],
    ]);
  });

  it('nothing is carried over from one stage to the next', () => {
    const design = designOf({ arms: 2, count: 1 });
    const [talk] = design.stages;
    const two = { ...design, stages: [talk!, { ...talk!, stageId: 'later' }] };
    const carried = balanceTables(two, allocateList(two, 10)).find(({ table }) => table === 'carry-over');
    expect(carried?.counts.flat()).toEqual([null, 0, 0, null]);
  });
});

describe('what cannot be balanced is said to be so', () => {
  it('seven participants with one conversation over four slots', () => {
    expect(listTable({ arms: 4, count: 1 }, 7, 'arm-slot')).toMatchObject({
      spread: 1,
      possibleSpread: 1,
      reason: { code: 'indivisible', total: 28, cells: 16 },
    });
  });

  it('five conversations of three out of six arms: pairs would divide, but no such blocks exist', () => {
    const rows = rowsOf(['356', '145', '246', '136', '345']);
    expect(tableOf({ arms: 6, shown: 3, count: 5 }, rows, 'pairs')).toMatchObject({
      spread: 2,
      possibleSpread: 2,
      reason: { code: 'no-such-design', total: 15, cells: 15 },
    });
  });

  it('a sample that ends inside a block', () => {
    const size = { arms: 5, count: 3 };
    expect(listTable(size, 25, 'neighbours')).toMatchObject({
      possibleSpread: 0,
      reason: { code: 'unfinished-block', rows: 25, blockLength: 20 },
    });
    expect(listTable(size, 40, 'neighbours')).toMatchObject({ spread: 0, possibleSpread: 0, reason: null });
  });

  it('strata that end inside their blocks, though all together would divide', () => {
    const design = { ...designOf({ arms: 4, count: 2 }), strata: ['low', 'high'] };
    const slots = balanceTables(design, allocateList(design, 6)).find(({ table }) => table === 'arm-order');
    expect(slots).toMatchObject({ spread: 0, reason: null });
    const neighbours = balanceTables(design, allocateList(design, 6)).find(({ table }) => table === 'neighbours');
    expect(neighbours?.possibleSpread).toBe(0);
    if (neighbours?.spread !== 0) {
      expect(neighbours?.reason).toEqual({ code: 'unfinished-block', rows: 6, blockLength: 12 });
    }
  });

  it('types in the order the study lists them', () => {
    const design = designOf({ arms: 2, count: 4, types: 2 });
    const listed = { ...design, stages: design.stages.map((stage) => ({ ...stage, typeOrder: 'listed' as const })) };
    const rows = allocateList(listed, 12);
    expect(rows[0]?.conversations.map(({ typeId }) => typeId)).toEqual(['type-1', 'type-2', 'type-1', 'type-2']);
    const table = balanceTables(listed, rows).find((each) => each.table === 'type-position');
    expect(table).toMatchObject({ spread: 12, possibleSpread: 0, reason: { code: 'listed-order' } });
  });

  it('arms and types with incomplete blocks, when other aims come first', () => {
    const table = listTable({ arms: 5, shown: 2, count: 10, types: 5 }, 40, 'type-arm');
    expect(table.possibleSpread).toBe(0);
    expect(table.reason).toEqual(table.spread === 0 ? null : { code: 'other-aims' });
  });
});

describe('tables that have nothing to say are left out', () => {
  it('neighbours and pairs of arms that stand alone, types that participants pick', () => {
    const names = balanceTables(designOf({ arms: 3, shown: 1, count: 3 }), []).map(({ table }) => table);
    expect(names).toEqual(['arm-slot', 'arm-order', 'carry-over']);
  });
});

it('no list of any length is more even than is said to be possible', () => {
  const sizes: Size[] = [
    { arms: 2, count: 3, types: 3, repeats: 1 },
    { arms: 3, count: 4, types: 2, repeats: 3 },
    { arms: 4, count: 6, types: 3, repeats: 2 },
    { arms: 4, shown: 2, count: 3, types: 4 },
    { arms: 5, shown: 3, count: 2, types: 2, repeats: 2 },
    { arms: 6, shown: 5, count: 4, types: 6 },
  ];
  for (const size of sizes) {
    const list = allocateList(designOf(size), 30);
    for (let length = 1; length <= list.length; length += 1) {
      for (const { table, spread, possibleSpread, reason } of balanceTables(designOf(size), list.slice(0, length))) {
        expect([table, length, spread >= possibleSpread]).toEqual([table, length, true]);
        expect([table, length, reason === null]).toEqual([table, length, spread === 0]);
      }
    }
  }
});
