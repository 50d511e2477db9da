import { createRandom } from '../allocation/random.ts';
import { binomialTest, clopperPearson, exactTwoSidedP, poissonBinomialProbabilities } from '../statistics/binomial.ts';
import { bangIndex, jamesIndex, type GuessCounts } from '../statistics/blinding-index.ts';
import { clusterBootstrap } from '../statistics/cluster-bootstrap.ts';
import type { Interval } from '../statistics/interval.ts';
import { quartiles, type Quartiles } from '../statistics/quantile.ts';
import { leakCategories, type LeakCategory } from './leak-categories.ts';
import { isRightGuess, isScorable, sumOfTallies, tallyOf, targetShare, type ArmTally, type GuessTally } from './guess-tally.ts';

/** Which slot of a conversation was taken for the one that the guess asks for, "felt personalised". */
export interface GuessRecord {
  /** Who guessed; guesses of one participant are resampled together. */
  readonly participantId: string;
  readonly sessionId: string;
  readonly conversationId: string;
  /** The slots that were shown, each with its arm. */
  readonly slots: readonly { readonly slot: string; readonly armId: string }[];
  /** Null for "none of them". */
  readonly guessedSlot: string | null;
  /** Arms that a right guess names: the personalised ones. */
  readonly targets: readonly string[];
  /** Degree of sureness as the study names it; null where it was not asked. */
  readonly sure: string | null;
}

const leakActions = ['shown', 'asked-again', 'masked'] as const;
export type LeakAction = (typeof leakActions)[number];

export interface BlindingRecords {
  /** Arms in the order in which they are reported. */
  readonly armIds: readonly string[];
  /** Degrees of sureness, in the order in which they are reported. */
  readonly sureDegrees: readonly string[];
  readonly guesses: readonly GuessRecord[];
  /** Time from reveal to judgement, in milliseconds, one a judged response. */
  readonly judgements: readonly { readonly armId: string; readonly milliseconds: number }[];
  /** Replies that were scanned, one a reply. */
  readonly replies: readonly { readonly armId: string }[];
  /** Findings, one a passage. */
  readonly leaks: readonly { readonly armId: string; readonly category: LeakCategory; readonly action: LeakAction }[];
  readonly unblindings: readonly Unblinding[];
}

export interface Unblinding {
  readonly sessionId: string;
  readonly atUtcMilliseconds: number;
  readonly reason: string;
}

/** Guesses that named a slot, against naming one at random. */
export interface GuessesAgainstChance {
  /** Guesses that named a slot. */
  readonly named: number;
  readonly right: number;
  /** Right guesses to be expected if every slot of a conversation were named equally often. */
  readonly expected: number;
  /** Chance of a right guess; null where conversations differ in it, or nothing was named. */
  readonly chance: number | null;
  /** Share of right guesses among those that named a slot; null where there is none. */
  readonly share: number | null;
  /**
   * Exact two-sided p-value by the method of small p-values: binomial, or Poisson-binomial where
   * conversations differ in their chance. Takes guesses for independent.
   */
  readonly pValue: number | null;
  /** Clopper–Pearson interval of the share, 95%. Takes guesses for independent. */
  readonly exactInterval: Interval | null;
}

/** An estimate with a 95% percentile interval of the bootstrap over participants. */
export interface ResampledEstimate {
  readonly estimate: number;
  /** Null with fewer than two participants. */
  readonly interval: Interval | null;
}

export interface ArmGuesses {
  readonly armId: string;
  /** Units (conversation × slot) of this arm, and among them those in which it was to be named. */
  readonly units: number;
  readonly targetUnits: number;
  readonly counts: GuessCounts;
  /** Bang's index; null for an arm without units. */
  readonly bang: ResampledEstimate | null;
  /** What Bang's index would be if slots were named at random: 0 for two slots only. */
  readonly chance: number | null;
  /** Bang's index above its chance level; 0 for an arm that nobody could tell. */
  readonly aboveChance: ResampledEstimate | null;
}

