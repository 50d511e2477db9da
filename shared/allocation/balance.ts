import { armBlockLength } from './arm-block.ts';
import { greatestCommonDivisor } from './arithmetic.ts';
import { armRuns, type AllocationDesign, type ArmRun, type RepeatDesign, type StageDesign } from './design.ts';
import type { AllocatedConversation, AllocationRow } from './list.ts';
import { leastNeighbourSpread, leastPairSpread, leastSpread, leastTypeArmSpread } from './least-spread.ts';
import { squaresPerTypeBlock } from './type-order.ts';

/**
 * What is counted; rows × columns of the table.
 * - `arm-slot`: arm × slot.
 * - `arm-order`: arm × place of the conversation in the run of stages with these arms.
 * - `pairs`: arm × arm, conversations in which both stand; each pair once, above the diagonal.
 * - `neighbours`: arm × the arm immediately to the right of it.
 * - `carry-over`: arm × the arm that stands in its slot one conversation later, within a stage.
 * - `type-position`: conversation type × position.
 * - `type-carry-over`: conversation type × the type of the next conversation.
 * - `type-arm`: conversation type × arm.
 * - `repeat-position`: one row; how often the conversation at each position comes again.
 * - `repeat-slot`: slot of the original × slot of the same arm in the repeat.
 */
export type BalanceTableName =
  | 'arm-slot'
  | 'arm-order'
  | 'pairs'
  | 'neighbours'
  | 'carry-over'
  | 'type-position'
  | 'type-carry-over'
  | 'type-arm'
  | 'repeat-position'
  | 'repeat-slot';

export interface BalanceTable {
  readonly table: BalanceTableName;
  /** The stages counted; several when they share their arms. For repeats the stage that repeats. */
  readonly stageIds: readonly string[];
  /** Arm ids, type ids, or numbers of slots and positions from 1. */
  readonly rowLabels: readonly (string | number)[];
  readonly columnLabels: readonly (string | number)[];
  /** Null where nothing can be counted, such as an arm beside itself. */
  readonly counts: readonly (readonly (number | null)[])[];
  /** Largest count minus smallest. */
  readonly spread: number;
  /** The smallest spread that any list of this length could have. */
  readonly possibleSpread: number;
  /** Null when all counts are equal. */
  readonly reason: ImbalanceReason | null;
}

/**
 * Why counts differ.
 * - `indivisible`: `total` does not go equally into `cells`; the spread is the least there can be.
 * - `no-such-design`: it would go, but blocks of this size do not exist; the spread is the least there can be.
 * - `unfinished-block`: `rows` (of the list, or of one stratum) are no multiple of `blockLength`,
 *   after which all counts of this table would be equal.
 * - `listed-order`: the study orders its types the same way for everybody.
 * - `other-aims`: counts that matter more are balanced first, and these come as near as they can.
 */
export type ImbalanceReason =
  | { readonly code: 'indivisible' | 'no-such-design'; readonly total: number; readonly cells: number }
  | { readonly code: 'unfinished-block'; readonly rows: number; readonly blockLength: number }
  | { readonly code: 'listed-order' | 'other-aims' };

/** How even arms and slots are within single participants. */
export interface ParticipantBalance {
  readonly stageIds: readonly string[];
  /** The largest spread of arm × slot that any one participant has. */
  readonly spread: number;
  readonly possibleSpread: number;
}

/** The tables of a list, or of any selection of its rows (one stratum, one part). */
export function balanceTables(design: AllocationDesign, rows: readonly AllocationRow[]): readonly BalanceTable[] {
  return [
    ...armRuns(design).flatMap((run) => armTables(run, rows)),
    ...design.stages.filter((stage) => stage.typeOrder !== 'participant').flatMap((stage) => typeTables(stage, rows)),
    ...design.repeats.flatMap((repeat) => repeatTables(design, repeat, rows)),
  ];
}

/** For every run of stages with the same arms, the least even of its participants. */
export function participantBalance(
  design: AllocationDesign,
  rows: readonly AllocationRow[],
): readonly ParticipantBalance[] {
  return armRuns(design).map((run) => {
    const slots = numbers(run.armsPerConversation);
    const spreads = rows.map((row) => {
      const counter = createCounter(run.armIds, slots);
      for (const conversation of conversationsOf(row, run.stageIds)) {
        conversation.armIds.forEach((arm, slot) => counter.add(arm, slot + 1));
      }
      return spreadOf(counter.counts);
    });
    return {
      stageIds: run.stageIds,
      spread: Math.max(0, ...spreads),
      possibleSpread: run.count % run.armIds.length === 0 ? 0 : 1,
    };
  });
}

