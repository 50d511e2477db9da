/** What a robot did, as the screen showed it when it went on. Tests hold the export against it. */
export interface ConversationNotes {
  readonly title: string;
  messages: string[];
  /** Replies by slot, in the order of the turns, as text. */
  replies: Record<string, string[]>;
  /** What the sliders stood at, 1 to 100. */
  ratings: Record<string, number>;
  /** Slots, best first. */
  places: string[];
  qualities: Record<string, number | 'not-applicable'>;
  /** Slot chosen last, `tie` for none; null where nothing was to be chosen. */
  choice: string | null;
  /** What was written, by box. */
  words: Record<string, string>;
}

export interface Diary {
  /** Statements that were ticked. */
  statements: string[];
  /** Answers of the profile by item: what was chosen, written, or the value of each slider. */
  answers: Record<string, string | readonly string[] | Record<string, number>>;
  conversations: ConversationNotes[];
  /** What was guessed for each conversation: a slot, or `none`. */
  guesses: Record<string, string>;
}

export function emptyDiary(): Diary {
  return { statements: [], answers: {}, conversations: [], guesses: {} };
}

/** The notes of the conversation with this title; begins them when it is new. */
export function notesOn(diary: Diary, title: string): ConversationNotes {
  const known = diary.conversations.find((each) => each.title === title);
  if (known !== undefined) return known;
  const begun: ConversationNotes = { title, messages: [], replies: {}, ratings: {}, places: [], qualities: {}, choice: null, words: {} };
  diary.conversations.push(begun);
  return begun;
}

/** The screens after a conversation are about the one held last. */
export function latestNotes(diary: Diary): ConversationNotes {
  return diary.conversations.at(-1) ?? notesOn(diary, '');
}
