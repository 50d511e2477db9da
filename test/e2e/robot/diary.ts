/** What a robot did, as the screen showed it when it went on. Tests hold the export against it. */
export interface ConversationNotes {
  /** Which conversation it is, as the head of its screens says; no two of a session read the same. */
  readonly head: string;
  readonly title: string;
  messages: string[];
  /** Replies by slot, in the order of the turns, as text. */
  replies: Record<string, string[]>;
  /** What was said and shown turn by turn, in any layout. */
  turns: TurnNote[];
  /** Messages and replies that all slots share, as the shared pane showed them last. */
  shared: { readonly message: string; readonly reply: string }[];
  /** Every answer on every sheet, in the order in which they were given. */
  judged: JudgedNote[];
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

export interface TurnNote {
  readonly message: string;
  /** The only slot that it was sent to; null for all. */
  readonly to: string | null;
  /** Replies by slot, as text. */
  readonly replies: Readonly<Record<string, string>>;
}

/** An answer on a sheet: of a turn by its index, or (null) at the end. */
export type JudgedNote = { readonly turn: number | null; readonly judgement: string } & (
  | { readonly kind: 'rating'; readonly slot: string | null; readonly item: string | null; readonly value: number | 'not-applicable' }
  | { readonly kind: 'choice'; readonly slot: string | null; readonly strength: number | null }
  | { readonly kind: 'ranking'; readonly places: readonly string[] }
  | { readonly kind: 'text'; readonly box: string; readonly text: string }
);

export interface Diary {
  /** Statements that were ticked. */
  statements: string[];
  /** Answers of the profile by item: what was chosen, written, or the value of each slider. */
  answers: Record<string, string | readonly string[] | Record<string, number>>;
  conversations: ConversationNotes[];
  /** What was guessed for each conversation: a slot, or `none`. */
  guesses: Record<string, string>;
  /** What was written under a text of the study. */
  remarks: string[];
}

export function emptyDiary(): Diary {
  return { statements: [], answers: {}, conversations: [], guesses: {}, remarks: [] };
}

/** The notes of the conversation with this head; begins them when it is new. */
export function notesOn(diary: Diary, head: string, title: string): ConversationNotes {
  const known = diary.conversations.find((each) => each.head === head);
  if (known !== undefined) return known;
  const begun: ConversationNotes = {
    head,
    title,
    messages: [],
    replies: {},
    turns: [],
    shared: [],
    judged: [],
    ratings: {},
    places: [],
    qualities: {},
    choice: null,
    words: {},
  };
  diary.conversations.push(begun);
  return begun;
}
