/** What a message is about, as far as picking up its words can tell. */
export interface Topic {
  /** Fits after a preposition: "about …". */
  readonly main: string;
  /** A second thing the message speaks of. */
  readonly other: string | null;
}

/** Words that carry no subject: grammar, and verbs that say what to do with a subject. */
const emptyWords = new Set(
  `a about above after again against all almost also although always am an and another any anybody anyone anything
  are aren't around as ask at away back be because become been before being best better between both but by came can
  can't cannot choose come could couldn't deal decide describe did didn't discuss do does doesn't doing don't
  done down each either else enough even ever every everyone everything explain far feel feeling feels felt few find
  first follow for from get gets getting give go goes going good got great had handle has hasn't have haven't having
  he hello help helps her here hers hey hi him his how however i i'd i'll i'm i've if important in instead into is
  isn't it it's its just keep kind know last learn least less let let's like likely list little long look lot made
  make makes making many matter may maybe me mean might more most much must my name need never next nice no nobody
  none nor not nothing now of off often ok okay on once one only or other others our ours out over own perhaps please
  possible prefer prepare probably put quite rather read really reason recommend right said same say says see seem
  seems shall she short should shouldn't show since so some somebody someone something sometimes soon start stay stop
  such suggest sure take talk tell than thank thanks that that's the their theirs them then there there's these they
  they're thing things think this those though through tip tips to today together told too toward towards tried true
  try trying under understand until up upon us use used using usually value very want wanted wants was wasn't way ways
  we we're well went were weren't what what's whatever when where whether which while who whole whom whose why will
  wish with within without won't wonder wondering words works worry would wouldn't write wrong yes yet you you'd
  you'll you're you've your yours yourself ban banned allow allowed believe agree disagree deserve cause causes affect
  affects happen happens improve reduce increase create plan bullet table code arabic hebrew poem function script
  python javascript typescript program sentence paragraph summary briefly detail detailed example examples pros cons
  advice idea ideas question questions answer opinion opinions view views thoughts thought love hate enjoy live lives
  moved lose losing lost looking struggling worried started doing feels bit lately recently currently big new old eat
  eating cook cooking visit visiting count exist exists break broke breaking comparing compare abolish abolished play
  buy buying sell pay save loves likes hates says thinks blue exactly simply finally ethical moral harmful country's
  last week yesterday today people person places tomorrow weekend five`.split(/\s+/),
);

/** Never repeated back, so that a reply can't seem to name a maker. */
const makers =
  /^(ai|chat-?gpt|gpt.*|openai|claude|anthropic|gemini|bard|google|deepmind|llama|meta|mistral|grok|xai|copilot|microsoft|deepseek|qwen|alibaba|cohere|perplexity)$/i;

const possessives: Readonly<Record<string, string>> = { my: 'your', our: 'your', your: 'your' };
const articles = new Set(['a', 'an', 'the', 'his', 'her']);
/** What follows these is a verb. */
const pronouns = new Set(['who', 'i', 'you', 'he', 'she', 'they', 'we']);
const describing = new Set([
  'big',
  'new',
  'old',
  'long',
  'short',
  'good',
  'great',
  'best',
  'better',
]);

/** Feelings name their subject better as nouns. */
const nouns: Readonly<Record<string, string>> = {
  lonely: 'loneliness',
  sad: 'sadness',
  anxious: 'anxiety',
  nervous: 'nervousness',
  stressed: 'stress',
  tired: 'tiredness',
  exhausted: 'exhaustion',
  angry: 'anger',
  afraid: 'fear',
  scared: 'fear',
  bored: 'boredom',
  depressed: 'low mood',
  guilty: 'guilt',
  happy: 'happiness',
  jealous: 'jealousy',
  overwhelmed: 'feeling overwhelmed',
};

/** Whether a text speaks of a maker or product that a reply must not repeat. */
export function namesMaker(text: string): boolean {
  return text.split(/[^\p{L}\p{N}-]+/u).some((word) => makers.test(word));
}

/** The one or two subjects of a message; null when it names none ("go on", "why?"). */
export function findTopic(message: string): Topic | null {
  const runs = message
    .split(/[^\p{L}\p{N}\s'’-]+/u)
    .flatMap(contentRuns)
    .filter((run, index, all) => all.findIndex((each) => sameWords(each, run)) === index);
  const ranked = [...runs].sort((left, right) => weight(right) - weight(left));
  const main = ranked[0];
  if (main === undefined) return null;
  return { main, other: ranked[1] ?? null };
}

/** Neighbouring content words with the article before them: "the four-day week", "your boss". */
function contentRuns(clause: string): string[] {
  const words = clause
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  const runs: string[] = [];
  let run: string[] = [];
  const close = (): void => {
    const text = nounPhrase(run);
    if (text !== null) runs.push(text);
    run = [];
  };
  words.forEach((word, index) => {
    const plain = word
      .toLowerCase()
      .replaceAll('’', "'")
      .replace(/^['-]+|['-]+$/g, '');
    const previous = words[index - 1]?.toLowerCase() ?? '';
    const leads = run.length === 0 || (run.length === 1 && isDeterminer(run[0] ?? ''));
    if (run.length > 0 && (plain === 'of' || (isDeterminer(plain) && run.at(-1) === 'of'))) {
      run.push(possessives[plain] ?? plain);
    } else if (isDeterminer(plain)) {
      close();
      run = [possessives[plain] ?? plain];
    } else if (describing.has(plain) && leads && (isDeterminer(previous) || run.length > 0)) {
      run.push(plain);
    } else if (isEmpty(plain) || pronouns.has(previous)) {
      close();
    } else {
      run.push(index === 0 && !isAcronym(word) ? plain : word.replace(/^['’-]+|['’-]+$/g, ''));
      if (run.length >= 5) close();
    }
  });
  close();
  return runs;
}

function nounPhrase(run: readonly string[]): string | null {
  const lastContent = run.findLastIndex(isContent);
  const last = run[lastContent];
  if (last === undefined || run.filter(isContent).join('').length < 3) return null;
  return nouns[last.toLowerCase()] ?? run.slice(run[0] === 'of' ? 1 : 0, lastContent + 1).join(' ');
}

function isContent(word: string): boolean {
  return !isDeterminer(word) && !describing.has(word) && word !== 'of';
}

function isEmpty(word: string): boolean {
  return word === '' || emptyWords.has(word) || makers.test(word) || /^\d+$/.test(word);
}

function isDeterminer(word: string): boolean {
  return articles.has(word) || word in possessives;
}

function isAcronym(word: string): boolean {
  return word.length > 1 && word === word.toUpperCase();
}

/** Longer phrases say more; words with the ending of an adverb, adjective or verb rarely stand alone. */
function weight(run: string): number {
  const words = run.split(' ').filter(isContent);
  const only = words.length === 1 ? (words[0] ?? '') : '';
  const loose = /^\p{Ll}.*(ly|ed|ful|ous|ive|able|ish|est)$/u.test(only);
  return Math.min(words.join(' ').length, 28) + words.length * 2 - (loose ? 20 : 0);
}

function sameWords(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
