import type { Actor, EndStanding, Instant, RecordedEvent, SessionEvent } from '../../shared/session/events.ts';
import type { StoredEvent } from '../../shared/session/stored-event.ts';
import type { Study } from '../../shared/study/protocol.ts';
import type {
  AllocationListEntry,
  LockedVersion,
  LockRequest,
  RehearsalEntry,
  RehearsalRecord,
  StudyDraft,
  StudyDraftEntry,
  StudyPart,
} from './design.ts';
import type { ReadablePeople, WritablePeople } from './people.ts';

export type { LockedVersion, LockRequest, MadeFrom, StudyPart } from './design.ts';

/** An event before it has its place in the session. */
export interface NewEvent {
  readonly event: SessionEvent;
  readonly at: Instant;
  readonly actor: Actor;
}

export interface SessionRow {
  readonly sessionId: string;
  readonly studyId: string;
  readonly studyDigest: string;
  /** Number of the locked version; null when the study was not locked. */
  readonly studyVersion: number | null;
  readonly participantCode: string;
  /** Which of the planned sessions it is, 1 first. */
  readonly sessionNumber: number;
  /** Name or initials; empty for sessions from before they were asked for. */
  readonly moderator: string;
  /** Row of the allocation list; null when slots were drawn for this session alone. */
  readonly row: string | null;
  readonly stratum: string | null;
  readonly status: 'running' | 'complete' | 'ended';
  /** Does it count, and if not, why. Running and complete sessions are 'kept' until found otherwise. */
  readonly standing: EndStanding;
  readonly startedAtUtcMilliseconds: number;
  readonly lastEventAtUtcMilliseconds: number;
  readonly endedAtUtcMilliseconds: number | null;
  /** Why it ended early or, once it was voided afterwards, why it does not count. */
  readonly endReason: string | null;
  /** When replies were first shown, practice included; null when the participant saw none. */
  readonly firstRevealedAtUtcMilliseconds: number | null;
  readonly unblinded: boolean;
  readonly currentStep: number;
  /** Sequence of the last event. */
  readonly revision: number;
  /** What was said and answered in it was erased: there are no events to replay. */
  readonly erased: boolean;
}

export interface StudyRow {
  readonly studyId: string;
  readonly title: string;
  readonly digest: string;
  readonly addedAtUtcMilliseconds: number;
  /** Number under which it was locked; null when it was not. */
  readonly version: number | null;
}

export interface Verification {
  readonly sound: boolean;
  /** One sentence each. They name sessions, events, tables and columns, never what stands in them. */
  readonly findings: readonly string[];
}

export interface BackupEntry {
  readonly name: string;
  readonly file: string;
  readonly createdAtUtcMilliseconds: number;
  readonly bytes: number;
  readonly reason: 'routine' | 'before-migration';
}

/** A database that was moved away because a backup took its place. */
export interface SetAsideEntry {
  readonly folder: string;
  readonly setAsideAtUtcMilliseconds: number;
}

export type SqlValue = string | number | null;

/** What is read of sessions. */
interface ReadableSessions {
  /** All events of a session, oldest first; empty when there is no such session. */
  readonly readEvents: (sessionId: string) => readonly RecordedEvent[];
  readonly readStoredEvents: (sessionId: string) => readonly StoredEvent[];
  /** Newest first. */
  readonly listSessions: () => readonly SessionRow[];
  readonly readSession: (sessionId: string) => SessionRow | null;
  readonly readDrafts: (sessionId: string) => Readonly<Record<string, unknown>>;
}

/** What is read of studies, from the first draft to the list that participants are dealt from. */
interface ReadableDesign {
  /** A stored study in today's format, whatever format it was stored in; null when there is none. */
  readonly readStudy: (digest: string) => Study | null;
  /** Every stored content of every study, newest first. */
  readonly listStudies: () => readonly StudyRow[];
  readonly readStudyDraft: (studyId: string) => StudyDraft | null;
  /** Last changed first. */
  readonly listStudyDrafts: () => readonly StudyDraftEntry[];
  /** Version 1 first; of every study when none is named. */
  readonly listVersions: (studyId?: string) => readonly LockedVersion[];
  /** The locked version of a study by its digest; null when that was never locked. */
  readonly readVersion: (digest: string) => LockedVersion | null;
  readonly readAllocationList: (listDigest: string) => AllocationListEntry | null;
  /** The part of the allocation list that this laptop deals; null for all of it. */
  readonly readPart: (studyId: string) => StudyPart | null;
  /** Newest first. */
  readonly listRehearsals: (studyId: string) => readonly RehearsalEntry[];
  readonly readRehearsal: (id: number) => RehearsalRecord | null;
}

export interface ReadableStorage extends ReadableSessions, ReadableDesign, ReadablePeople {
  readonly folder: string;
  /** The database file. */
  readonly file: string;
  /** Rows of one SELECT over the tables that README.md lists. Anything that writes is refused. */
  readonly select: (sql: string, parameters?: readonly SqlValue[]) => readonly Readonly<Record<string, SqlValue>>[];
  readonly verify: () => Verification;
  /** Newest first. */
  readonly listBackups: () => readonly BackupEntry[];
  /** Newest first. */
  readonly listSetAside: () => readonly SetAsideEntry[];
  /** Whether words of somebody erased may still lie in the file, or have come back with a backup; `verify` says which. */
  readonly erasingIsUnfinished: () => boolean;
  readonly close: () => void;
}

/** What is written of sessions. */
interface WritableSessions {
  /**
   * Stores events and their projections in one transaction, and forgets the drafts that the events
   * replace. When it returns, all of it is on disk.
   */
  readonly appendEvents: (
    sessionId: string,
    events: readonly NewEvent[],
    options?: { readonly forgetDrafts?: readonly string[] },
  ) => readonly RecordedEvent[];
  /** Keeps what is typed but not handed in. False when the session is over, and nothing was kept. */
  readonly saveDraft: (sessionId: string, key: string, value: unknown) => boolean;
  readonly forgetDraft: (sessionId: string, key: string) => void;
}

/** What is written of studies. */
interface WritableDesign {
  /** Keeps the content of a study and returns its digest. Content that is known already is kept as it is. */
  readonly saveStudy: (study: Study) => string;
  /** Keeps a study that is being written, valid or not, in place of what was kept of it before. */
  readonly saveStudyDraft: (draft: Omit<StudyDraft, 'updatedAtUtcMilliseconds'>) => void;
  /** True when there was one. Locked versions stay. */
  readonly deleteStudyDraft: (studyId: string) => boolean;
  /**
   * Freezes a study as its next version, together with its allocation list, in one transaction.
   * A list that is the same as an earlier one of the study is that one.
   * @throws StorageError 'already-locked' when this very content is a version already, 'invalid-lock'
   *   when an amendment has no reason or statement, a first version has a reason, or rows are named twice
   */
  readonly lockStudy: (request: LockRequest) => LockedVersion;
  /** @throws StorageError 'invalid-part' unless 1 ≤ part ≤ of. Null deals all of the list again. */
  readonly setPart: (studyId: string, part: StudyPart | null) => void;
  /** Keeps the result of a rehearsal, never its sessions; returns its number. */
  readonly saveRehearsal: (rehearsal: Omit<RehearsalRecord, 'id' | 'createdAtUtcMilliseconds'>) => number;
}

export interface WritableStorage extends ReadableStorage, WritableSessions, WritableDesign, WritablePeople {
  readonly rebuildProjections: () => void;
  readonly backup: () => Promise<BackupEntry>;
}

export type Storage = WritableStorage;