function armTables(run: ArmRun, rows: readonly AllocationRow[]): readonly BalanceTable[] {
  const { armIds, armsPerConversation: slots, stageIds, count } = run;
  const arms = armIds.length;
  const slotCounter = createCounter(armIds, numbers(slots));
  const order = createCounter(armIds, numbers(count));
  const pairs = createCounter(armIds, armIds, (row, column) => row < column);
  const neighbours = createCounter(armIds, armIds, isOffDiagonal);
  const carryOver = createCounter(armIds, armIds, isOffDiagonal);
  for (const row of rows) {
    conversationsOf(row, stageIds).forEach((conversation, place, all) => {
      const before = all[place - 1];
      conversation.armIds.forEach((arm, slot, shown) => {
        slotCounter.add(arm, slot + 1);
        order.add(arm, place + 1);
        for (const other of shown) pairs.add(arm, other);
        const right = shown[slot + 1];
        if (right !== undefined) neighbours.add(arm, right);
        const held = before?.stageId === conversation.stageId ? before.armIds[slot] : undefined;
        if (held !== undefined) carryOver.add(held, arm);
      });
    });
  }
  const block = { rows, blockLength: armBlockLength(arms) };
  const set = { rows, blockLength: arms };
  const blocks = rows.length * count;
  const tables = [
    tableOf('arm-slot', stageIds, slotCounter, undefined, set),
    tableOf('arm-order', stageIds, order, undefined, set),
  ];
  if (slots > 1) {
    tables.push(
      tableOf('pairs', stageIds, pairs, leastPairSpread(arms, slots, blocks), block),
      tableOf('neighbours', stageIds, neighbours, leastNeighbourSpread(arms, slots, blocks), block),
    );
  }
  if (arms > 1 && count > 1) tables.push(tableOf('carry-over', stageIds, carryOver, undefined, block));
  return tables;
}

function typeTables(stage: StageDesign, rows: readonly AllocationRow[]): readonly BalanceTable[] {
  const { typeIds, armIds, count } = stage;
  const stageIds = [stage.stageId];
  const positions = createCounter(typeIds, numbers(count));
  const follows = createCounter(typeIds, typeIds, isOffDiagonal);
  const arms = createCounter(typeIds, armIds);
  for (const row of rows) {
    conversationsOf(row, stageIds).forEach(({ typeId, position, armIds: shown }, place, all) => {
      if (typeId === null) return;
      positions.add(typeId, position);
      for (const arm of shown) arms.add(typeId, arm);
      const before = all[place - 1]?.typeId;
      if (before !== null && before !== undefined) follows.add(before, typeId);
    });
  }
  const isListed = stage.typeOrder === 'listed';
  const types = typeIds.length;
  const blocks = rows.length * count;
  const square = { rows, blockLength: types, isListed };
  const block = { rows, blockLength: types * squaresPerTypeBlock(types, count), isListed };
  // With all arms shown they go wherever types go; with some, no number of rows makes it certain.
  const dealt = { rows, blockLength: stage.armsPerConversation === armIds.length ? types : 1, isListed };
  const tables = [
    tableOf('type-position', stageIds, positions, undefined, square),
    tableOf('type-arm', stageIds, arms, leastTypeArmSpread(types, armIds.length, stage.armsPerConversation, blocks), dealt),
  ];
  if (types > 1 && count > 1) tables.push(tableOf('type-carry-over', stageIds, follows, undefined, block));
  return tables;
}

