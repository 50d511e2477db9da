import { conversationKey, conversationName } from './conversation-key.ts';
import { finding, type Finding } from './finding.ts';
import type { JudgedConversation } from './judged-conversation.ts';
import type { PreferencePair } from './recipe.ts';

/** Shorter replies ("Yes.", "I can't help with that.") are the same by chance. */
const shortestTellingReply = 40;

type Side = 'train' | 'test' | 'left-out';

/** Where a text was met first on each side. */
type Places = Partial<Record<Side, string>>;

/**
 * Looks, while a data set is put together, whether anything of one side came in on another: conversations by
 * their ids, opening messages and replies by their words. It reads the finished pairs, not the rules by which
 * they were made, so that a mistake in the rules shows.
 */
export function leakageCheck() {
  const ids = new Map<string, Places>();
  const openings = new Map<string, Places>();
  const replies = new Map<string, Places>();
  /** Conversations that are judged once more in a trial that is left out. */
  const repeated = new Map<string, string>();
  const unseen = new Set<string>();
  const trained = new Map<string, string>();

  const addTexts = (side: Side, place: string, first: Iterable<string>, texts: Iterable<string>): void => {
    for (const opening of first) note(openings, normalised(opening), side, place);
    for (const text of texts) {
      if (text.length < shortestTellingReply) continue;
      const words = normalised(text);
      if (words.length >= shortestTellingReply) note(replies, words, side, place);
    }
  };

  return {
    /** @param person names the participant across studies */
    addUnseen: (person: string): void => void unseen.add(person),
    addPairs: (conversation: JudgedConversation, person: string, pairs: readonly PreferencePair[]): void => {
      const place = conversationKey(conversation);
      for (const split of ['train', 'test'] as const) {
        const own = pairs.filter((pair) => pair.split === split);
        if (own.length === 0) continue;
        note(ids, conversationName(conversation), split, place);
        // A reply stands in several pairs, and in the history of later ones; it is looked at once.
        const texts = own.flatMap(({ history, chosen, rejected }) => [chosen, rejected, ...history.map(({ reply }) => reply)]);
        addTexts(split, place, new Set(own.map(({ history, message }) => history[0]?.message ?? message)), new Set(texts));
        if (split === 'train') trained.set(person, place);
      }
    },
    addLeftOut: (conversation: JudgedConversation): void => {
      const place = conversationKey(conversation);
      note(ids, conversationName(conversation), 'left-out', place);
      const texts = conversation.turns.flatMap(({ responses }) => responses.flatMap(({ text }) => (text === null ? [] : [text])));
      addTexts('left-out', place, conversation.turns.slice(0, 1).map(({ message }) => message), texts);
    },
    /** @param original name of the conversation that is judged again; `by` says where */
    addRepeat: (original: string, by: string): void => void repeated.set(original, by),
    findings: (): readonly Finding[] => [
      ...listed([
        finding('conversation-on-both-sides', 'problem', shared(ids, 'train', 'test')),
        finding('left-out-conversation-in-pairs', 'problem', [...shared(ids, 'train', 'left-out'), ...shared(ids, 'test', 'left-out')]),
        finding('unseen-participant-in-train', 'problem', [...trained].flatMap(([person, place]) => (unseen.has(person) ? [place] : []))),
        finding(
          'repeated-in-left-out',
          'problem',
          [...repeated].flatMap(([original, by]) => (ids.get(original)?.train === undefined ? [] : [`${original} = ${by}`])),
        ),
        finding('opening-shared-with-left-out', 'warning', shared(openings, 'train', 'left-out')),
        finding('reply-shared-with-left-out', 'warning', shared(replies, 'train', 'left-out')),
        finding('opening-shared-by-splits', 'note', shared(openings, 'train', 'test')),
        finding('reply-shared-by-splits', 'note', shared(replies, 'train', 'test')),
      ]),
    ],
  };
}

export function listed(findings: readonly (Finding | null)[]): readonly Finding[] {
  return findings.filter((each) => each !== null);
}

function note(known: Map<string, Places>, what: string, side: Side, place: string): void {
  const places = known.get(what);
  if (!places) known.set(what, { [side]: place });
  else places[side] ??= place;
}

function shared(known: ReadonlyMap<string, Places>, one: Side, other: Side): readonly string[] {
  return [...known.values()].flatMap((places) => {
    const [a, b] = [places[one], places[other]];
    if (a === undefined || b === undefined) return [];
    return [a === b ? a : `${a} = ${b}`];
  });
}

/** What two texts are compared by: letters of whatever width and case, one space between words, no punctuation unless there is nothing else. */
function normalised(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase();
  const words = plain.replaceAll(/[\s\p{P}]+/gu, ' ').trim();
  return words === '' ? plain.trim() : words;
}
