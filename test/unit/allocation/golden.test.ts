import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { AllocationDesign } from '../../../shared/allocation/design.ts';
import { allocateList, allocateRow, type AllocationRow } from '../../../shared/allocation/list.ts';
import { designOf } from './designs.ts';

// Golden vectors. A study that was locked on one machine is dealt on others and recomputed years later:
// if one of these moves, recorded seeds mean something else, and the change needs a new name beside the old.

/** A row in one line: type and arms of each conversation by number, then what comes again. */
function inShort(row: AllocationRow): string {
  const digits = (ids: readonly (string | null)[]): string => ids.map((id) => id?.split('-')[1] ?? '').join('');
  const talks = row.conversations.map(({ typeId, armIds }) => `${digits([typeId])}:${digits(armIds)}`);
  const again = row.repeats.map(({ ofPosition, armIds }) => `${ofPosition}=${digits(armIds)}`);
  return [row.id, ...talks, ...again].join(' ');
}

function digestOf(rows: readonly AllocationRow[]): string {
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 16);
}

describe('the same seed gives the same list on every machine', () => {
  it('four arms, six conversations of three types, two of them again', () => {
    const rows = allocateList(designOf({ arms: 4, count: 6, types: 3, repeats: 2 }, 'golden'), 8);
    expect(rows.map(inShort)).toMatchInlineSnapshot(`
      [
        "1 1:2413 3:1234 2:4321 1:3142 2:2413 3:1234 1=3124 2=2143",
        "2 2:3142 1:4321 3:1234 2:2413 3:3142 1:4321 3=3421 4=1324",
        "3 3:4231 2:3412 1:2143 3:1324 1:4231 2:3412 5=1423 6=4123",
        "4 2:1324 3:2143 1:3412 2:4231 1:1324 3:2143 2=4231 3=2143",
        "5 1:1432 2:3124 3:4213 1:2341 3:1432 2:3124 4=3124 5=2341",
        "6 3:2341 1:4213 2:3124 3:1432 2:2341 1:4213 6=1432 1=3124",
        "7 3:3214 2:1342 1:2431 3:4123 1:3214 2:1342 3=3214 6=2431",
        "8 1:4123 3:2431 2:1342 1:3214 2:4123 3:2431 5=1342 2=4123",
      ]
    `);
  });

  it('five arms of which two are shown', () => {
    const rows = allocateList(designOf({ arms: 5, shown: 2, count: 6, types: 3 }, 'golden'), 6);
    expect(rows.map(inShort)).toMatchInlineSnapshot(`
      [
        "1 1:41 3:52 2:35 1:24 2:13 3:34",
        "2 2:52 1:34 3:13 2:45 3:21 1:15",
        "3 3:34 2:15 1:21 3:53 1:42 2:23",
        "4 1:15 2:23 3:42 1:31 3:54 2:41",
        "5 2:23 3:41 1:54 2:12 1:35 3:52",
        "6 3:51 1:43 2:24 3:35 2:12 1:25",
      ]
    `);
  });

  it('three arms in two strata', () => {
    const design = { ...designOf({ arms: 3, count: 3, types: 2, repeats: 1 }, 'golden'), strata: ['ja', 'nein – ü'] };
    expect(allocateList(design, 3).map(inShort)).toMatchInlineSnapshot(`
      [
        "ja/1 1:312 2:231 2:123 1=231",
        "nein – ü/1 2:312 1:123 1:231 1=123",
        "ja/2 2:123 1:312 1:231 2=123",
        "nein – ü/2 1:231 2:312 2:123 3=312",
        "ja/3 1:231 2:123 2:312 3=123",
        "nein – ü/3 1:123 2:231 2:312 2=123",
      ]
    `);
  });

  it('one row as it is stored', () => {
    const design = designOf({ arms: 2, count: 1, types: 1, repeats: 1 }, 'golden');
    expect(allocateRow(design, null, 3)).toMatchInlineSnapshot(`
      {
        "conversations": [
          {
            "armIds": [
              "arm-1",
              "arm-2",
            ],
            "position": 1,
            "stageId": "talk",
            "typeId": "type-1",
          },
        ],
        "id": "3",
        "repeats": [
          {
            "armIds": [
              "arm-2",
              "arm-1",
            ],
            "ofPosition": 1,
            "ofStageId": "talk",
            "position": 1,
            "stageId": "again",
          },
        ],
        "row": 3,
        "stratum": null,
      }
    `);
  });

  const lists: [string, AllocationDesign, number, string][] = [
    ['1 arm', designOf({ arms: 1, count: 4, types: 4 }, ''), 40, 'b5aaf0c206e8796a'],
    ['2 arms', designOf({ arms: 2, count: 6, types: 3, repeats: 6 }, 'golden'), 200, '1c5b10092fec66a4'],
    ['3 arms', designOf({ arms: 3, count: 7, types: 5, repeats: 2 }, 'golden'), 200, '79ae79cbb92d738c'],
    ['4 arms', designOf({ arms: 4, count: 6, types: 3, repeats: 2 }, 'golden'), 1000, '2d7b80dd4bc5593f'],
    ['5 arms', designOf({ arms: 5, count: 6, types: 7 }, 'golden'), 200, '641535f18a1968c0'],
    ['6 arms', designOf({ arms: 6, count: 6, types: 6, repeats: 3 }, 'golden'), 300, 'f2b1b22948c3f014'],
    ['6 arms, 1 shown', designOf({ arms: 6, shown: 1, count: 6, types: 2 }, 'golden'), 300, 'ff87784428a5db7d'],
    ['6 arms, 3 shown', designOf({ arms: 6, shown: 3, count: 6, types: 4 }, 'golden'), 300, 'ac7cc2027aab6ac8'],
    ['5 arms, 4 shown', designOf({ arms: 5, shown: 4, count: 8, types: 3 }, 'golden'), 300, '0ee73de414ca3e58'],
    ['4 arms, 2 shown, seed in another script', designOf({ arms: 4, shown: 2, count: 6 }, 'Größe 大'), 100, '5af5c411c80e5d92'],
  ];

  it.each(lists)('%s (SHA-256 of the whole list)', (_, design, size, digest) => {
    expect(digestOf(allocateList(design, size))).toBe(digest);
  });
});
