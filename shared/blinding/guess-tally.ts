import type { GuessCounts } from '../statistics/blinding-index.ts';
import type { GuessRecord } from './blinding-report.ts';

/** Counts of the guesses of one participant, or of several together. What a unit is: see `blindingReport`. */
export interface GuessTally {
  /** Guesses that named a slot, and among them the right ones. */
  readonly named: number;
  readonly right: number;
  /** Units by treatment. */
  readonly target: GuessCounts;
  readonly other: GuessCounts;
  /** The same two rows as naming at random would fill them; not whole numbers. */
  readonly chanceTarget: GuessCounts;
  readonly chanceOther: GuessCounts;
  /** Units by arm, in the order of the arms. */
  readonly arms: readonly ArmTally[];
}

export interface ArmTally extends GuessCounts {
  readonly targetUnits: number;
  /** Right minus wrong units to be expected when slots are named at random. */
  readonly chanceSurplus: number;
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] extends GuessCounts ? Mutable<Type[Key]> : Type[Key] };
type OpenTally = Omit<Mutable<GuessTally>, 'arms'> & { arms: Mutable<ArmTally>[] };

/** Whether a conversation held slots that were to be named and slots that were not. */
export function isScorable(guess: GuessRecord): boolean {
  const share = targetShare(guess);
  return share > 0 && share < 1;
}

/** Share of slots that were to be named: the chance of a right guess. */
export function targetShare(guess: GuessRecord): number {
  return guess.slots.filter((each) => guess.targets.includes(each.armId)).length / guess.slots.length;
}

export function isRightGuess(guess: GuessRecord): boolean {
  return guess.slots.some((each) => each.slot === guess.guessedSlot && guess.targets.includes(each.armId));
}

/** The tally of some guesses. */
export function tallyOf(guesses: readonly GuessRecord[], armIds: readonly string[]): GuessTally {
  const tally = emptyTally(armIds.length);
  for (const guess of guesses) {
    if (guess.guessedSlot !== null) tally.named += 1;
    if (isRightGuess(guess)) tally.right += 1;
    for (const { slot, armId } of guess.slots) {
      const isTarget = guess.targets.includes(armId);
      const counts = isTarget ? tally.target : tally.other;
      const chanceCounts = isTarget ? tally.chanceTarget : tally.chanceOther;
      const arm = tally.arms[armIds.indexOf(armId)];
      if (!arm) throw new RangeError(`A guess in session "${guess.sessionId}" is about the arm "${armId}", which is not reported.`);
      if (isTarget) arm.targetUnits += 1;
      if (guess.guessedSlot === null) {
        for (const row of [counts, chanceCounts, arm]) row.unknown += 1;
        continue;
      }
      const outcome = (slot === guess.guessedSlot) === isTarget ? 'right' : 'wrong';
      counts[outcome] += 1;
      arm[outcome] += 1;
      const chance = isTarget ? 1 / guess.slots.length : 1 - 1 / guess.slots.length;
      chanceCounts.right += chance;
      chanceCounts.wrong += 1 - chance;
      arm.chanceSurplus += 2 * chance - 1;
    }
  }
  return tally;
}

/** Tallies added up; those drawn twice count twice. */
export function sumOfTallies(tallies: readonly GuessTally[]): GuessTally {
  const sum = emptyTally(tallies[0]?.arms.length ?? 0);
  // Added in place: a bootstrap adds some million of them.
  for (const tally of tallies) {
    sum.named += tally.named;
    sum.right += tally.right;
    add(sum.target, tally.target);
    add(sum.other, tally.other);
    add(sum.chanceTarget, tally.chanceTarget);
    add(sum.chanceOther, tally.chanceOther);
    sum.arms.forEach((arm, index) => {
      const more = tally.arms[index];
      if (!more) return;
      add(arm, more);
      arm.targetUnits += more.targetUnits;
      arm.chanceSurplus += more.chanceSurplus;
    });
  }
  return sum;
}

function add(sum: Mutable<GuessCounts>, more: GuessCounts): void {
  sum.right += more.right;
  sum.wrong += more.wrong;
  sum.unknown += more.unknown;
}

function emptyTally(arms: number): OpenTally {
  const none = (): Mutable<GuessCounts> => ({ right: 0, wrong: 0, unknown: 0 });
  return {
    named: 0,
    right: 0,
    target: none(),
    other: none(),
    chanceTarget: none(),
    chanceOther: none(),
    arms: Array.from({ length: arms }, () => ({ ...none(), targetUnits: 0, chanceSurplus: 0 })),
  };
}