function repeatTables(
  design: AllocationDesign,
  repeat: RepeatDesign,
  rows: readonly AllocationRow[],
): readonly BalanceTable[] {
  const original = design.stages.find((stage) => stage.stageId === repeat.ofStageId);
  if (original === undefined) return [];
  const slots = original.armsPerConversation;
  const positions = createCounter([repeat.ofStageId], numbers(original.count));
  const changes = createCounter(numbers(slots), numbers(slots), isOffDiagonal);
  for (const row of rows) {
    for (const repeated of row.repeats) {
      if (repeated.stageId !== repeat.stageId) continue;
      positions.add(repeat.ofStageId, repeated.ofPosition);
      const shown = row.conversations.find(
        ({ stageId, position }) => stageId === repeated.ofStageId && position === repeated.ofPosition,
      );
      shown?.armIds.forEach((arm, slot) => changes.add(slot + 1, repeated.armIds.indexOf(arm) + 1));
    }
  }
  const stageIds = [repeat.stageId];
  const tables = [
    tableOf('repeat-position', stageIds, positions, undefined, { rows, blockLength: original.count }),
  ];
  if (slots > 1) {
    const blockLength = (slots - 1) / greatestCommonDivisor(slots - 1, repeat.count);
    tables.push(tableOf('repeat-slot', stageIds, changes, undefined, { rows, blockLength }));
  }
  return tables;
}

interface Block {
  readonly rows: readonly AllocationRow[];
  /** After so many rows of one list all counts of the table are equal, if that is possible at all. */
  readonly blockLength: number;
  readonly isListed?: boolean;
}

/** @param possible the least spread there can be; undefined when only the total decides */
function tableOf(
  table: BalanceTableName,
  stageIds: readonly string[],
  counter: Counter,
  possible: number | undefined,
  block: Block,
): BalanceTable {
  const cells = countedIn(counter.counts);
  const total = cells.reduce((sum, count) => sum + count, 0);
  const least = leastSpread(total, cells.length);
  const spread = spreadOf(counter.counts);
  const possibleSpread = possible ?? least;
  return {
    table,
    stageIds,
    rowLabels: counter.rowLabels,
    columnLabels: counter.columnLabels,
    counts: counter.counts,
    spread,
    possibleSpread,
    reason: spread === 0 ? null : reasonFor(),
  };

  function reasonFor(): ImbalanceReason {
    if (block.isListed === true) return { code: 'listed-order' };
    if (spread <= possibleSpread) {
      return { code: least > 0 ? 'indivisible' : 'no-such-design', total, cells: cells.length };
    }
    const unfinished = listLengths(block.rows).find((length) => length % block.blockLength !== 0);
    if (unfinished === undefined) return { code: 'other-aims' };
    return { code: 'unfinished-block', rows: unfinished, blockLength: block.blockLength };
  }
}

/** How many of the rows each stratum has. */
function listLengths(rows: readonly AllocationRow[]): readonly number[] {
  const lengths = new Map<string | null, number>();
  for (const { stratum } of rows) lengths.set(stratum, (lengths.get(stratum) ?? 0) + 1);
  return [...lengths.values()];
}

interface Counter {
  readonly rowLabels: readonly (string | number)[];
  readonly columnLabels: readonly (string | number)[];
  readonly counts: readonly (number | null)[][];
  /** Counts one, unless the cell is one in which nothing can be counted. */
  add(row: string | number, column: string | number): void;
}

function createCounter(
  rowLabels: readonly (string | number)[],
  columnLabels: readonly (string | number)[],
  counts: (row: number, column: number) => boolean = () => true,
): Counter {
  const table = rowLabels.map((_, row) =>
    columnLabels.map((__, column): number | null => (counts(row, column) ? 0 : null)),
  );
  const rowAt = new Map(rowLabels.map((label, index) => [label, index]));
  const columnAt = new Map(columnLabels.map((label, index) => [label, index]));
  return {
    rowLabels,
    columnLabels,
    counts: table,
    add: (row, column) => {
      const line = table[rowAt.get(row) ?? -1];
      const place = columnAt.get(column) ?? -1;
      const count = line?.[place];
      if (line !== undefined && typeof count === 'number') line[place] = count + 1;
    },
  };
}

function isOffDiagonal(row: number, column: number): boolean {
  return row !== column;
}

function countedIn(counts: Counter['counts']): readonly number[] {
  return counts.flat().filter((count) => count !== null);
}

function spreadOf(counts: Counter['counts']): number {
  const cells = countedIn(counts);
  return cells.length === 0 ? 0 : Math.max(...cells) - Math.min(...cells);
}

function conversationsOf(row: AllocationRow, stageIds: readonly string[]): readonly AllocatedConversation[] {
  return row.conversations.filter((conversation) => stageIds.includes(conversation.stageId));
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
