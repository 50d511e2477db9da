import type { Actor, Instant, RecordedEvent, SessionEvent } from '../../shared/session/events.ts';
import type { StoredEvent } from '../../shared/session/stored-event.ts';
import type { Study } from '../../shared/study/protocol.ts';

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
  readonly participantCode: string;
  readonly status: 'running' | 'complete' | 'ended';
  readonly startedAtUtcMilliseconds: number;
  readonly lastEventAtUtcMilliseconds: number;
  readonly endedAtUtcMilliseconds: number | null;
  readonly endReason: string | null;
  readonly unblinded: boolean;
  readonly currentStep: number;
  /** Sequence of the last event. */
  readonly revision: number;
}

export interface StudyRow {
  readonly studyId: string;
  readonly title: string;
  readonly digest: string;
  readonly addedAtUtcMilliseconds: number;
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

export type SqlValue = string | number | null;

export interface ReadableStorage {
  readonly folder: string;
  /** The database file. */
  readonly file: string;
  /** All events of a session, oldest first; empty when there is no such session. */
  readonly readEvents: (sessionId: string) => readonly RecordedEvent[];
  readonly readStoredEvents: (sessionId: string) => readonly StoredEvent[];
  /** Newest first. */
  readonly listSessions: () => readonly SessionRow[];
  readonly readSession: (sessionId: string) => SessionRow | null;
  readonly readStudy: (digest: string) => Study | null;
  /** Every version of every study, newest first. */
  readonly listStudies: () => readonly StudyRow[];
  readonly readDrafts: (sessionId: string) => Readonly<Record<string, unknown>>;
  /** Rows of one SELECT over the tables that README.md lists. Anything that writes is refused. */
  readonly select: (sql: string, parameters?: readonly SqlValue[]) => readonly Readonly<Record<string, SqlValue>>[];
  readonly verify: () => Verification;
  /** Newest first. */
  readonly listBackups: () => readonly BackupEntry[];
  readonly close: () => void;
}

export interface WritableStorage extends ReadableStorage {
  /**
   * Stores events and their projections in one transaction, and forgets the drafts that the events
   * replace. When it returns, all of it is on disk.
   */
  readonly appendEvents: (
    sessionId: string,
    events: readonly NewEvent[],
    options?: { readonly forgetDrafts?: readonly string[] },
  ) => readonly RecordedEvent[];
  /** Keeps a version of a study and returns its digest. A version that is known already is kept as it is. */
  readonly saveStudy: (study: Study) => string;
  /** Keeps what is typed but not handed in. False when the session is over, and nothing was kept. */
  readonly saveDraft: (sessionId: string, key: string, value: unknown) => boolean;
  readonly forgetDraft: (sessionId: string, key: string) => void;
  readonly rebuildProjections: () => void;
  readonly backup: () => Promise<BackupEntry>;
}

export type Storage = WritableStorage;