export interface BlindingReport {
  /** All guesses that were given. */
  readonly given: number;
  /** Among them "none of them". */
  readonly none: number;
  /** Guesses about conversations that held no target or nothing else; they are left out of everything below. */
  readonly unscorable: number;
  /** Participants whose guesses are reported. */
  readonly participants: number;
  readonly guesses: GuessesAgainstChance & { readonly shareInterval: Interval | null };
  readonly bySureness: readonly (GuessesAgainstChance & { readonly sure: string })[];
  /** James' index over all arms; null where it is not defined. */
  readonly james: ResampledEstimate | null;
  /** What James' index would be if slots were named at random as often as slots were named. */
  readonly jamesChance: number | null;
  readonly arms: readonly ArmGuesses[];
  /** Resamples behind every interval, and the seed of their draws. */
  readonly resamples: number;
  /** Resamples in which an index that the data have is not defined; left out of the intervals. */
  readonly failedResamples: number;
  readonly seed: string;
  /** Milliseconds from reveal to judgement. */
  readonly judgementTimes: readonly ({ readonly armId: string } & Quartiles)[];
  /** Only what occurred; by kind, then by what was done, then by arm. */
  readonly leaks: readonly LeakCount[];
  readonly repliesScanned: readonly { readonly armId: string; readonly count: number }[];
  readonly unblindings: readonly Unblinding[];
}

export interface LeakCount {
  readonly armId: string;
  readonly category: LeakCategory;
  readonly action: LeakAction;
  readonly count: number;
}

/**
 * How blinding held, from the records of a study.
 *
 * A guess names one slot of a conversation, the indices want a guess about every treatment. So the unit
 * of the indices is the slot of a conversation: its treatment is "target" when its arm was to be named
 * and "other" when not; its guess is "target" when this slot was named and "other" when another slot of
 * the conversation was. "None of them" is "don't know" for every slot. A unit is right when treatment and
 * guess agree.
 *
 * Units of one conversation hang together (one of them is named), and so do conversations of one person.
 * Standard errors for independent units would be wrong and are not given; the intervals are percentile
 * intervals of a bootstrap that draws participants with all their guesses. As one slot of several is
 * named, random guessing does not give a Bang index of 0 with more than two slots: the chance level is
 * reported beside it, and the index above it.
 *
 * @param seed of the resamples; the same records and seed give the same report on every machine
 * @param resamples at least 2,000 for a report
 */
export function blindingReport(records: BlindingRecords, seed: string, resamples = 2_000): BlindingReport {
  const scorable = records.guesses.filter(isScorable);
  const tallies = byParticipant(scorable).map((guesses) => tallyOf(guesses, records.armIds));
  const whole = tallyOf(scorable, records.armIds);
  const measures: readonly Measure[] = [
    shareRight,
    jamesOf,
    ...records.armIds.map((_, arm) => (tally: GuessTally) => bangOf(tally, arm)),
    ...records.armIds.map((_, arm) => (tally: GuessTally) => aboveChance(tally, arm)),
  ];
  const { estimates, failed } = resampleParticipants(tallies, whole, measures, seed, resamples);
  return {
    given: records.guesses.length,
    none: records.guesses.filter((guess) => guess.guessedSlot === null).length,
    unscorable: records.guesses.length - scorable.length,
    participants: tallies.length,
    guesses: { ...againstChance(scorable), shareInterval: estimates[0]?.interval ?? null },
    bySureness: records.sureDegrees.map((sure) => ({ sure, ...againstChance(scorable.filter((guess) => guess.sure === sure)) })),
    james: estimates[1] ?? null,
    jamesChance: jamesIndex({ treatment: whole.chanceTarget, control: whole.chanceOther })?.estimate ?? null,
    arms: records.armIds.map((armId, index) => {
      const arm = armOf(whole, index);
      return {
        armId,
        units: arm.right + arm.wrong + arm.unknown,
        targetUnits: arm.targetUnits,
        counts: { right: arm.right, wrong: arm.wrong, unknown: arm.unknown },
        bang: estimates[2 + index] ?? null,
        chance: chanceOf(whole, index),
        aboveChance: estimates[2 + records.armIds.length + index] ?? null,
      };
    }),
    resamples: tallies.length < 2 ? 0 : resamples,
    failedResamples: failed,
    seed,
    judgementTimes: records.armIds.map((armId) => ({
      armId,
      ...quartiles(records.judgements.filter((each) => each.armId === armId).map((each) => each.milliseconds)),
    })),
    leaks: leakCounts(records),
    repliesScanned: records.armIds.map((armId) => ({ armId, count: records.replies.filter((reply) => reply.armId === armId).length })),
    unblindings: [...records.unblindings].sort((a, b) => a.atUtcMilliseconds - b.atUtcMilliseconds),
  };
}

