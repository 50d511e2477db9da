/** What the checks can find. Their sentences stand in the messages of the main process, under `preferences.finding.`. */
export type FindingId =
  | 'conversation-on-both-sides'
  | 'left-out-conversation-in-pairs'
  | 'unseen-participant-in-train'
  | 'opening-shared-with-left-out'
  | 'reply-shared-with-left-out'
  | 'opening-shared-by-splits'
  | 'reply-shared-by-splits'
  | 'repeated-in-left-out'
  | 'no-test-conversations'
  | 'no-unseen-participants'
  | 'few-pairs'
  | 'ties-drawn'
  | 'excluded-participants'
  | 'erased-sessions'
  | 'running-sessions'
  | 'uncounted-sessions'
  | 'named-uncounted-sessions'
  | 'p-rlhf-reply-too-long'
  | 'p-rlhf-rejected-too-long'
  | 'p-rlhf-prompt-too-long'
  | 'p-rlhf-prompt-too-long-with-profile'
  | 'p-rlhf-profile-too-long'
  | 'p-rlhf-preferences-tied'
  | 'p-rlhf-profile-missing'
  | 'p-rlhf-moved-to-unseen';

/** Something that whoever uses the data should know, before it is put into words. */
export interface Finding {
  readonly id: FindingId;
  /** problem: the data are not what they are said to be. warning: look at it. note: good to know. */
  readonly severity: 'problem' | 'warning' | 'note';
  readonly count: number;
  /** The first places, as many as {@link placesTold}. */
  readonly places: readonly string[];
}

const placesTold = 20;

/** Null when there is nothing to tell. */
export function finding(id: FindingId, severity: Finding['severity'], places: readonly string[], count: number = places.length): Finding | null {
  return count === 0 ? null : { id, severity, count, places: places.slice(0, placesTold) };
}
