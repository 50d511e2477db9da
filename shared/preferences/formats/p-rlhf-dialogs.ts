import { grouped } from '../grouped.ts';
import type { PreferencePair } from '../recipe.ts';

export interface DialogTurn {
  readonly turn_nb: number;
  /** One, never empty: the loader reads the first without looking. */
  readonly user_utterance: readonly [string];
  readonly chosen_utterance: readonly [string];
  /** Empty for a turn that only tells what was said before. */
  readonly rejected_utterance: readonly string[];
}

export interface Dialog {
  readonly dialog_id: string;
  readonly user_id: string;
  readonly total_turn_nb: number;
  readonly open_feedback: string;
  readonly turns: readonly DialogTurn[];
}

export interface MadeDialog {
  readonly dialog: Dialog;
  readonly split: PreferencePair['split'];
}

interface Names {
  readonly userId: string;
  readonly dialogId: string;
  readonly feedback: string;
}

type Turn = Pick<DialogTurn, 'user_utterance' | 'chosen_utterance' | 'rejected_utterance'>;

/** A reply that was better than others, to one prompt. */
interface Judged {
  readonly history: PreferencePair['history'];
  readonly message: string;
  readonly chosen: string;
  readonly rejected: string[];
}

/**
 * Pairs as dialogs. The loader takes the turns before one, with their chosen replies, for its prompt; so a
 * turn goes into a dialog only if that is what was said before it. The rest of a conversation's pairs, such as
 * the second best of a ranking against the third, stand in further dialogs of their own, told from the
 * beginning: `c12`, `c12#2`, …
 */
export function dialogsOf(pairs: readonly PreferencePair[], namesOf: (pair: PreferencePair) => Names): readonly MadeDialog[] {
  const conversations = grouped(pairs, (pair) => namesOf(pair).dialogId);
  return [...conversations.values()].flatMap((ofConversation): readonly MadeDialog[] => {
    const [first] = ofConversation;
    if (!first) return [];
    const { userId, dialogId, feedback } = namesOf(first);
    return chained(judgedOf(ofConversation)).map((turns, index) => ({
      split: first.split,
      dialog: {
        dialog_id: index === 0 ? dialogId : `${dialogId}#${index + 1}`,
        user_id: userId,
        total_turn_nb: turns.length,
        open_feedback: feedback,
        turns: turns.map((turn, number) => ({ turn_nb: number, ...turn })),
      },
    }));
  });
}

/** Pairs of one prompt with the same better reply together; those with most pairs first, then as they came. */
function judgedOf(pairs: readonly PreferencePair[]): readonly Judged[] {
  const found = new Map<string, Judged>();
  for (const { history, message, chosen, rejected } of pairs) {
    const name = JSON.stringify([history, message, chosen]);
    const known = found.get(name);
    if (known) known.rejected.push(rejected);
    else found.set(name, { history, message, chosen, rejected: [rejected] });
  }
  return [...found.values()].toSorted((a, b) => a.history.length - b.history.length || b.rejected.length - a.rejected.length);
}

/** Each turn in the first dialog whose turns so far are its history, or the beginning of it. */
function chained(judged: readonly Judged[]): readonly (readonly Turn[])[] {
  const dialogs: Turn[][] = [];
  for (const { history, message, chosen, rejected } of judged) {
    let dialog = dialogs.find((turns) => turns.length <= history.length && turns.every((turn, index) => isExchange(turn, history[index])));
    if (!dialog) {
      dialog = [];
      dialogs.push(dialog);
    }
    for (const before of history.slice(dialog.length)) {
      dialog.push({ user_utterance: [before.message], chosen_utterance: [before.reply], rejected_utterance: [] });
    }
    dialog.push({ user_utterance: [message], chosen_utterance: [chosen], rejected_utterance: rejected });
  }
  return dialogs;
}

function isExchange(turn: Turn, exchange: Judged['history'][number] | undefined): boolean {
  return exchange?.message === turn.user_utterance[0] && exchange.reply === turn.chosen_utterance[0];
}