/** A number of a tally; null where it is not defined. */
type Measure = (tally: GuessTally) => number | null;

/** Every measure of the whole with its interval over participants; null where the whole does not define it. */
function resampleParticipants(
  tallies: readonly GuessTally[],
  whole: GuessTally,
  measures: readonly Measure[],
  seed: string,
  resamples: number,
): { readonly estimates: readonly (ResampledEstimate | null)[]; readonly failed: number } {
  const values = measures.map((measure) => measure(whole));
  const defined = measures.filter((_, index) => values[index] !== null);
  const valuesOf = (sample: readonly GuessTally[]): readonly number[] | undefined => {
    const tally = sumOfTallies(sample);
    const drawn = defined.map((measure) => measure(tally)).filter((value) => value !== null);
    return drawn.length === defined.length ? drawn : undefined;
  };
  const result = tallies.length < 2 ? null : clusterBootstrap(tallies, valuesOf, { random: createRandom(seed), resamples });
  // Without a single resample that defines the measures there are no limits.
  const limits = result && result.failed < resamples ? result.estimates : [];
  const intervals = new Map(limits.map(({ low, high }, index) => [defined[index], { low, high }]));
  return {
    estimates: measures.map((measure, index) => {
      const estimate = values[index] ?? null;
      return estimate === null ? null : { estimate, interval: intervals.get(measure) ?? null };
    }),
    failed: result?.failed ?? 0,
  };
}

function shareRight(tally: GuessTally): number | null {
  return tally.named === 0 ? null : tally.right / tally.named;
}

function jamesOf(tally: GuessTally): number | null {
  return jamesIndex({ treatment: tally.target, control: tally.other })?.estimate ?? null;
}

function bangOf(tally: GuessTally, arm: number): number | null {
  return bangIndex(armOf(tally, arm))?.estimate ?? null;
}

function chanceOf(tally: GuessTally, arm: number): number | null {
  const { right, wrong, unknown, chanceSurplus } = armOf(tally, arm);
  const units = right + wrong + unknown;
  return units === 0 ? null : chanceSurplus / units;
}

function aboveChance(tally: GuessTally, arm: number): number | null {
  const bang = bangOf(tally, arm);
  const chance = chanceOf(tally, arm);
  return bang === null || chance === null ? null : bang - chance;
}

function againstChance(guesses: readonly GuessRecord[]): GuessesAgainstChance {
  const named = guesses.filter((guess) => guess.guessedSlot !== null);
  const right = named.filter(isRightGuess).length;
  const chances = named.map(targetShare);
  const first = chances[0];
  const common = first !== undefined && chances.every((chance) => chance === first) ? first : null;
  return {
    named: named.length,
    right,
    expected: chances.reduce((sum, chance) => sum + chance, 0),
    chance: common,
    share: named.length === 0 ? null : right / named.length,
    pValue: pValueOf(right, chances, common),
    exactInterval: clopperPearson(right, named.length),
  };
}

function pValueOf(right: number, chances: readonly number[], common: number | null): number | null {
  if (chances.length === 0) return null;
  if (common !== null) return binomialTest(right, chances.length, common);
  return exactTwoSidedP(right, poissonBinomialProbabilities(chances));
}

/** Participants in the order in which they first guessed, each with all guesses. */
function byParticipant(guesses: readonly GuessRecord[]): GuessRecord[][] {
  const groups = new Map<string, GuessRecord[]>();
  for (const guess of guesses) {
    const group = groups.get(guess.participantId);
    if (group) group.push(guess);
    else groups.set(guess.participantId, [guess]);
  }
  return [...groups.values()];
}

function armOf(tally: GuessTally, arm: number): ArmTally {
  const found = tally.arms[arm];
  if (!found) throw new RangeError(`A tally of ${tally.arms.length} arms has no arm ${arm}.`);
  return found;
}

function leakCounts({ armIds, leaks }: BlindingRecords): LeakCount[] {
  return leakCategories.flatMap((category) =>
    leakActions.flatMap((action) =>
      armIds.flatMap((armId) => {
        const count = leaks.filter((leak) => leak.category === category && leak.action === action && leak.armId === armId).length;
        return count === 0 ? [] : [{ armId, category, action, count }];
      }),
    ),
  );
}
