import type { PrismChoice, PrismContents } from '../../shared/contract/people.ts';

type User = PrismContents['users'][number];

export interface UserFilter {
  readonly words: string;
  readonly onlyWithConversations: boolean;
}

/** People of the survey who fit: by id, code, country, age or gender. */
export function usersWho(users: readonly User[], { words, onlyWithConversations }: UserFilter): readonly User[] {
  const wanted = words.trim().toLowerCase();
  return users.filter(
    (user) =>
      (!onlyWithConversations || user.conversations > 0) &&
      (wanted === '' ||
        [user.userId, user.participantCode, user.country, user.age, user.gender].some((text) => text?.toLowerCase().includes(wanted) ?? false)),
  );
}

/** Lines that cannot be taken, in all files together. */
export function brokenLines(contents: PrismContents): number {
  return contents.files.reduce((sum, file) => sum + file.broken, 0);
}

/** What is asked for; null while nobody is chosen. */
export function choiceOf(chosen: ReadonlySet<string> | 'everybody', skipBroken: boolean): PrismChoice | null {
  if (chosen === 'everybody') return { userIds: null, skipBroken };
  return chosen.size === 0 ? null : { userIds: [...chosen], skipBroken };
}
