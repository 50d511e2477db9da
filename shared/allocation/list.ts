import { armBlockLength, drawArmBlock } from './arm-block.ts';
import type { LabelSession } from './base-session.ts';
import {
  armRuns,
  checkDesign,
  repeatsOf,
  type AllocationDesign,
  type ArmRun,
  type RepeatDesign,
  type StageDesign,
} from './design.ts';
import { createRandom } from './random.ts';
import { drawRepeatedPositions, drawSlotChange } from './repeats.ts';
import { dealTypes, type TypeDeal } from './type-deal.ts';
import { drawTypeBlock, squaresPerTypeBlock, type TypeOrders } from './type-order.ts';

/** Everything that is decided about one participant before they come. */
export interface AllocationRow {
  /** The number, after the stratum and a slash when there are strata: `17`, `women/17`. */
  readonly id: string;
  readonly stratum: string | null;
  /** From 1 within the list of the stratum. */
  readonly row: number;
  readonly conversations: readonly AllocatedConversation[];
  readonly repeats: readonly AllocatedRepeat[];
}

export interface AllocatedConversation {
  readonly stageId: string;
  /** From 1 within the stage. */
  readonly position: number;
  /** Null when the participant picks. */
  readonly typeId: string | null;
  /** Index 0 is slot A. */
  readonly armIds: readonly string[];
}

export interface AllocatedRepeat {
  readonly stageId: string;
  readonly position: number;
  readonly ofStageId: string;
  readonly ofPosition: number;
  /** The arms of the original, none in its slot unless there is only one. */
  readonly armIds: readonly string[];
}

/** Numbers never contain a slash, so no two rows share an id, whatever the strata are called. */
export function rowId(stratum: string | null, row: number): string {
  return stratum === null ? String(row) : `${stratum}/${row}`;
}

/**
 * Draws one row by itself, also one beyond the planned sample: the list has no end.
 * @param stratum one of the design's; null when it has none
 * @param row from 1
 * @throws RangeError when the design, the stratum or the number is none to draw from
 */
export function allocateRow(design: AllocationDesign, stratum: string | null, row: number): AllocationRow {
  if (!Number.isInteger(row) || row < 1) throw new RangeError(`Rows are numbered from 1; there is no row ${row}.`);
  return openList(design, stratum)(row - 1);
}

/**
 * Draws the list of a planned sample: row 1 of every stratum, then row 2 of every stratum and so on.
 * A longer list begins with the shorter one.
 *
 * @param rowsPerStratum how many rows each stratum gets; without strata, the size of the sample
 * @throws RangeError when no list can be drawn from the design
 */
export function allocateList(design: AllocationDesign, rowsPerStratum: number): readonly AllocationRow[] {
  const strata = design.strata.length === 0 ? [null] : design.strata;
  const lists = strata.map((stratum) => openList(design, stratum));
  return Array.from({ length: rowsPerStratum }, (_, index) => lists.map((list) => list(index))).flat();
}

/**
 * The list of one stratum, to be read at any index from 0. Everything is drawn in blocks, each from a
 * seed of its own, so that reading a row needs no row before its block; what is drawn is kept.
 */
function openList(design: AllocationDesign, stratum: string | null): (index: number) => AllocationRow {
  checkDesign(design);
  if (design.strata.length === 0 ? stratum !== null : stratum === null || !design.strata.includes(stratum)) {
    throw new RangeError(`The allocation has no stratum ${String(stratum)}.`);
  }
  const seedFor = (...use: (string | number)[]): string => JSON.stringify([design.seed, stratum, ...use]);
  const stages = armRuns(design).flatMap((run) => openRun(design, run, seedFor));
  const inOrder = design.stages.flatMap((stage) => stages.filter((open) => open.stageId === stage.stageId));
  return (index) => {
    const conversations = inOrder.flatMap((stage) => stage.conversations(index));
    const repeats = design.repeats.flatMap((repeat) => {
      const originals = conversations.filter((conversation) => conversation.stageId === repeat.ofStageId);
      return drawRepeats(design, repeat, originals, index, seedFor);
    });
    return { id: rowId(stratum, index + 1), stratum, row: index + 1, conversations, repeats };
  };
}

type SeedFor = (...use: (string | number)[]) => string;

interface OpenStage {
  readonly stageId: string;
  conversations(index: number): readonly AllocatedConversation[];
}

