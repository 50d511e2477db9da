import { randomBytes } from 'node:crypto';
import { allocateRow, type AllocationRow } from '../../shared/allocation/list.ts';
import { nextFreeRow, rowsOfPart } from '../../shared/allocation/parts.ts';
import type { DueEntry, ProgressView } from '../../shared/contract/schedule.ts';
import { codeFits } from '../../shared/people/code.ts';
import { byParticipant, hasLeft, heldRow, rowBefore, standingOf, type ParticipantStanding } from '../../shared/schedule/participants.ts';
import { progressOf } from '../../shared/schedule/progress.ts';
import { replay } from '../../shared/session/evolve.ts';
import type { NewSession } from '../../shared/session/create-session.ts';
import { earlierConversationsOf } from '../../shared/session/earlier.ts';
import { designOf } from '../../shared/study/allocation-design.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import type { SessionRow, Storage } from '../storage/storage.ts';
import type { StudyShelf, StudyVersion } from '../studies/study-shelf.ts';

export interface SessionRequest {
  readonly studyId: string;
  readonly participantCode: string;
  readonly moderator: string;
  readonly stratum: string | null;
  /** Participant whose row is taken over. */
  readonly replaces: string | null;
  readonly outsideGap: string | null;
}

export type PlannedSession = Omit<NewSession, 'models' | 'personal'>;

/** A session that could begin, as far as nobody has been asked anything about it. */
export type ComingSession = Pick<PlannedSession, 'study' | 'participantCode' | 'sessionNumber' | 'earlierAnswers'>;

type ScheduleStorage = Pick<
  Storage,
  'listParticipants' | 'listSessions' | 'listVersions' | 'readAllocationList' | 'readEvents' | 'readParticipant' | 'readPart'
>;

/** `mistyped`: a drawn code whose check character does not fit, of somebody nobody has heard of. */
export type NextForCode = ParticipantStanding | { readonly kind: 'mistyped' };

/** Who comes when, on which row of the allocation list, under which version of a study. */
export class Schedule {
  readonly #storage: ScheduleStorage;
  readonly #shelf: StudyShelf;
  readonly #now: () => number;

  constructor(storage: ScheduleStorage, shelf: StudyShelf, now: () => number) {
    this.#storage = storage;
    this.#shelf = shelf;
    this.#now = now;
  }

  /** What comes next for a code, as it was typed. */
  next(studyId: string, typedCode: string): NextForCode {
    const sessions = this.#sessionsOf(studyId);
    return this.#nextFor(studyId, this.#knownCode(studyId, typedCode, sessions), sessions);
  }

