import type { Judgements } from './judged-conversation.ts';
import type { PreferencePair, PreferenceRecipe } from './recipe.ts';

/** What one judgement says of two responses. */
export interface Statement {
  readonly keys: readonly [string, string];
  readonly from: PreferencePair['from'];
  /** One of the two, or null when they are level. */
  readonly better: string | null;
  /** Difference of the ratings; null unless they were rated. */
  readonly gap: number | null;
  /** Rated apart, but by less than the recipe asks for: it says nothing. */
  readonly tooClose: boolean;
  /** Said, but the recipe takes other pairs of a ranking. It still counts against a judgement that says the opposite. */
  readonly outsideTheRule: boolean;
}

/** Points of a scale, spread over 1 to 100, are no whole numbers; their differences are compared with this much grace. */
const grace = 1e-9;

/** All that the judgements say and the recipe reads: of ratings first, then rankings, then choices. */
export function statementsOf(judgements: Judgements, rules: PreferenceRecipe['pairs']): readonly Statement[] {
  return [
    ...(rules.ratings ? ofRatings(judgements.ratings, rules.ratings.minimumGap) : []),
    ...(rules.rankings ? ofRanking(judgements.ranking, rules.rankings) : []),
    ...(rules.choices ? judgements.choices.flatMap(ofChoice) : []),
  ];
}

function ofRatings(ratings: Judgements['ratings'], minimumGap: number): Statement[] {
  return everyTwo(Object.entries(ratings)).map(([[first, a], [second, b]]) => {
    const gap = Math.abs(a - b);
    const tooClose = gap > 0 && gap < minimumGap - grace;
    return {
      keys: [first, second],
      from: 'rating',
      better: gap === 0 || tooClose ? null : a > b ? first : second,
      gap,
      tooClose,
      outsideTheRule: false,
    };
  });
}

function ofRanking(ranking: Judgements['ranking'], rule: 'adjacent' | 'all' | 'best-against-rest'): Statement[] {
  const placed = ranking.flatMap((place, index) => place.map((key) => ({ key, index })));
  return everyTwo(placed).map(([better, worse]) => {
    const apart = worse.index - better.index;
    return {
      keys: [better.key, worse.key],
      from: 'ranking',
      better: apart === 0 ? null : better.key,
      gap: null,
      tooClose: false,
      outsideTheRule: rule === 'adjacent' ? apart > 1 : rule === 'best-against-rest' && better.index > 0,
    };
  });
}

/** Of a choice among several, only the chosen one was compared with the others; "no difference" was said of all. */
function ofChoice({ better, others }: Judgements['choices'][number]): Statement[] {
  const say = (keys: readonly [string, string]): Statement => ({ keys, from: 'choice', better, gap: null, tooClose: false, outsideTheRule: false });
  return better === null ? everyTwo(others).map(say) : others.map((other) => say([better, other]));
}

function everyTwo<Item>(items: readonly Item[]): (readonly [Item, Item])[] {
  return items.flatMap((first, index) => items.slice(index + 1).map((second) => [first, second] as const));
}
