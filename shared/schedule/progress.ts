import type { Study } from '../study/protocol.ts';
import { byParticipant, heldRow, rowBefore, standingOf, type HeldSession, type OutOfStudy } from './participants.ts';

export const participantStates = ['in-progress', 'complete', 'withdrawn', 'excluded', 'voided'] as const;
export type ParticipantState = (typeof participantStates)[number];

export interface ParticipantProgress {
  readonly participantCode: string;
  readonly state: ParticipantState;
  /** Row of the allocation list that is held, or was held before it was freed. */
  readonly row: string | null;
  readonly stratum: string | null;
  readonly sessionsHeld: number;
  readonly moderators: readonly string[];
}

export interface RowProgress {
  readonly row: string;
  readonly stratum: string | null;
  readonly state: 'free' | ParticipantState;
  /** Who holds the row; null while it is free. */
  readonly participantCode: string | null;
  /** Who had it before it was freed, or before somebody else took it over. */
  readonly before: readonly string[];
}

export interface StudyProgress {
  readonly planned: number;
  readonly enrolled: number;
  readonly counts: Readonly<Record<ParticipantState, number>>;
  readonly participants: readonly ParticipantProgress[];
  readonly rows: readonly RowProgress[];
}

type Session = HeldSession & { readonly moderator: string };

/**
 * How far a study is: every participant, and every row of the allocation list.
 * @param rows the list of the version that is in use, in order; empty for a study without one
 * @param now UTC milliseconds
 * @param versionOf the version of the study that a participant is in, by their sessions
 * @param registered what the register says of a participant; null for nothing
 */
export function progressOf<Held extends Session>(
  study: Study,
  rows: readonly { readonly id: string; readonly stratum: string | null }[],
  sessions: readonly Held[],
  now: number,
  versionOf: (own: readonly Held[]) => Study,
  registered: (participantCode: string) => OutOfStudy | null,
): StudyProgress {
  const participants = [...byParticipant(sessions)].map(([participantCode, own]): ParticipantProgress & { readonly holds: boolean } => {
    const known = registered(participantCode);
    const held = heldRow(own, known);
    const last = rowBefore(own);
    return {
      participantCode,
      state: stateOf(versionOf(own), own, now, known),
      row: held?.row ?? last?.row ?? null,
      stratum: held?.stratum ?? last?.stratum ?? null,
      sessionsHeld: own.filter(({ standing, status }) => standing === 'kept' && status !== 'running').length,
      moderators: [...new Set(own.map((session) => session.moderator).filter((name) => name !== ''))],
      holds: held !== null,
    };
  });
  const counts = Object.fromEntries(
    participantStates.map((state) => [state, participants.filter((participant) => participant.state === state).length]),
  ) as Record<ParticipantState, number>;
  return {
    planned: study.analysis.plannedParticipants,
    enrolled: participants.length,
    counts,
    participants: participants.map(({ holds: _holds, ...participant }) => participant),
    rows: rows.map(({ id, stratum }) => {
      const here = participants.filter((participant) => participant.row === id);
      const holders = here.filter((participant) => participant.holds);
      // One who withdrew after a reply was shown still holds the row that somebody else has taken over.
      const holder = holders.find((participant) => participant.state !== 'withdrawn') ?? holders[0];
      return {
        row: id,
        stratum,
        state: holder?.state ?? 'free',
        participantCode: holder?.participantCode ?? null,
        before: here.filter((participant) => participant !== holder).map((participant) => participant.participantCode),
      };
    }),
  };
}

function stateOf(study: Study, own: readonly HeldSession[], now: number, registered: OutOfStudy | null): ParticipantState {
  const standing = standingOf(study, own, now, registered);
  // Whoever asked to be erased has left the study; what is left to count is that they were here.
  if (standing.kind === 'withdrawn' || standing.kind === 'erased') return 'withdrawn';
  if (standing.kind === 'excluded') return 'excluded';
  if (own.every((session) => session.standing === 'voided')) return 'voided';
  return standing.kind === 'complete' ? 'complete' : 'in-progress';
}
