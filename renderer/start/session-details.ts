import type { StudyEntry } from '../../shared/contract/moderator.ts';
import type { NextSession } from '../../shared/contract/schedule.ts';
import type { MessageKey } from '../ui/messages.ts';

/** What is asked about a session besides the code. */
export interface SessionDetails {
  readonly moderator: string;
  readonly stratum: string | null;
  /** Code of the participant whose row is taken over; empty for the next free row. */
  readonly replaces: string;
  /** Why the session is held outside its gap. */
  readonly outsideGap: string;
}

export function isOutsideGap(next: NextSession | null): boolean {
  return next?.kind === 'early' || next?.kind === 'late';
}

/** True for a code under which no session can begin now. */
export function isObstacle(next: NextSession): next is Exclude<NextSession, { kind: 'new' | 'early' | 'due' | 'late' }> {
  return next.kind !== 'new' && next.kind !== 'early' && next.kind !== 'due' && next.kind !== 'late';
}

/** The first thing that still stands in the way, as a message; null when nothing does. */
export function missingDetail(study: StudyEntry, next: NextSession | null, details: SessionDetails): MessageKey | null {
  if (next === null) return 'start.wait.next';
  if (isObstacle(next)) return `start.wait.${next.kind}`;
  if (details.moderator.trim() === '') return 'start.wait.moderator';
  if (next.kind === 'new' && study.strata !== null && details.stratum === null) return 'start.wait.stratum';
  return isOutsideGap(next) && details.outsideGap.trim() === '' ? 'start.wait.outside-gap' : null;
}

/** The details as the call takes them. */
export function startOf({ moderator, stratum, replaces, outsideGap }: SessionDetails, next: NextSession | null) {
  const isNew = next?.kind === 'new';
  return {
    moderator: moderator.trim(),
    stratum: isNew ? stratum : null,
    replaces: isNew && replaces.trim() !== '' ? replaces.trim() : null,
    outsideGap: isOutsideGap(next) ? outsideGap.trim() : null,
  };
}
