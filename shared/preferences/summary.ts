import { leftOutReasons, type LeftOutCounts, type LeftOutReason } from './pairs.ts';
import type { PreferencePair } from './recipe.ts';

/** Characters: Unicode code points, as the training code of others counts them. */
export interface Lengths {
  readonly median: number;
  readonly longest: number;
}

export interface PairSummary {
  readonly pairs: number;
  readonly train: number;
  readonly test: number;
  readonly participants: number;
  readonly conversations: number;
  readonly fromRatings: number;
  readonly fromRankings: number;
  readonly fromChoices: number;
  readonly lengths: {
    /** Everything before the reply: earlier exchanges and the message. */
    readonly prompt: Lengths;
    readonly chosen: Lengths;
    readonly rejected: Lengths;
    /** Share of pairs, 0 to 1. */
    readonly chosenIsLonger: number;
  };
  readonly perParticipant: { readonly fewest: number; readonly most: number };
}

/** Counts and lengths of some pairs. */
export function summaryOf(pairs: readonly PreferencePair[]): PairSummary {
  const steps = summaryInSteps(pairs);
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

/** The same in steps of one pair each. */
export function* summaryInSteps(pairs: readonly PreferencePair[]): Generator<void, PairSummary> {
  const byParticipant = new Map<string, number>();
  const conversations = new Set<string>();
  const prompts: number[] = [];
  const chosen: number[] = [];
  const rejected: number[] = [];
  let longer = 0;
  for (const pair of pairs) {
    yield;
    const participant = `${pair.studyId}/${pair.participantCode}`;
    byParticipant.set(participant, (byParticipant.get(participant) ?? 0) + 1);
    conversations.add(`${pair.studyId}/${pair.sourceKey}/${pair.conversationId}`);
    prompts.push(promptLength(pair));
    const [better, worse] = [characters(pair.chosen), characters(pair.rejected)];
    chosen.push(better);
    rejected.push(worse);
    if (better > worse) longer += 1;
  }
  const counts = [...byParticipant.values()];
  const from = (source: PreferencePair['from']): number => pairs.filter((pair) => pair.from === source).length;
  const train = pairs.filter(({ split }) => split === 'train').length;
  return {
    pairs: pairs.length,
    train,
    test: pairs.length - train,
    participants: byParticipant.size,
    conversations: conversations.size,
    fromRatings: from('rating'),
    fromRankings: from('ranking'),
    fromChoices: from('choice'),
    lengths: {
      prompt: lengthsOf(prompts),
      chosen: lengthsOf(chosen),
      rejected: lengthsOf(rejected),
      chosenIsLonger: pairs.length === 0 ? 0 : longer / pairs.length,
    },
    perParticipant: { fewest: counts.reduce((a, b) => Math.min(a, b), counts[0] ?? 0), most: counts.reduce((a, b) => Math.max(a, b), 0) },
  };
}

/** In the order of the reasons; those that took out nothing are absent. */
export function leftOutList(counts: LeftOutCounts): readonly { readonly reason: LeftOutReason; readonly count: number }[] {
  return leftOutReasons.flatMap((reason) => {
    const count = counts[reason] ?? 0;
    return count === 0 ? [] : [{ reason, count }];
  });
}

/** Unicode code points, which is what Python's `len` counts. */
export function characters(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    const isFirstOfTwo = unit >= 0xd800 && unit < 0xdc00 && index + 1 < text.length;
    if (isFirstOfTwo && text.charCodeAt(index + 1) >= 0xdc00 && text.charCodeAt(index + 1) < 0xe000) index += 1;
    count += 1;
  }
  return count;
}

export function promptLength({ history, message }: Pick<PreferencePair, 'history' | 'message'>): number {
  return history.reduce((sum, exchange) => sum + characters(exchange.message) + characters(exchange.reply), characters(message));
}

/** The median of an even number of lengths is the mean of the two in the middle. */
function lengthsOf(lengths: readonly number[]): Lengths {
  const sorted = lengths.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const median = sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
  return { median, longest: sorted.at(-1) ?? 0 };
}
