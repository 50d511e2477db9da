import type { Profile } from '../../people/participant.ts';
import { conversationKeyOfPair } from '../conversation-key.ts';
import { finding, type Finding } from '../finding.ts';
import { grouped } from '../grouped.ts';
import { listed } from '../leakage.ts';
import type { PreferencePair } from '../recipe.ts';
import { dialogsOf, type Dialog } from './p-rlhf-dialogs.ts';
import { longTurns } from './p-rlhf-limits.ts';
import { topPreferences } from './p-rlhf-preferences.ts';

/** The three files that the loader of P-RLHF (Li et al. 2024) reads, as it names them. */
export const pRlhfFileNames = { dialogs: 'prism_data_dialog.json', users: 'prism_data_user.json', split: 'prism_split_ids.json' } as const;

interface User {
  readonly user_id: string;
  readonly dialog_ids: readonly string[];
  readonly system_string: string;
  /** All strings, because the loader prints them; what is not known is an empty one. */
  readonly demographics: {
    readonly self_description: string;
    readonly preference: readonly string[];
    readonly age: string;
    readonly gender: string;
    readonly education: string;
    readonly employment: string;
    readonly marital: string;
    readonly english_proficiency: string;
  };
}

export interface PRlhfFiles {
  readonly dialogs: Readonly<Record<string, Dialog>>;
  readonly users: Readonly<Record<string, User>>;
  readonly split: {
    readonly train_dialog_ids: readonly string[];
    readonly test_dialog_ids: readonly string[];
    /** 1 to N, without gaps. */
    readonly seen_user_ids: Readonly<Record<string, number>>;
    /** All 0, the generic user. */
    readonly unseen_user_ids: Readonly<Record<string, number>>;
  };
  readonly findings: readonly Finding[];
}

export interface PRlhfSource {
  readonly pairs: readonly PreferencePair[];
  /** In the order in which they are numbered. */
  readonly participants: readonly { readonly studyId: string; readonly participantCode: string; readonly unseen: boolean }[];
  /** What participants wrote about conversations, by the key of the conversation. */
  readonly feedback: ReadonlyMap<string, string>;
  readonly profileOf: (studyId: string, participantCode: string) => Profile;
}

/**
 * The three files, and what their loader would do with them without a word. Every pair is in them once. The
 * loader numbers the people it trains on; whoever has no dialog to train on is unseen to it, because it would
 * fail on a number without data, and everybody in a dialog has a number, because it would fail without.
 */
export function pRlhfFilesOf({ pairs, participants, feedback, profileOf }: PRlhfSource): PRlhfFiles {
  const severalStudies = new Set(participants.map(({ studyId }) => studyId)).size > 1;
  const idOf = (studyId: string, id: string): string => (severalStudies ? `${studyId}.${id}` : id);
  const made = dialogsOf(
    pairs,
    (pair) => ({
      userId: idOf(pair.studyId, pair.participantCode),
      dialogId: severalStudies ? conversationKeyOfPair(pair).replace('/', '.') : conversationKeyOfPair(pair).slice(pair.studyId.length + 1),
      feedback: feedback.get(conversationKeyOfPair(pair)) ?? '',
    }),
  );
  const trained = new Set(made.filter(({ split }) => split === 'train').map(({ dialog }) => dialog.user_id));
  const people = participants.map((each) => ({ ...each, userId: idOf(each.studyId, each.participantCode) }));
  const seen = people.filter(({ userId, unseen }) => !unseen && trained.has(userId));
  const numbers = new Map(seen.map(({ userId }, index) => [userId, index + 1]));
  const dialogIdsBy = grouped(made, ({ dialog }) => dialog.user_id);
  const preferences = new Map(people.map(({ userId, studyId, participantCode }) => [userId, topPreferences(profileOf(studyId, participantCode))]));
  const users = Object.fromEntries(
    people.map(({ userId, studyId, participantCode }) => [
      userId,
      userOf(userId, profileOf(studyId, participantCode), preferences.get(userId)?.names ?? [], (dialogIdsBy.get(userId) ?? []).map(({ dialog }) => dialog.dialog_id)),
    ]),
  );
  return {
    dialogs: Object.fromEntries(made.map(({ dialog }) => [dialog.dialog_id, dialog])),
    users,
    split: {
      train_dialog_ids: made.flatMap(({ dialog, split }) => (split === 'train' ? [dialog.dialog_id] : [])),
      test_dialog_ids: made.flatMap(({ dialog, split }) => (split === 'test' ? [dialog.dialog_id] : [])),
      seen_user_ids: Object.fromEntries(numbers),
      unseen_user_ids: Object.fromEntries(people.flatMap(({ userId }) => (numbers.has(userId) ? [] : [[userId, 0]]))),
    },
    findings: listed([
      ...longTurns(made, (userId) => ({ number: numbers.get(userId) ?? 0, demographics: { ...users[userId]?.demographics } })),
      finding('p-rlhf-preferences-tied', 'note', people.flatMap(({ userId }) => (preferences.get(userId)?.tied === true ? [userId] : []))),
      finding('p-rlhf-profile-missing', 'note', people.flatMap(({ userId, studyId, participantCode }) => (lacksProfile(profileOf(studyId, participantCode)) ? [userId] : []))),
      finding('p-rlhf-moved-to-unseen', 'warning', people.flatMap(({ userId, unseen }) => (!unseen && !numbers.has(userId) ? [userId] : []))),
    ]),
  };
}

function userOf(userId: string, profile: Profile, preference: readonly string[], dialogIds: readonly string[]): User {
  return {
    user_id: userId,
    dialog_ids: dialogIds,
    system_string: textOf(profile['system_string']),
    demographics: {
      self_description: textOf(profile['self_description']),
      preference,
      age: textOf(profile['age']),
      gender: textOf(profile['gender']),
      education: textOf(profile['education']),
      employment: textOf(profile['employment_status']),
      marital: textOf(profile['marital_status']),
      english_proficiency: textOf(profile['english_proficiency']),
    },
  };
}

function textOf(value: Profile[string] | undefined): string {
  if (value === undefined || value === null) return '';
  return (typeof value === 'object' ? JSON.stringify(value) : String(value)).toWellFormed();
}

const askedFor = ['system_string', 'self_description', 'age', 'gender', 'education', 'employment_status', 'marital_status', 'english_proficiency', 'stated_prefs'];

function lacksProfile(profile: Profile): boolean {
  return askedFor.some((field) => textOf(profile[field]) === '');
}
