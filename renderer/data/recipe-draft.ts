import type { PreferenceSourceEntry } from '../../shared/contract/data.ts';
import { usualRecipe } from '../../shared/preferences/usual-recipe.ts';
import type { PreferenceRecipe, PreferenceSource } from '../../shared/preferences/recipe.ts';

/** What is taken of one study, while it is being chosen: lists may be empty for now. */
export interface SourceDraft {
  readonly used: boolean;
  readonly sessions: 'all' | 'none' | 'chosen';
  readonly chosenSessions: readonly string[];
  readonly imported: boolean;
  readonly participants: 'all' | 'chosen';
  readonly chosenParticipants: readonly string[];
  readonly leaveOut: PreferenceSource['leaveOut'];
}

/** A recipe while it is written: numbers are texts, and may be none. */
export interface RecipeDraft {
  /** By study. */
  readonly sources: Readonly<Record<string, SourceDraft>>;
  readonly subject: PreferenceRecipe['subject'];
  readonly ratings: boolean;
  readonly minimumGap: string;
  readonly rankings: PreferenceRecipe['pairs']['rankings'];
  readonly choices: boolean;
  readonly ties: PreferenceRecipe['ties'];
  readonly voided: PreferenceRecipe['voided'];
  readonly turns: PreferenceRecipe['turns'];
  /** Per cent. */
  readonly unseenParticipants: string;
  /** Per cent. */
  readonly testConversations: string;
  readonly seed: string;
}

/** A field of the draft that keeps it from being a recipe; those of a study name it. */
export type RecipeProblem = 'sources' | 'pairs' | 'minimumGap' | 'unseenParticipants' | 'testConversations' | 'seed' | `nothing:${string}` | `sessions:${string}` | `participants:${string}`;

/** What is usual; the one study there is, is taken, and of several those that are chosen. */
export function beginRecipe(entries: readonly PreferenceSourceEntry[]): RecipeDraft {
  const { subject, pairs, ties, voided, turns, split } = usualRecipe([]);
  return {
    sources: Object.fromEntries(entries.map(({ studyId }) => [studyId, beginSource(entries.length === 1)])),
    subject,
    ratings: pairs.ratings !== null,
    minimumGap: String(pairs.ratings?.minimumGap ?? 1),
    rankings: pairs.rankings,
    choices: pairs.choices,
    ties,
    voided,
    turns,
    unseenParticipants: percentOf(split.unseenParticipants),
    testConversations: percentOf(split.testConversations),
    seed: split.seed,
  };
}

function beginSource(used: boolean): SourceDraft {
  return {
    used,
    sessions: 'all',
    chosenSessions: [],
    imported: true,
    participants: 'all',
    chosenParticipants: [],
    leaveOut: { stageIds: [], sessionNumbers: [], conversationTypes: [] },
  };
}

export function sourceOf(draft: RecipeDraft, studyId: string): SourceDraft {
  return draft.sources[studyId] ?? beginSource(false);
}

export function withSource(draft: RecipeDraft, studyId: string, change: Partial<SourceDraft>): RecipeDraft {
  return { ...draft, sources: { ...draft.sources, [studyId]: { ...sourceOf(draft, studyId), ...change } } };
}

/** A list with a member put in or taken out, in the order of all there are. */
export function ticked<Member>(chosen: readonly Member[], member: Member, on: boolean, all: readonly Member[]): readonly Member[] {
  return all.filter((each) => (each === member ? on : chosen.includes(each)));
}

export type RecipeReading =
  | { readonly recipe: PreferenceRecipe; readonly problems: readonly [] }
  | { readonly recipe: null; readonly problems: readonly RecipeProblem[] };

/** The recipe of a draft, or what keeps it from being one. The same draft gives the same recipe. */
export function readRecipe(draft: RecipeDraft): RecipeReading {
  const used = Object.entries(draft.sources).filter(([, source]) => source.used);
  const minimumGap = draft.ratings ? numberIn(draft.minimumGap, 0, 99) : 0;
  const unseenParticipants = numberIn(draft.unseenParticipants, 0, 90);
  const testConversations = numberIn(draft.testConversations, 0, 90);
  const seed = draft.seed.trim();
  const problems: RecipeProblem[] = [
    ...(used.length === 0 ? (['sources'] as const) : []),
    ...used.flatMap(([studyId, source]) => problemsOfSource(studyId, source)),
    ...(draft.ratings || draft.rankings !== null || draft.choices ? [] : (['pairs'] as const)),
    ...(minimumGap === null ? (['minimumGap'] as const) : []),
    ...(unseenParticipants === null ? (['unseenParticipants'] as const) : []),
    ...(testConversations === null ? (['testConversations'] as const) : []),
    ...(seed === '' || seed.length > 100 ? (['seed'] as const) : []),
  ];
  if (problems.length > 0 || minimumGap === null || unseenParticipants === null || testConversations === null) return { recipe: null, problems };
  return {
    recipe: {
      sources: used.map(([studyId, source]) => ({
        studyId,
        sessions: source.sessions === 'chosen' ? [...source.chosenSessions] : source.sessions,
        imported: source.imported,
        participants: source.participants === 'all' ? null : [...source.chosenParticipants],
        leaveOut: source.leaveOut,
      })),
      subject: draft.subject,
      pairs: { ratings: draft.ratings ? { minimumGap } : null, rankings: draft.rankings, choices: draft.choices },
      ties: draft.ties,
      voided: draft.voided,
      turns: draft.turns,
      split: { unseenParticipants: unseenParticipants / 100, testConversations: testConversations / 100, seed },
    },
    problems: [],
  };
}

function problemsOfSource(studyId: string, source: SourceDraft): readonly RecipeProblem[] {
  return [
    ...(source.sessions === 'chosen' && source.chosenSessions.length === 0 ? ([`sessions:${studyId}`] as const) : []),
    ...(source.sessions === 'none' && !source.imported ? ([`nothing:${studyId}`] as const) : []),
    ...(source.participants === 'chosen' && source.chosenParticipants.length === 0 ? ([`participants:${studyId}`] as const) : []),
  ];
}

/** A number as people type it, with a comma or a point; null when it is none, or out of bounds. */
export function numberIn(text: string, least: number, most: number): number | null {
  const tidy = text.trim().replace(',', '.');
  const value = /^\d+(\.\d+)?$/.test(tidy) ? Number(tidy) : Number.NaN;
  return value >= least && value <= most ? value : null;
}

function percentOf(share: number): string {
  return String(Number((share * 100).toFixed(2)));
}
