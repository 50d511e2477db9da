import { z } from 'zod';
import { createRandom, drawInteger, type Random, shuffled } from '../allocation/random.ts';
import { type MeanSummary, testOfMean } from '../statistics/paired.ts';
import { testOfEquivalence } from '../statistics/tost.ts';
import { wilsonInterval } from '../statistics/wilson.ts';
import {
  choiceFrom,
  drawPerson,
  type JudgedReply,
  leaves,
  likertFrom,
  type Person,
  rankingFrom,
  ratingFrom,
  utilitiesOf,
} from './chooser.ts';
import type { ChooserParameters } from './chooser-parameters.ts';
import { drawNormal } from './draws.ts';

/** The judgement that the study is decided by, made once at the end of every conversation. */
export const SimulatedOutcome = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ranking'), ties: z.boolean() }),
  z.strictObject({ kind: z.literal('rating') }),
  z.strictObject({ kind: z.literal('likert'), points: z.number().int().min(2).max(11) }),
  z.strictObject({ kind: z.literal('choice'), ties: z.boolean() }),
]);
export type SimulatedOutcome = z.infer<typeof SimulatedOutcome>;

export const PowerTest = z
  .strictObject({
    outcome: SimulatedOutcome,
    first: z.string().min(1).describe('Arm.'),
    second: z.string().min(1).describe('Arm it is set against.'),
    expectation: z.enum(['different', 'first-better', 'equivalent']),
    margin: z
      .number()
      .gt(0)
      .nullable()
      .describe('Equivalence margin: places for rankings, points for ratings, net share 0 to 1 for choices. Else null.'),
    significance: z
      .number()
      .gt(0)
      .lt(1)
      .describe('Two-sided level for differences; level of each one-sided test for equivalence.'),
    sampleSizes: z.array(z.number().int().min(2).max(100_000)).min(1).max(50),
    runs: z.number().int().min(1).max(100_000).describe('Simulated studies.'),
    seed: z.string().min(1),
  })
  .refine((test) => (test.expectation === 'equivalent') === (test.margin !== null), {
    path: ['margin'],
    message: 'A margin belongs to the expectation "equivalent", and to that only.',
  })
  .refine((test) => test.first !== test.second, { path: ['second'], message: 'An arm is set against itself.' });
export type PowerTest = z.infer<typeof PowerTest>;

/** Length of an arm's replies. */
export interface ReplyCharacters {
  readonly mean: number;
  readonly standardDeviation: number;
}

/** Which arms meet, how often, and how long their replies are. */
export interface PowerDesign {
  readonly armIds: readonly string[];
  /** Fewer than all arms are drawn evenly; null for all. Of no matter when slot orders are given. */
  readonly armsPerConversation: number | null;
  readonly conversationsPerParticipant: number;
  /** The allocation list: participant → conversation → arms by slot. Used over and over; null to draw. */
  readonly slotOrders: readonly (readonly (readonly string[])[])[] | null;
  /** Characters of a reply by arm; null when lengths do not differ. */
  readonly replyCharacters: Readonly<Record<string, ReplyCharacters>> | null;
}

export interface PowerPoint {
  /** Participants who start. */
  readonly sampleSize: number;
  readonly runs: number;
  readonly detections: number;
  /** Share of the simulated studies that find what is expected. */
  readonly power: number;
  /** Monte Carlo error of the power: √(p(1 − p) / runs). */
  readonly standardError: number;
  /** Wilson interval of the power, 95%. */
  readonly low: number;
  readonly high: number;
}

export interface PowerProgress {
  readonly runsDone: number;
  readonly runs: number;
  /** The curve as far as it is known. */
  readonly points: readonly PowerPoint[];
}

/**
 * Power by simulation, with clustering: studies are played with scripted choosers, and each is tested as
 * the participant-level paired test does. Per participant, the mean over conversations in which both arms
 * stand of
 * - rankings: places by which the first arm is ahead of the second (ties share their places);
 * - ratings, Likert: points of the first less those of the second;
 * - choices: 1 when the first is preferred, −1 when the second is, 0 otherwise (net share);
 *
 * then a two-sided t test over participants, for "first-better" with the right sign, or two one-sided tests
 * against ± margin. With four arms of about equal worth, places have 94% of the efficiency of the
 * Plackett–Luce contrast (variances 10/3 and 72/23 per ranking), so the curve is a little cautious for it.
 *
 * One run plays the largest sample, and every smaller one is its beginning: points of a curve share their
 * participants, which makes the curve smooth; each point's Monte Carlo error holds by itself.
 *
 * @returns a generator that stops after every run, so that a caller can show progress or break off; its
 *   return value is the curve, in the order of the sample sizes given
 * @throws RangeError when the design does not hold both arms
 */
export function* simulatePower(
  chooser: ChooserParameters,
  design: PowerDesign,
  test: PowerTest,
): Generator<PowerProgress, readonly PowerPoint[], undefined> {
  refuseImpossible(design, test);
  const ascending = [...new Set(test.sampleSizes)].sort((first, second) => first - second);
  const detections = new Map(ascending.map((size) => [size, 0]));
  let points: readonly PowerPoint[] = [];
  for (let run = 0; run < test.runs; run += 1) {
    const random = createRandom(`${test.seed} run ${run}`);
    for (const [size, summary] of playStudy(chooser, design, test, ascending, random)) {
      if (summary !== null && findsIt(summary, test)) detections.set(size, (detections.get(size) ?? 0) + 1);
    }
    points = test.sampleSizes.map((size) => pointOf(size, detections.get(size) ?? 0, run + 1));
    yield { runsDone: run + 1, runs: test.runs, points };
  }
  return points;
}

