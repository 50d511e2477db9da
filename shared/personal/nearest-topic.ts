/** Weights of words by word; of length 1, or empty. */
type Vector = ReadonlyMap<string, number>;

/** Earlier messages, weighed once. */
export interface TopicIndex {
  /** Smooth inverse document frequency by word. */
  readonly rarity: ReadonlyMap<string, number>;
  readonly vectors: readonly Vector[];
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** Words of a text in lower case. */
function wordsOf(text: string): readonly string[] {
  return [...segmenter.segment(text.toLowerCase())].filter(({ isWordLike }) => isWordLike === true).map(({ segment }) => segment);
}

/**
 * TF-IDF of messages: counts of words times ln((1 + n) / (1 + df)) + 1, scaled to length 1 (scikit-learn's
 * TfidfVectorizer with its defaults, but for the words, which are Unicode's and may be one letter long).
 */
export function indexTopics(messages: readonly string[]): TopicIndex {
  const words = messages.map(wordsOf);
  const messagesWith = new Map<string, number>();
  for (const word of words.flatMap((each) => [...new Set(each)])) messagesWith.set(word, (messagesWith.get(word) ?? 0) + 1);
  const rarity = new Map([...messagesWith].map(([word, count]) => [word, Math.log((1 + messages.length) / (1 + count)) + 1]));
  return { rarity, vectors: words.map((each) => vectorOf(each, rarity)) };
}

/** Cosine between a message and each of those that were indexed, 0 to 1. Words that none of them has do not count. */
export function similarities({ rarity, vectors }: TopicIndex, message: string): readonly number[] {
  const wanted = vectorOf(wordsOf(message), rarity);
  return vectors.map((vector) => [...wanted].reduce((sum, [word, weight]) => sum + weight * (vector.get(word) ?? 0), 0));
}

function vectorOf(words: readonly string[], rarity: ReadonlyMap<string, number>): Vector {
  const weights = new Map<string, number>();
  for (const word of words) {
    const rare = rarity.get(word);
    if (rare !== undefined) weights.set(word, (weights.get(word) ?? 0) + rare);
  }
  const length = Math.sqrt([...weights.values()].reduce((sum, weight) => sum + weight * weight, 0));
  return new Map([...weights].map(([word, weight]) => [word, weight / length]));
}
