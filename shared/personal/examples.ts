import type { EarlierExchange } from '../session/events.ts';
import type { Placeholder } from '../study/arms.ts';
import { indexTopics, similarities, type TopicIndex } from './nearest-topic.ts';
import type { PromptContext } from './prompt-context.ts';

type ExampleRule = Extract<Placeholder, { kind: 'examples' }>['rule'];
/** What is kept of weighing messages, because every reply of a conversation asks for it. */
const indexes = new WeakMap<readonly EarlierExchange[], TopicIndex>();

/**
 * The earlier exchanges that a rule takes, the one that fits best first. Exchanges that fit equally well come
 * in order of time, the latest first.
 * - best-against-worst: the largest gap between the ratings of best and worst; then those that were told apart
 *   without ratings. Exchanges whose replies were level are not taken.
 * - most-recent: the latest.
 * - same-type: those of the running conversation's type alone, ordered by their gap; none when it has no type.
 * - nearest-topic: the largest TF-IDF cosine between the opening message and the message of the exchange.
 */
export function chooseExamples(
  exchanges: readonly EarlierExchange[],
  rule: ExampleRule,
  count: number,
  { types, message }: Pick<PromptContext, 'types' | 'message'>,
): readonly EarlierExchange[] {
  const latestFirst = exchanges.toReversed();
  switch (rule) {
    case 'best-against-worst':
      return latestFirst.filter(({ worse }) => worse !== null).sort(byGap).slice(0, count);
    case 'most-recent':
      return latestFirst.slice(0, count);
    case 'same-type':
      return latestFirst.filter((each) => isOfType(each, types)).sort(byGap).slice(0, count);
    case 'nearest-topic': {
      const near = similarities(indexOf(exchanges), message).toReversed();
      return latestFirst
        .map((exchange, place) => ({ exchange, near: near[place] ?? 0 }))
        .sort((one, two) => two.near - one.near)
        .slice(0, count)
        .map(({ exchange }) => exchange);
    }
  }
}

/** Whether an exchange is of a type, whatever hyphens and capitals it is written with. */
export function isOfType({ type }: Pick<EarlierExchange, 'type'>, names: readonly string[]): boolean {
  return type !== null && names.some((name) => plainName(name) === plainName(type));
}

/** An exchange as a model reads it, word for word. A reply that was never compared is neither liked nor disliked. */
export function exampleText({ message, better, worse }: EarlierExchange): string {
  return worse === null
    ? `Message: ${message}\nReply: ${better}`
    : `Message: ${message}\nLiked reply: ${better}\nDisliked reply: ${worse}`;
}

function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]+/gu, ' ').trim();
}

/** Largest first; then those told apart without ratings; last those with nothing to tell apart. */
function byGap(one: EarlierExchange, two: EarlierExchange): number {
  return rankOf(two) - rankOf(one);
}

function rankOf({ worse, gap }: EarlierExchange): number {
  return worse === null ? -2 : (gap ?? -1);
}

function indexOf(exchanges: readonly EarlierExchange[]): TopicIndex {
  const known = indexes.get(exchanges) ?? indexTopics(exchanges.map(({ message }) => message));
  indexes.set(exchanges, known);
  return known;
}