  /** The session that a code would begin, as typed; null when there is none to begin. */
  coming(studyId: string, typedCode: string): ComingSession | null {
    const sessions = this.#sessionsOf(studyId);
    const participantCode = this.#knownCode(studyId, typedCode, sessions);
    const next = this.#nextFor(studyId, participantCode, sessions);
    const sessionNumber = next.kind === 'new' ? 1 : 'from' in next ? next.sessionNumber : null;
    if (sessionNumber === null) return null;
    const own = sessions.filter((session) => session.participantCode === participantCode);
    return { study: this.studyFor(studyId, own), participantCode, sessionNumber, earlierAnswers: this.#earlierOf(own, sessionNumber).earlierAnswers };
  }

  /** The content that a participant's next session would be held under, by the sessions begun so far. */
  studyFor(studyId: string, own: readonly SessionRow[]): Study {
    return this.#versionFor(studyId, own).study;
  }

  /** Participants who can come back, in all studies: late and due ones first, then by date. */
  due(): DueEntry[] {
    const entries = this.#shelf.all().flatMap(({ study: { id: studyId, title: studyTitle } }) =>
      [...byParticipant(this.#sessionsOf(studyId))].flatMap(([participantCode, own]): DueEntry[] => {
        const { study } = this.#versionFor(studyId, own);
        if (study.sessions.length === 1) return [];
        const standing = standingOf(study, own, this.#now(), this.#storage.readParticipant(studyId, participantCode));
        if (standing.kind !== 'early' && standing.kind !== 'due' && standing.kind !== 'late') return [];
        return [{ studyId, studyTitle, participantCode, ...standing }];
      }),
    );
    const urgency = { late: 0, due: 1, early: 2 };
    return entries.toSorted((a, b) => urgency[a.kind] - urgency[b.kind] || (a.from ?? 0) - (b.from ?? 0));
  }

  progress(studyId: string): ProgressView {
    const version = this.#shelf.current(studyId);
    const rows = this.#listOf(version);
    const part = this.#storage.readPart(studyId);
    const ours = new Set(rowsOfPart(designOf(version.study), rows, part).map((row) => row.id));
    const { participants, rows: rowStates, counts, ...progress } = progressOf(
      version.study,
      rows,
      this.#sessionsOf(studyId),
      this.#now(),
      (own) => this.#versionFor(studyId, own).study,
      (code) => this.#storage.readParticipant(studyId, code),
    );
    return {
      studyId,
      title: version.study.title,
      sessionCount: version.study.sessions.length,
      ...progress,
      counts: { ...counts },
      participants: participants.map((participant) => ({ ...participant, moderators: [...participant.moderators] })),
      rows: rowStates.map((row) => ({ ...row, before: [...row.before], ours: ours.has(row.row) })),
    };
  }

  /** Everything that is fixed about a session before it begins, but its models. */
  plan(request: SessionRequest): PlannedSession {
    const sessions = this.#sessionsOf(request.studyId);
    const participantCode = this.#knownCode(request.studyId, request.participantCode, sessions);
    const own = sessions.filter((session) => session.participantCode === participantCode);
    const version = this.#versionFor(request.studyId, own);
    if (!version.startable) throw new CallRefusal('not-locked', message('schedule.not-locked'));
    const sessionNumber = numberOf(this.#nextFor(request.studyId, participantCode, sessions), request);
    const stratum = heldRow(own, this.#storage.readParticipant(request.studyId, participantCode))?.stratum ?? this.#stratumOf(version.study, own, request);
    const row = version.locked ? this.#rowFor(version, sessions, own, stratum, request) : null;
    return {
      study: version.study,
      studyDigest: version.digest,
      studyVersion: version.locked?.version ?? null,
      participantCode,
      sessionNumber,
      moderator: request.moderator,
      row,
      stratum,
      seed: randomBytes(16).toString('hex'),
      ...this.#earlierOf(own, sessionNumber),
    };
  }

  #sessionsOf(studyId: string): readonly SessionRow[] {
    return this.#storage.listSessions().filter((session) => session.studyId === studyId);
  }

  /**
   * New participants come under the newest version. One who has begun comes under the newest version with
   * the allocation list of the first session, because in another list the row would mean something else.
   */
  #versionFor(studyId: string, own: readonly SessionRow[]): StudyVersion {
    const newest = this.#shelf.current(studyId);
    const counting = own.filter((session) => session.standing !== 'voided');
    const first = counting.toSorted((a, b) => a.startedAtUtcMilliseconds - b.startedAtUtcMilliseconds)[0];
    if (!first || first.studyDigest === newest.digest) return newest;
    const before = this.#shelf.byDigest(first.studyDigest);
    const ofSameList = this.#storage.listVersions(studyId).filter(({ listDigest }) => listDigest === before.locked?.listDigest);
    const last = ofSameList.at(-1);
    return last ? this.#shelf.byDigest(last.digest) : before;
  }

  /** The code in the spelling under which the participant is known: whoever types `k7-264-n` means `K7-264-N`. */
  #knownCode(studyId: string, typed: string, sessions: readonly SessionRow[]): string {
    if (this.#storage.readParticipant(studyId, typed) !== null || sessions.some(({ participantCode }) => participantCode === typed)) return typed;
    const known = [
      ...this.#storage.listParticipants(studyId).map(({ code }) => code),
      ...sessions.map(({ participantCode }) => participantCode),
    ];
    return known.find((code) => code.toUpperCase() === typed.toUpperCase()) ?? typed;
  }

  /** A check that does not fit concerns newcomers alone: whoever is known under such a code comes again under it. */
  #nextFor(studyId: string, code: string, sessions: readonly SessionRow[]): NextForCode {
    const own = sessions.filter((session) => session.participantCode === code);
    const registered = this.#storage.readParticipant(studyId, code);
    if (own.length === 0 && registered === null && !codeFits(code)) return { kind: 'mistyped' };
    return standingOf(this.#versionFor(studyId, own).study, own, this.#now(), registered);
  }

  /** Asked of a newcomer; whoever was here before has said it. */
  #stratumOf(study: Study, own: readonly SessionRow[], request: SessionRequest): string | null {
    const { strata } = study.allocation;
    if (strata === null) return null;
    const stratum = request.stratum ?? own.find((session) => session.stratum !== null)?.stratum ?? null;
    if (!strata.values.some((value) => value.id === stratum)) {
      throw new CallRefusal('stratum-missing', message('schedule.stratum-missing'));
    }
    return stratum;
  }