function openRun(design: AllocationDesign, run: ArmRun, seedFor: SeedFor): readonly OpenStage[] {
  const size = { arms: run.armIds.length, slots: run.armsPerConversation, count: run.count };
  const blockLength = armBlockLength(size.arms);
  const firstStage = run.stageIds[0] as string;
  const block = remembered((number) => drawArmBlock(size, createRandom(seedFor('arms', firstStage, number))));
  const session = (index: number): LabelSession =>
    block(Math.floor(index / blockLength))[index % blockLength] as LabelSession;
  const stages = run.stageIds.map((id) => design.stages.find((stage) => stage.stageId === id) as StageDesign);
  let offset = 0;
  return stages.map((stage) => {
    const start = offset;
    offset += stage.count;
    const arms = (index: number): LabelSession => session(index).slice(start, start + stage.count);
    const types = openTypes(stage, arms, seedFor);
    return {
      stageId: stage.stageId,
      conversations: (index) => {
        const typeIds = types(index);
        return arms(index).map((row, position) => ({
          stageId: stage.stageId,
          position: position + 1,
          typeId: typeIds[position] ?? null,
          armIds: row.map((arm) => run.armIds[arm] as string),
        }));
      },
    };
  });
}

/** After so many deals of types the account of arms and types is closed, so that a far row needs no long way. */
const DEALS_PER_ACCOUNT = 16;

/** The type ids of a stage's conversations for each participant; empty when they pick themselves. */
function openTypes(
  stage: StageDesign,
  arms: (index: number) => LabelSession,
  seedFor: SeedFor,
): (index: number) => readonly string[] {
  const { stageId, typeIds, count } = stage;
  if (stage.typeOrder === 'participant') return () => [];
  if (stage.typeOrder === 'listed') {
    const listed = Array.from({ length: count }, (_, position) => typeIds[position % typeIds.length] as string);
    return () => listed;
  }
  const types = typeIds.length;
  const perBlock = squaresPerTypeBlock(types, count);
  const block = remembered((number) =>
    drawTypeBlock(types, count, createRandom(seedFor('types', stageId, number))),
  );
  // As many squares to a deal as there are arms: room for every arm to come with every type equally often.
  const perDeal = stage.armIds.length;
  const deal = remembered((number): TypeDeal => {
    const squares = Array.from({ length: perDeal }, (_, place) => {
      const square = number * perDeal + place;
      return block(Math.floor(square / perBlock))[square % perBlock] as TypeOrders;
    });
    const sessions = squares.flat().map((_, place) => arms(number * perDeal * types + place));
    const before = number % DEALS_PER_ACCOUNT === 0 ? [] : deal(number - 1).counts;
    return dealTypes(squares, sessions, stage.armIds.length, before, createRandom(seedFor('dealt', stageId, number)));
  });
  return (index) => {
    const length = perDeal * types;
    const order = deal(Math.floor(index / length)).orders[index % length] ?? [];
    return order.map((type) => typeIds[type] as string);
  };
}

function drawRepeats(
  design: AllocationDesign,
  repeat: RepeatDesign,
  originals: readonly AllocatedConversation[],
  index: number,
  seedFor: SeedFor,
): readonly AllocatedRepeat[] {
  return repeatedPositions(design, repeat, originals.length, index, seedFor).map((ofPosition, place) => {
    const original = originals[ofPosition] as AllocatedConversation;
    const number = index * repeat.count + place;
    const change = drawSlotChange(original.armIds.length, number, seedFor('slot change', repeat.stageId));
    return {
      stageId: repeat.stageId,
      position: place + 1,
      ofStageId: repeat.ofStageId,
      ofPosition: original.position,
      armIds: change.map((slot) => original.armIds[slot] as string),
    };
  });
}

/** Several repeats of one stage take different conversations, as long as there are enough for all. */
function repeatedPositions(
  design: AllocationDesign,
  repeat: RepeatDesign,
  count: number,
  index: number,
  seedFor: SeedFor,
): readonly number[] {
  const sharing = repeatsOf(design, repeat.ofStageId);
  const total = sharing.reduce((sum, other) => sum + other.count, 0);
  if (total > count) {
    return drawRepeatedPositions(count, repeat.count, index, seedFor('repeats', repeat.ofStageId, repeat.stageId));
  }
  const before = sharing.slice(0, sharing.indexOf(repeat)).reduce((sum, other) => sum + other.count, 0);
  const hand = drawRepeatedPositions(count, total, index, seedFor('repeats', repeat.ofStageId));
  return hand.slice(before, before + repeat.count);
}

function remembered<Value>(draw: (number: number) => Value): (number: number) => Value {
  const drawn = new Map<number, Value>();
  return (number) => {
    const known = drawn.get(number);
    if (known !== undefined) return known;
    const value = draw(number);
    drawn.set(number, value);
    return value;
  };
}
