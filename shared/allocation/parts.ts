import { leastCommonMultiple } from './arithmetic.ts';
import type { AllocationDesign } from './design.ts';
import { allocateRow, rowId, type AllocationRow } from './list.ts';

/** One laptop's share of a list: part 1 … `of`. */
export interface ListPart {
  readonly part: number;
  readonly of: number;
}

/**
 * How many neighbouring rows go to a part together: one set, in which every arm stands in every slot of
 * every conversation equally often (the least common multiple when stages have different numbers of arms).
 */
function rowsPerDeal(design: AllocationDesign): number {
  return design.stages.reduce((length, { armIds }) => leastCommonMultiple(length, armIds.length), 1);
}

/**
 * The part that a row belongs to, from 1. In each stratum, sets of rows go to the parts in turn; so every
 * part is balanced in slots after each set, parts differ by one set at most, and parts that are used up
 * at one pace make up the beginning of the list, with its whole blocks. It depends on nothing but the
 * number of the row: a list that grows leaves every row where it is, and parts never meet beyond it.
 * @param row from 1 within its stratum
 */
export function partOfRow(design: AllocationDesign, row: number, of: number): number {
  return (Math.floor((row - 1) / rowsPerDeal(design)) % of) + 1;
}

/** The rows of one part, in their order; all rows when the list is not shared (`null`). */
export function rowsOfPart(
  design: AllocationDesign,
  rows: readonly AllocationRow[],
  share: ListPart | null,
): readonly AllocationRow[] {
  if (share === null) return rows;
  checkPart(share);
  return rows.filter(({ row }) => partOfRow(design, row, share.of) === share.part);
}

/**
 * The row that the next participant gets: of the part's rows in the stratum, the lowest that nobody holds.
 *
 * A row is held by a participant in progress, complete, or withdrawn after the first reveal. A session
 * that was voided, and a withdrawal before anything was revealed, free it, so that it comes next again.
 * Whoever replaces a participant takes that participant's row, and does not ask here.
 *
 * When the list is used up, the row is drawn beyond it: an allocation has no end.
 *
 * @param rows the list as it was stored; its rows are given out as they stand there
 * @param held ids of rows that are held
 * @param share null when the list is not shared
 */
export function nextFreeRow(
  design: AllocationDesign,
  rows: readonly AllocationRow[],
  held: readonly string[],
  stratum: string | null,
  share: ListPart | null,
): AllocationRow {
  if (share !== null) checkPart(share);
  const taken = new Set(held);
  const stored = new Map(rows.map((row) => [row.id, row]));
  let row = 1;
  while (taken.has(rowId(stratum, row)) || (share !== null && partOfRow(design, row, share.of) !== share.part)) {
    row += 1;
  }
  return stored.get(rowId(stratum, row)) ?? allocateRow(design, stratum, row);
}

function checkPart({ part, of }: ListPart): void {
  if (!Number.isInteger(part) || !Number.isInteger(of) || part < 1 || part > of) {
    throw new RangeError(`A list has no part ${part} of ${of}.`);
  }
}