  /** The list of a version, in the order in which it is dealt; empty for a study that is not locked. */
  #listOf({ locked }: StudyVersion): readonly AllocationRow[] {
    if (locked === null) return [];
    const list = this.#storage.readAllocationList(locked.listDigest);
    return list === null ? [] : list.rows.map((row) => row.content as AllocationRow);
  }

  #rowFor(
    version: StudyVersion,
    sessions: readonly SessionRow[],
    own: readonly SessionRow[],
    stratum: string | null,
    { studyId, replaces }: SessionRequest,
  ): AllocationRow {
    const list = this.#listOf(version);
    const used = [...byParticipant(sessions)].flatMap(([code, theirs]) => heldRow(theirs, this.#storage.readParticipant(studyId, code))?.row ?? []);
    const wanted =
      heldRow(own, null)?.row ??
      (replaces === null ? this.#freeRowBefore(version, own, stratum, used) : this.#rowToTakeOver(studyId, sessions, replaces, stratum));
    // Rows beyond the planned sample are not stored: the list has no end, and each is drawn by its number.
    if (wanted !== null) return list.find((each) => each.id === wanted) ?? allocateRow(designOf(version.study), stratum, rowNumber(wanted));
    return nextFreeRow(designOf(version.study), list, used, stratum, this.#storage.readPart(studyId));
  }

  /** The row of a session that did not count, when it is still free and means the same. */
  #freeRowBefore({ locked }: StudyVersion, own: readonly SessionRow[], stratum: string | null, used: readonly string[]): string | null {
    const before = rowBefore(own);
    if (!before?.row || before.stratum !== stratum || used.includes(before.row)) return null;
    return this.#shelf.byDigest(before.studyDigest).locked?.listDigest === locked?.listDigest ? before.row : null;
  }

  #rowToTakeOver(studyId: string, sessions: readonly SessionRow[], code: string, stratum: string | null): string {
    const theirs = sessions.filter((session) => session.participantCode === code && session.row !== null);
    const [row] = theirs;
    const over = theirs.every((session) => session.status !== 'running');
    const left = theirs.every((session) => session.standing !== 'kept') || (over && hasLeft(this.#storage.readParticipant(studyId, code)));
    if (!row?.row || !left || row.stratum !== stratum) {
      throw new CallRefusal('not-replaceable', message('schedule.not-replaceable', { code }));
    }
    const taken = [...byParticipant(sessions)].some(([other, own]) => other !== code && heldRow(own, this.#storage.readParticipant(studyId, other))?.row === row.row);
    if (taken) throw new CallRefusal('not-replaceable', message('schedule.already-replaced', { code }));
    return row.row;
  }

  /** What the participant answered and said in earlier sessions: arms are told of it, and some is judged once more. */
  #earlierOf(own: readonly SessionRow[], sessionNumber: number): Pick<PlannedSession, 'earlier' | 'earlierAnswers'> {
    const states = own
      .filter((session) => session.standing === 'kept' && session.sessionNumber < sessionNumber)
      .toSorted((a, b) => a.sessionNumber - b.sessionNumber)
      .map(({ sessionId, studyDigest }) => ({
        sessionId,
        state: replay(this.#shelf.version(studyDigest), this.#storage.readEvents(sessionId)),
      }));
    return {
      earlier: states.flatMap(({ sessionId, state }) => earlierConversationsOf(sessionId, state)),
      earlierAnswers: Object.assign({}, ...states.map(({ state }) => state.answers)) as PlannedSession['earlierAnswers'],
    };
  }
}

/** The number in the id of a row, which follows its stratum. */
function rowNumber(id: string): number {
  return Number(id.split('/').at(-1));
}

/** Which of the planned sessions it is. Throws for one that must not be held now. */
function numberOf(next: NextForCode, request: SessionRequest): number {
  switch (next.kind) {
    case 'new':
      return 1;
    case 'mistyped':
      throw new CallRefusal('code-mistyped', message('schedule.mistyped', { code: request.participantCode }));
    case 'running':
      throw new CallRefusal('session-running', message('schedule.running'));
    case 'complete':
      throw new CallRefusal('participant-complete', message('schedule.complete'));
    case 'withdrawn':
      throw new CallRefusal('participant-withdrawn', message('schedule.withdrawn'));
    case 'excluded':
      throw new CallRefusal('participant-excluded', message('schedule.excluded'));
    case 'erased':
      throw new CallRefusal('participant-erased', message('schedule.erased'));
    case 'early':
    case 'late':
      if (request.outsideGap === null) throw new CallRefusal('outside-gap', message('schedule.outside-gap'));
      return next.sessionNumber;
    case 'due':
      return next.sessionNumber;
  }
}
