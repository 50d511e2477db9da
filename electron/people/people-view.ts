import type { PersonEntry, PersonView } from '../../shared/contract/people.ts';
import { fieldsOf } from '../../shared/people/fields.ts';
import type { RegisteredParticipant } from '../../shared/people/participant.ts';
import { statusOf } from '../../shared/people/status.ts';
import { byParticipant, standingOf } from '../../shared/schedule/participants.ts';
import { isTrialStage } from '../../shared/study/stages.ts';
import type { Study } from '../../shared/study/protocol.ts';
import type { ReadableStorage, SessionRow } from '../storage/storage.ts';

export type PeopleReading = Pick<ReadableStorage, 'listImportedConversations' | 'listNotes' | 'listParticipants' | 'listSessions' | 'readParticipant' | 'select'>;

/** A consent that was given or declined, newest session last. */
export type ConsentEntry = PersonView['consents'][number];

/** Somebody of the register with everything that follows from their sessions. */
export interface Person {
  readonly registered: RegisteredParticipant;
  readonly entry: PersonEntry;
  /** Oldest first. */
  readonly sessions: readonly SessionRow[];
  readonly consents: readonly ConsentEntry[];
}

/**
 * Everybody in the register of a study, in the order in which they came; or one of them.
 * @param studyFor the version that a participant's next session would be held under
 * @param now UTC milliseconds
 */
export function peopleOf(
  storage: PeopleReading,
  studyId: string,
  studyFor: (own: readonly SessionRow[]) => Study,
  now: number,
  only?: string,
): readonly Person[] {
  const sessions = byParticipant(storage.listSessions().filter((session) => session.studyId === studyId));
  const consents = consentsOf(storage, studyId);
  const judged = judgedConversationsOf(storage, studyId);
  const imported = countsOf(storage.listImportedConversations(studyId, only).map(({ participantCode }) => participantCode));
  const newcomers = studyFor([]);
  const people = only === undefined ? storage.listParticipants(studyId) : [storage.readParticipant(studyId, only) ?? []].flat();
  return people.map((registered): Person => {
    const { code } = registered;
    const own = (sessions.get(code) ?? []).toSorted((a, b) => a.startedAtUtcMilliseconds - b.startedAtUtcMilliseconds);
    const study = own.length === 0 ? newcomers : studyFor(own);
    const given = consents.get(code) ?? [];
    const withConsent = own.map((session) => ({ ...session, consentGiven: given.some((each) => each.given && each.sessionId === session.sessionId) }));
    const next = nextOf(study, own, now, registered);
    const entry: PersonEntry = {
      participantCode: code,
      status: statusOf(registered, withConsent, study),
      origin: registered.origin,
      originId: registered.originId,
      addedAtUtcMilliseconds: registered.addedAtUtcMilliseconds,
      sessionsHeld: own.filter(({ standing, status }) => standing === 'kept' && status !== 'running').length,
      next,
      repeatsDue: next === null ? 0 : repeatsIn(study, next.sessionNumber, judged.get(code) ?? new Map()),
      importedConversations: imported.get(code) ?? 0,
      profileFields: fieldsOf(registered.profile).size,
      notes: storage.listNotes(studyId, code).length,
    };
    return { registered, entry, sessions: own, consents: given };
  });
}

function nextOf(study: Study, own: readonly SessionRow[], now: number, registered: RegisteredParticipant): PersonEntry['next'] {
  const standing = standingOf(study, own, now, registered);
  switch (standing.kind) {
    case 'new':
      return { kind: 'due', sessionNumber: 1, from: null, until: null };
    case 'early':
    case 'due':
    case 'late':
      return { kind: standing.kind, sessionNumber: standing.sessionNumber, from: standing.from, until: standing.until };
    default:
      return null;
  }
}

/** Repeats of a coming session: of earlier conversations no more than were judged, of its own as many as are planned. */
function repeatsIn(study: Study, sessionNumber: number, judged: ReadonlyMap<string, number>): number {
  const stages = study.sessions[sessionNumber - 1]?.stages ?? [];
  const here = new Set(stages.filter(isTrialStage).map((stage) => stage.id));
  return stages
    .map((stage) => (stage.kind !== 'repeats' ? 0 : here.has(stage.of) ? stage.count : Math.min(stage.count, judged.get(stage.of) ?? 0)))
    .reduce((sum, count) => sum + count, 0);
}

function consentsOf(storage: PeopleReading, studyId: string): ReadonlyMap<string, readonly ConsentEntry[]> {
  const rows = storage.select(
    `SELECT participant_code, stage_id, version, given, answered_utc_milliseconds, session_id FROM consent JOIN session USING (session_id)
     WHERE study_id = ? ORDER BY answered_utc_milliseconds, session_id, stage_id`,
    [studyId],
  );
  const byCode = new Map<string, ConsentEntry[]>();
  for (const row of rows) {
    const code = String(row['participant_code']);
    const consent = {
      stageId: String(row['stage_id']),
      version: String(row['version']),
      given: row['given'] === 1,
      atUtcMilliseconds: Number(row['answered_utc_milliseconds']),
      sessionId: String(row['session_id']),
    };
    byCode.set(code, [...(byCode.get(code) ?? []), consent]);
  }
  return byCode;
}

/** How many conversations of each stage a participant has judged in sessions that count, by code and stage. */
function judgedConversationsOf(storage: PeopleReading, studyId: string): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const rows = storage.select(
    `SELECT participant_code, stage_id, count(*) AS conversations FROM conversation JOIN session USING (session_id)
     WHERE study_id = ? AND standing = 'kept' AND phase = 'done' GROUP BY participant_code, stage_id`,
    [studyId],
  );
  const byCode = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const code = String(row['participant_code']);
    const stages = byCode.get(code) ?? new Map<string, number>();
    stages.set(String(row['stage_id']), Number(row['conversations']));
    byCode.set(code, stages);
  }
  return byCode;
}

function countsOf(codes: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}
