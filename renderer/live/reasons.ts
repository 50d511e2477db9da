import type { MessageKey } from '../ui/messages.ts';

/** What a moderator does only with a reason, because it changes what the data mean. */
export type ReasonedAction = 'session/pause' | 'turn/void' | 'conversation/skip' | 'conversation/end' | 'session/end';

export interface ReasonedActionTexts {
  readonly title: MessageKey;
  /** What will happen, to the participant and to the data. */
  readonly about: MessageKey;
  readonly confirm: MessageKey;
  /** Reasons to pick from, the likeliest first. */
  readonly ready: readonly MessageKey[];
  readonly isGrave: boolean;
}

export const reasonedActions: Readonly<Record<ReasonedAction, ReasonedActionTexts>> = {
  'session/pause': {
    title: 'live.pause.title',
    about: 'live.pause.about',
    confirm: 'live.pause.confirm',
    ready: ['live.reason.break', 'live.reason.interruption', 'live.reason.question', 'live.reason.technical'],
    isGrave: false,
  },
  'turn/void': {
    title: 'live.void.title',
    about: 'live.void.about',
    confirm: 'live.void.confirm',
    ready: ['live.reason.identity', 'live.reason.by-mistake', 'live.reason.private', 'live.reason.no-replies'],
    isGrave: false,
  },
  'conversation/skip': {
    title: 'live.skip.title',
    about: 'live.skip.about',
    confirm: 'live.skip.confirm',
    ready: ['live.reason.topic', 'live.reason.time', 'live.reason.technical'],
    isGrave: false,
  },
  'conversation/end': {
    title: 'live.end-conversation.title',
    about: 'live.end-conversation.about',
    confirm: 'live.end-conversation.confirm',
    ready: ['live.reason.time', 'live.reason.enough', 'live.reason.no-replies', 'live.reason.technical'],
    isGrave: false,
  },
  'session/end': {
    title: 'live.end-session.title',
    about: 'live.end-session.about',
    confirm: 'live.end-session.confirm',
    ready: ['live.reason.wish', 'live.reason.time', 'live.reason.unwell', 'live.reason.technical'],
    isGrave: true,
  },
};

/** The reason as it is recorded: the picked one, the moderator's own words, or both. Empty without either. */
export function composeReason(picked: string | null, words: string): string {
  const own = words.trim();
  if (picked === null) return own;
  return own === '' ? picked : `${picked}: ${own}`;
}
