import type { Random } from '../allocation/random.ts';
import type { ChooserParameters } from './chooser-parameters.ts';
import { drawGumbel, drawNormal } from './draws.ts';

/** One scripted participant: the parameters, and what is theirs alone. */
export interface Person {
  readonly parameters: ChooserParameters;
  /** What each arm is worth to them, natural log. */
  readonly worths: ReadonlyMap<string, number>;
  /** Points they give to an average reply; may lie outside 1 … 100, ratings do not. */
  readonly ratingMean: number;
  /** How many times longer than the parameters say they need for everything. */
  readonly slowness: number;
}

/** A reply as the chooser sees it: what there is besides its words. */
export interface JudgedReply {
  /** 0 for the first slot. */
  readonly slot: number;
  readonly armId: string;
  readonly characters: number;
}

/** Which reply is preferred, by its place in the list; null for a tie. Strength from 1, weakest, on. */
export interface Choice {
  readonly preferred: number | null;
  readonly strength: number | null;
}

export interface ChoiceOptions {
  /** May "no difference" be said? */
  readonly ties: boolean;
  /** How many strengths there are; 0 for a plain choice. */
  readonly strengths: number;
}

/** A person at random. Draws in the order of the arm ids, so the order in a file does not matter. */
export function drawPerson(parameters: ChooserParameters, random: Random): Person {
  const worths = Object.entries(parameters.worths)
    .sort(([first], [second]) => (first < second ? -1 : 1))
    .map(([armId, worth]) => [armId, worth + parameters.worthSpread * drawNormal(random)] as const);
  return {
    parameters,
    worths: new Map(worths),
    ratingMean: parameters.rating.mean + parameters.rating.spread * drawNormal(random),
    slowness: Math.exp(parameters.pace.spread * drawNormal(random)),
  };
}

/**
 * How good each reply seems to a person at one moment: worth, place, length and Gumbel noise, in natural
 * log-odds (a random-utility model; sorted, the utilities are a Plackett–Luce ranking). Drawn once per
 * judgement: a rating and a ranking made from the same draw agree entirely, from two draws as far as the
 * noise lets them.
 * @returns one utility per reply, in the order given; a reply of average length in no special place by an
 *   arm of worth 0 has mean 0
 * @throws RangeError for an arm without a worth
 */
export function utilitiesOf(person: Person, replies: readonly JudgedReply[], random: Random): readonly number[] {
  const { lengthBias, noise } = person.parameters;
  const averageCharacters = replies.reduce((sum, reply) => sum + reply.characters, 0) / replies.length;
  return replies.map(({ slot, armId, characters }) => {
    const worth = person.worths.get(armId);
    if (worth === undefined) throw new RangeError(`The chooser has no worth for the arm "${armId}".`);
    return (
      worth +
      placeAdvantage(person.parameters, slot, replies.length) +
      (lengthBias * (characters - averageCharacters)) / 100 +
      noise * drawGumbel(random)
    );
  });
}

/**
 * A ranking of the replies, best first, as tiers of places in the list. With ties, a reply joins the tier
 * above when it falls short of that tier's best by less than can be told apart.
 */
export function rankingFrom(
  person: Person,
  utilities: readonly number[],
  { ties }: { readonly ties: boolean },
): readonly (readonly number[])[] {
  const threshold = ties ? tieThreshold(person.parameters) : 0;
  const order = utilities.map((_, index) => index).sort((a, b) => (utilities[b] as number) - (utilities[a] as number));
  const tiers: number[][] = [];
  for (const index of order) {
    const tier = tiers.at(-1);
    const best = tier?.[0];
    if (tier !== undefined && best !== undefined && (utilities[best] as number) - (utilities[index] as number) < threshold) {
      tier.push(index);
    } else tiers.push([index]);
  }
  return tiers;
}

/** A rating on the slider, a whole number from 1 to 100. */
export function ratingFrom(person: Person, utility: number): number {
  return Math.round(pointsFrom(person, utility));
}

