import type { LiveView } from '../../shared/session/views.ts';

/**
 * The moderator's clock during a session: the view's own time plus what has passed on this page
 * since the view came in, so that a page clock that is off, or set during the session, shows nowhere.
 */
export function liveNow(view: LiveView, receivedAt: number, pageNow: number): number {
  return view.now + Math.max(0, pageNow - receivedAt);
}

/** Time spent in a step of the plan. Only the current step of a running session goes on counting. */
export function stepElapsed(view: LiveView, index: number, now: number): number {
  const entry = view.plan[index];
  if (entry === undefined) return 0;
  const counts = entry.state === 'current' && view.status === 'running' && view.halted === null;
  return entry.elapsedMilliseconds + (counts ? now - view.now : 0);
}

/** Time since the session began; a session that is over has stopped at its last event. */
export function sessionElapsed(view: LiveView, now: number): number {
  const end = view.status === 'running' ? now : view.lastSavedAtUtcMilliseconds;
  return Math.max(0, end - view.startedAtUtcMilliseconds);
}
