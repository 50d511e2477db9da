import type { RegisteredParticipant } from '../people/participant.ts';
import type { EndStanding } from '../session/events.ts';
import { sessionPlanOf, type Study } from '../study/protocol.ts';

/** What the schedule knows of a session that was begun. */
export interface HeldSession {
  readonly sessionId: string;
  readonly participantCode: string;
  readonly sessionNumber: number;
  readonly row: string | null;
  readonly stratum: string | null;
  readonly status: 'running' | 'complete' | 'ended';
  readonly standing: EndStanding;
  /** UTC milliseconds, as everywhere here. */
  readonly startedAtUtcMilliseconds: number;
  readonly endedAtUtcMilliseconds: number | null;
  readonly firstRevealedAtUtcMilliseconds: number | null;
}

/** Where a participant is in a study, and what comes next. */
export type ParticipantStanding =
  | { readonly kind: 'new' }
  | { readonly kind: 'running'; readonly sessionId: string; readonly sessionNumber: number }
  | {
      /** early: the gap is not over. due: within it. late: it has passed. */
      readonly kind: 'early' | 'due' | 'late';
      readonly sessionNumber: number;
      /** Null when the session may be held at any time. */
      readonly from: number | null;
      readonly until: number | null;
    }
  | { readonly kind: 'complete' }
  | { readonly kind: 'withdrawn' }
  | { readonly kind: 'excluded' }
  | { readonly kind: 'erased' };

/** What the register says against another session. */
export type OutOfStudy = Pick<RegisteredParticipant, 'excluded' | 'withdrawn' | 'erased'>;

const dayMilliseconds = 24 * 60 * 60 * 1_000;

/**
 * What comes next for a participant, from the sessions begun under that code in one study. A session
 * counts as held when it was completed or ended early with its answers kept; a voided one is held again,
 * also when later ones were held. Whoever was erased, has withdrawn or was excluded holds no more
 * sessions, in this order: what the person asked for stands before what the study decided.
 * @param now UTC milliseconds
 * @param registered what the register says; null for somebody who is not in it
 */
export function standingOf(study: Study, sessions: readonly HeldSession[], now: number, registered: OutOfStudy | null): ParticipantStanding {
  const counting = sessions.filter((session) => session.standing !== 'voided');
  if (registered?.erased) return { kind: 'erased' };
  if (registered?.withdrawn || counting.some((session) => session.standing === 'withdrawn')) return { kind: 'withdrawn' };
  if (registered?.excluded) return { kind: 'excluded' };
  if (sessions.length === 0) return { kind: 'new' };
  const running = counting.find((session) => session.status === 'running');
  if (running) return { kind: 'running', sessionId: running.sessionId, sessionNumber: running.sessionNumber };
  const heldAt = (number: number) => counting.find((session) => session.sessionNumber === number);
  const place = study.sessions.findIndex((_, index) => heldAt(index + 1) === undefined);
  if (place < 0) return { kind: 'complete' };
  const next = place + 1;
  const before = heldAt(place);
  const { gap } = sessionPlanOf(study, next);
  if (!before || gap === null) return { kind: 'due', sessionNumber: next, from: null, until: null };
  const ended = before.endedAtUtcMilliseconds ?? before.startedAtUtcMilliseconds;
  const from = ended + gap.minimumDays * dayMilliseconds;
  const until = ended + gap.maximumDays * dayMilliseconds;
  const kind = now < from ? 'early' : now > until ? 'late' : 'due';
  return { kind, sessionNumber: next, from, until };
}

/** The sessions of every participant of a study, by code, in order of their codes. */
export function byParticipant<Session extends HeldSession>(sessions: readonly Session[]): ReadonlyMap<string, readonly Session[]> {
  const groups = new Map<string, Session[]>();
  for (const session of sessions) {
    const group = groups.get(session.participantCode);
    if (group === undefined) groups.set(session.participantCode, [session]);
    else group.push(session);
  }
  return new Map([...groups].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/**
 * The row that a participant holds, null when none. The rule for rows, in one place: a row is held from
 * the first session on; it is freed when every session on it was voided, or when the participant
 * withdrew, or was erased, before any reply was shown: in a session, or between sessions in the register.
 * Whoever comes again after a voided session has `rowBefore`, as long as nobody else holds it.
 * @param registered what the register says; null for somebody who is not in it
 */
export function heldRow(
  sessions: readonly HeldSession[],
  registered: Pick<OutOfStudy, 'withdrawn' | 'erased'> | null = null,
): { readonly row: string; readonly stratum: string | null } | null {
  const counting = sessions.filter(({ row, standing }) => row !== null && standing !== 'voided');
  const sawReply = counting.some(({ firstRevealedAtUtcMilliseconds }) => firstRevealedAtUtcMilliseconds !== null);
  if (hasLeft(registered) && !sawReply && counting.every(({ status }) => status !== 'running')) return null;
  const holding = counting.find(({ standing, firstRevealedAtUtcMilliseconds }) => !(standing === 'withdrawn' && firstRevealedAtUtcMilliseconds === null));
  if (!holding || holding.row === null) return null;
  return { row: holding.row, stratum: holding.stratum };
}

/** Whether a participant asked for it that nothing follows. */
export function hasLeft(registered: Pick<OutOfStudy, 'withdrawn' | 'erased'> | null): boolean {
  return registered !== null && (registered.withdrawn !== null || registered.erased !== null);
}

/** The row that a participant had last, held or freed; null for one who had none. */
export function rowBefore<Session extends HeldSession>(sessions: readonly Session[]): Session | null {
  return sessions.filter(({ row }) => row !== null).toSorted((a, b) => b.startedAtUtcMilliseconds - a.startedAtUtcMilliseconds)[0] ?? null;
}