/** A point of a Likert scale, 1 … points: the slider's length in equal parts. */
export function likertFrom(person: Person, utility: number, points: number): number {
  return Math.min(points, 1 + Math.floor(((pointsFrom(person, utility) - 1) / 99) * points));
}

/**
 * The preferred reply, and how strongly. Strengths part the advantage of the best over the second best so
 * that, of two equally good replies, each strength is chosen equally often.
 * @param utilities of two replies or more
 */
export function choiceFrom(person: Person, utilities: readonly number[], { ties, strengths }: ChoiceOptions): Choice {
  if (utilities.length < 2) throw new RangeError('A choice needs two replies or more.');
  let preferred = 0;
  let best = -Infinity;
  let second = -Infinity;
  utilities.forEach((utility, index) => {
    if (utility > best) {
      second = best;
      best = utility;
      preferred = index;
    } else if (utility > second) second = utility;
  });
  const advantage = best - second;
  if (ties && advantage < tieThreshold(person.parameters)) return { preferred: null, strength: null };
  if (strengths === 0) return { preferred, strength: null };
  const share = person.parameters.noise === 0 ? 1 : Math.tanh(advantage / (2 * person.parameters.noise));
  return { preferred, strength: Math.min(strengths, 1 + Math.floor(share * strengths)) };
}

/** Whether the person leaves the study now, asked after every conversation. */
export function leaves(person: Person, random: Random): boolean {
  return random.next() < person.parameters.dropOut;
}

/** How many messages the person sends in a conversation, within the study's limits. */
export function turnsOf(
  person: Person,
  limits: { readonly minimum: number; readonly maximum: number },
  random: Random,
): number {
  const { usual, continuation } = person.parameters.turns;
  let turns = Math.min(Math.max(usual, limits.minimum), limits.maximum);
  while (turns < limits.maximum && random.next() < continuation) turns += 1;
  return turns;
}

/** Words of the next message: log-normal with a spread of 0.5 around the chooser's mean, one at least. */
export function messageWordsOf(person: Person, random: Random): number {
  const spread = 0.5;
  const words = person.parameters.messageWords * Math.exp(spread * drawNormal(random) - (spread * spread) / 2);
  return Math.max(1, Math.round(words));
}

/** Seconds in which the person reads so many words. */
export function secondsToRead(person: Person, words: number): number {
  return (person.slowness * words * 60) / person.parameters.pace.readingWordsPerMinute;
}

/** Seconds in which the person writes so many words. */
export function secondsToWrite(person: Person, words: number): number {
  return (person.slowness * words * 60) / person.parameters.pace.writingWordsPerMinute;
}

/** Seconds in which the person answers so many sliders, places of a ranking or questions. */
export function secondsToJudge(person: Person, judgements: number): number {
  return person.slowness * judgements * person.parameters.pace.judgingSeconds;
}

function placeAdvantage({ positionBias }: ChooserParameters, slot: number, slotCount: number): number {
  switch (positionBias.kind) {
    case 'none':
      return 0;
    case 'linear':
      return slotCount < 2 ? 0 : positionBias.firstOverLast * (0.5 - slot / (slotCount - 1));
    case 'slots': {
      const advantage = positionBias.logOdds[slot];
      if (advantage === undefined) throw new RangeError(`The chooser has no position bias for slot ${slot + 1}.`);
      return advantage;
    }
  }
}

/**
 * The difference below which two utilities are the same to a person. Differences of two Gumbel numbers are
 * logistic, so equally good replies lie closer than this with the probability asked for (Rao & Kupper 1967).
 */
function tieThreshold({ tieRate, noise }: ChooserParameters): number {
  return 2 * noise * Math.atanh(tieRate);
}

function pointsFrom(person: Person, utility: number): number {
  return Math.min(100, Math.max(1, person.ratingMean + person.parameters.rating.slope * utility));
}
