import type { ParticipantView } from '../../shared/session/views.ts';

/**
 * Whether a view may replace the one that is shown. Answers and pushed views can overtake each other;
 * within a session the revision decides. Between two of the same revision the later one to arrive wins,
 * because covering and uncovering need not be events.
 */
export function isNewer(view: ParticipantView, shown: ParticipantView | null): boolean {
  return shown === null || view.sessionId !== shown.sessionId || view.revision >= shown.revision;
}
