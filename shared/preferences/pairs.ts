import { createRandom } from '../allocation/random.ts';
import { conversationName, importedSource } from './conversation-key.ts';
import type { JudgedConversation, JudgedResponse, JudgedTurn } from './judged-conversation.ts';
import type { PreferencePair, PreferenceRecipe } from './recipe.ts';
import { statementsOf, type Statement } from './statements.ts';

/** Why two replies that were judged make no pair. */
export const leftOutReasons = [
  'tie',
  'gap-too-small',
  'outside-the-rule',
  'contradiction',
  'judged-twice',
  'different-prompts',
  'later-turn-of-threads',
  'identical-texts',
  'empty-reply',
  'empty-message',
  'empty-reply-before',
  'voided-turn',
  'later-turn',
] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

/** How many pairs of replies each reason took out; reasons that took out none are absent. */
export type LeftOutCounts = Readonly<Partial<Record<LeftOutReason, number>>>;

export type UnsplitPair = Omit<PreferencePair, 'split'>;

export interface PairsOfConversation {
  readonly pairs: readonly UnsplitPair[];
  readonly leftOut: LeftOutCounts;
}

/** Two replies of a turn, and all that was said about which is better. */
interface Comparison {
  readonly turn: JudgedTurn;
  readonly first: JudgedResponse;
  readonly second: JudgedResponse;
  readonly statements: Statement[];
}

/** Two texts that answer the same prompt; `better` of the statements names one of them. */
interface TextComparison {
  readonly turn: JudgedTurn;
  readonly history: JudgedResponse['history'];
  readonly texts: readonly [string, string];
  readonly statements: Statement[];
}

/**
 * The pairs of one conversation. Two replies make a pair only when they answer the same message after the
 * same history. What is judged at the end of a conversation is a whole thread; threads share only their
 * opening, so it makes a pair of the opening replies, and what came later is left out and counted. Where
 * several judgements speak of the same two texts, they make one pair if they agree and none if they don't;
 * a tie and a gap below the minimum say nothing against a judgement that does say which is better.
 */
export function pairsOf(conversation: JudgedConversation, recipe: PreferenceRecipe): PairsOfConversation {
  const leftOut = new Map<LeftOutReason, number>();
  const count = (reason: LeftOutReason, by = 1): void => {
    if (by > 0) leftOut.set(reason, (leftOut.get(reason) ?? 0) + by);
  };

  const byTexts: TextComparison[] = [];
  for (const comparison of comparisonsOf(conversation, recipe, count)) {
    const problem = problemOf(comparison, recipe);
    if (problem) count(problem);
    else addByTexts(byTexts, comparison);
  }
  const pairs = byTexts.flatMap((comparison): readonly UnsplitPair[] => {
    const verdict = verdictOf(comparison, recipe, conversation);
    if (typeof verdict === 'string') {
      count(verdict);
      return [];
    }
    count('judged-twice', verdict.agreeing);
    const { turn, history } = comparison;
    const { participantCode, studyId, conversationId } = conversation;
    const { chosen, rejected, from, gap, drawn } = verdict;
    return [
      {
        studyId,
        participantCode,
        conversationId,
        sourceKey: conversation.source.kind === 'session' ? conversation.source.sessionId : importedSource,
        turn: turn.turn,
        from,
        history: history.map(({ message, reply }) => ({ message: wholeCharacters(message), reply: wholeCharacters(reply) })),
        message: wholeCharacters(turn.message),
        chosen: wholeCharacters(chosen),
        rejected: wholeCharacters(rejected),
        gap,
        drawn,
      },
    ];
  });
  return { pairs, leftOut: Object.fromEntries(leftOut) };
}

/** By turn, and in a turn in the order in which they are spoken of. */
function comparisonsOf(
  { turns, atEnd }: JudgedConversation,
  { pairs }: PreferenceRecipe,
  count: (reason: LeftOutReason) => void,
): readonly Comparison[] {
  const found = new Map<string, Comparison>();
  const add = (turn: JudgedTurn, statement: Statement): void => {
    const [first, second] = statement.keys.map((key) => turn.responses.find((each) => each.key === key));
    if (!first || !second) return;
    const name = [turn.turn, ...statement.keys.toSorted()].join('\n');
    const known = found.get(name);
    if (known) known.statements.push(statement);
    else found.set(name, { turn, first, second, statements: [statement] });
  };
  for (const turn of turns) {
    if (turn.judgements) for (const statement of statementsOf(turn.judgements, pairs)) add(turn, statement);
  }
  const judgedLater = new Set<string>();
  for (const statement of atEnd ? statementsOf(atEnd, pairs) : []) {
    const [opening, ...later] = turns.filter((turn) => !turn.voided && statement.keys.every((key) => turn.responses.some((each) => each.key === key)));
    if (!opening) continue;
    add(opening, statement);
    for (const turn of later) {
      const name = [turn.turn, ...statement.keys.toSorted()].join('\n');
      if (found.has(name) || judgedLater.has(name) || haveSameHistory(turn, statement.keys)) continue;
      judgedLater.add(name);
      count('later-turn-of-threads');
    }
  }
  return [...found.values()].toSorted((a, b) => a.turn.turn - b.turn.turn);
}