function refuseImpossible(design: PowerDesign, test: PowerTest): void {
  for (const armId of [test.first, test.second]) {
    if (!design.armIds.includes(armId)) throw new RangeError(`The arm "${armId}" is not in the design.`);
  }
  const perConversation = design.armsPerConversation ?? design.armIds.length;
  if (perConversation < 2 || perConversation > design.armIds.length) {
    throw new RangeError(`${perConversation} of ${design.armIds.length} arms cannot be compared in a conversation.`);
  }
  const meets = (order: readonly string[]): boolean => order.includes(test.first) && order.includes(test.second);
  if (design.slotOrders !== null && !design.slotOrders.some((row) => row.some(meets))) {
    throw new RangeError(`The arms "${test.first}" and "${test.second}" never meet in the allocation list.`);
  }
}

/** One study: after each sample size, what its test needs; null with fewer than two participants to test. */
function playStudy(
  chooser: ChooserParameters,
  design: PowerDesign,
  test: PowerTest,
  ascending: readonly number[],
  random: Random,
): readonly (readonly [size: number, summary: MeanSummary | null])[] {
  const summaries: [number, MeanSummary | null][] = [];
  // Welford's running mean and sum of squares: exact enough, and no list to keep.
  let participants = 0;
  let mean = 0;
  let squares = 0;
  let started = 0;
  const offset = design.slotOrders === null ? 0 : drawInteger(random, design.slotOrders.length);
  for (const size of ascending) {
    for (; started < size; started += 1) {
      const difference = playParticipant(chooser, design, test, offset + started, random);
      if (difference === null) continue;
      participants += 1;
      const step = difference - mean;
      mean += step / participants;
      squares += step * (difference - mean);
    }
    const standardDeviation = Math.sqrt(squares / (participants - 1));
    summaries.push([size, participants < 2 ? null : { participants, mean, standardDeviation }]);
  }
  return summaries;
}

/** A participant's mean difference; null when both arms never met before they left. */
function playParticipant(
  chooser: ChooserParameters,
  design: PowerDesign,
  test: PowerTest,
  row: number,
  random: Random,
): number | null {
  const person = drawPerson(chooser, random);
  const orders = design.slotOrders?.[row % design.slotOrders.length] ?? null;
  let sum = 0;
  let count = 0;
  for (let conversation = 0; conversation < design.conversationsPerParticipant; conversation += 1) {
    const order = orders === null ? drawOrder(design, random) : orders[conversation];
    if (order === undefined) break;
    const first = order.indexOf(test.first);
    const second = order.indexOf(test.second);
    if (first >= 0 && second >= 0) {
      const replies = order.map((armId, slot) => ({ slot, armId, characters: drawCharacters(design, armId, random) }));
      sum += judge(person, replies, first, second, test.outcome, random);
      count += 1;
    }
    if (leaves(person, random)) break;
  }
  return count === 0 ? null : sum / count;
}

function drawOrder({ armIds, armsPerConversation }: PowerDesign, random: Random): readonly string[] {
  return shuffled(armIds, random).slice(0, armsPerConversation ?? armIds.length);
}

function drawCharacters({ replyCharacters }: PowerDesign, armId: string, random: Random): number {
  const characters = replyCharacters?.[armId];
  if (characters === undefined) return 0;
  return Math.max(1, characters.mean + characters.standardDeviation * drawNormal(random));
}

/** How far the first arm is ahead of the second in one conversation, in the units of the outcome. */
function judge(
  person: Person,
  replies: readonly JudgedReply[],
  first: number,
  second: number,
  outcome: SimulatedOutcome,
  random: Random,
): number {
  const utilities = utilitiesOf(person, replies, random);
  const ahead = (score: (utility: number) => number): number =>
    score(utilities[first] as number) - score(utilities[second] as number);
  switch (outcome.kind) {
    case 'ranking': {
      const tiers = rankingFrom(person, utilities, outcome);
      return placeOf(second, tiers) - placeOf(first, tiers);
    }
    case 'rating':
      return ahead((utility) => ratingFrom(person, utility));
    case 'likert':
      return ahead((utility) => likertFrom(person, utility, outcome.points));
    case 'choice': {
      const { preferred } = choiceFrom(person, utilities, { ties: outcome.ties, strengths: 0 });
      return Number(preferred === first) - Number(preferred === second);
    }
  }
}

/** Place from 1 on; tied replies share the mean of their places. */
function placeOf(index: number, tiers: readonly (readonly number[])[]): number {
  let above = 0;
  for (const tier of tiers) {
    if (tier.includes(index)) return above + (tier.length + 1) / 2;
    above += tier.length;
  }
  throw new RangeError(`Reply ${index} is not in the ranking.`);
}

function findsIt(summary: MeanSummary, { expectation, margin, significance }: PowerTest): boolean {
  if (expectation === 'equivalent') {
    return margin !== null && testOfEquivalence(summary, { low: -margin, high: margin }).p < significance;
  }
  const { p } = testOfMean(summary);
  return p < significance && (expectation === 'different' || summary.mean > 0);
}

function pointOf(sampleSize: number, detections: number, runs: number): PowerPoint {
  const power = detections / runs;
  return {
    sampleSize,
    runs,
    detections,
    power,
    standardError: Math.sqrt((power * (1 - power)) / runs),
    ...wilsonInterval(detections, runs),
  };
}
