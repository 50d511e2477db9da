import { standingOf, type HeldSession, type OutOfStudy } from '../schedule/participants.ts';
import type { Study } from '../study/protocol.ts';
import type { ParticipantStatus } from './participant.ts';

/** A session, and whether consent was given in it. */
export type SessionWithConsent = HeldSession & { readonly consentGiven: boolean };

/**
 * How far a participant is, from the register and the sessions begun under the code. Voided sessions count for
 * nothing. The first that holds:
 * - `erased`, `withdrawn`, `excluded`: as `standingOf` says, which knows who holds no more sessions;
 * - `complete`: every session of the study was held;
 * - `in-progress`: a reply was revealed (practice included), or a session is over;
 * - `consented`: a session runs, consent was given in it, and no reply was revealed yet;
 * - `invited`: no session, or one in which nothing was asked for and nothing shown yet.
 * @param study the version that the participant's next session would be held under
 */
export function statusOf(registered: OutOfStudy | null, sessions: readonly SessionWithConsent[], study: Study): ParticipantStatus {
  // Early, due and late are all in progress, so the time makes no difference here.
  const { kind } = standingOf(study, sessions, 0, registered);
  if (kind === 'erased' || kind === 'withdrawn' || kind === 'excluded' || kind === 'complete') return kind;
  const counting = sessions.filter((session) => session.standing !== 'voided');
  if (counting.some((session) => session.status !== 'running' || session.firstRevealedAtUtcMilliseconds !== null)) return 'in-progress';
  return counting.some((session) => session.consentGiven) ? 'consented' : 'invited';
}