function haveSameHistory({ responses }: JudgedTurn, keys: Statement['keys']): boolean {
  const [first, second] = keys.map((key) => responses.find((each) => each.key === key));
  return first !== undefined && second !== undefined && isSameHistory(first.history, second.history);
}

function isSameHistory(a: JudgedResponse['history'], b: JudgedResponse['history']): boolean {
  if (a === b) return true;
  return a.length === b.length && a.every(({ message, reply }, index) => message === b[index]?.message && reply === b[index].reply);
}

/** Why two replies cannot be a pair, whatever was said of them. */
function problemOf({ turn, first, second }: Comparison, recipe: PreferenceRecipe): LeftOutReason | null {
  if (turn.voided && recipe.voided === 'leave-out') return 'voided-turn';
  if (isBlank(turn.message)) return 'empty-message';
  if (!isSameHistory(first.history, second.history)) return 'different-prompts';
  if (first.history.length > 0 && recipe.turns === 'first') return 'later-turn';
  if (isBlank(first.text) || isBlank(second.text)) return 'empty-reply';
  if (first.history.some(({ reply }) => isBlank(reply))) return 'empty-reply-before';
  if (first.text === second.text) return 'identical-texts';
  return null;
}

/**
 * With U+FFFD for every half of a character that stands alone, as at the end of a reply that was cut in the middle
 * of an emoji. UTF-8 has no such halves: for one of them TRL and P-RLHF refuse a whole file.
 */
function wholeCharacters(text: string): string {
  return text.toWellFormed();
}

function isBlank(text: string | null): boolean {
  return text === null || text.trim() === '';
}

/** Two replies of the same words are one text, so that nothing is said of it twice, or for and against. */
function addByTexts(byTexts: TextComparison[], { turn, first, second, statements }: Comparison): void {
  const textOf = (key: string): string => (first.key === key ? first.text : second.text) ?? '';
  const texts = [first.text ?? '', second.text ?? ''].toSorted();
  const said = statements.map((statement): Statement => ({ ...statement, better: statement.better === null ? null : textOf(statement.better) }));
  // A turn has a handful of them; a key made of all these words would cost more than looking.
  const known = byTexts.find(
    (each) => each.turn === turn && each.texts[0] === texts[0] && each.texts[1] === texts[1] && isSameHistory(each.history, first.history),
  );
  if (known) known.statements.push(...said);
  else byTexts.push({ turn, history: first.history, texts: [texts[0] ?? '', texts[1] ?? ''], statements: said });
}

interface Verdict {
  readonly chosen: string;
  readonly rejected: string;
  readonly from: PreferencePair['from'];
  readonly gap: number | null;
  readonly drawn: boolean;
  /** Judgements that say the same once more. */
  readonly agreeing: number;
}

function verdictOf(comparison: TextComparison, recipe: PreferenceRecipe, conversation: JudgedConversation): Verdict | LeftOutReason {
  const { texts, statements } = comparison;
  const telling = statements.filter(({ better }) => better !== null);
  const [first] = telling;
  if (first && telling.some(({ better }) => better !== first.better)) return 'contradiction';
  const level = statements.filter(({ better, tooClose }) => better === null && !tooClose);
  const [saying, ...agreeing] = (first ? telling : level).filter(({ outsideTheRule }) => !outsideTheRule);
  if (!saying) return first || level.length > 0 ? 'outside-the-rule' : 'gap-too-small';
  if (!first && recipe.ties === 'leave-out') return 'tie';
  const chosen = saying.better ?? drawn(comparison, recipe, conversation);
  return {
    chosen,
    rejected: texts[0] === chosen ? texts[1] : texts[0],
    from: saying.from,
    gap: saying.gap,
    drawn: !first,
    agreeing: agreeing.length,
  };
}

/** The same text for the same seed, whatever else is in the data. */
function drawn({ turn, texts }: TextComparison, { split }: PreferenceRecipe, conversation: JudgedConversation): string {
  const random = createRandom(JSON.stringify([split.seed, 'tie', conversationName(conversation), turn.turn, ...texts]));
  return random.next() < 0.5 ? texts[0] : texts[1];
}
