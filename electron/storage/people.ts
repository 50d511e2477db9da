import type { ParticipantNote, ParticipantSummary, Profile, RegisteredParticipant } from '../../shared/people/participant.ts';
import type { ImportedConversation } from '../../shared/prism/imported-conversation.ts';

/** What storage keeps of people: the register, what was imported, models of their own, training jobs, copies that were made. */

export interface ImportedConversationRow {
  readonly studyId: string;
  readonly participantCode: string;
  readonly conversation: ImportedConversation;
}

/** The head of an imported conversation, without its words. */
export interface ImportedConversationEntry {
  readonly participantCode: string;
  readonly conversationId: string;
  readonly type: string | null;
  readonly generatedAt: string | null;
  readonly turns: number;
  readonly opening: string;
}

export interface ImportRun {
  readonly id: number;
  readonly studyId: string;
  readonly kind: 'csv' | 'prism';
  /** Name of the file or folder, without its path. */
  readonly from: string;
  /** One sentence with counts; no words of participants. */
  readonly summary: string;
  readonly atUtcMilliseconds: number;
}

/** What one import adds or changes, written in one transaction. */
export interface PeopleChange {
  /** Participants who must not be there yet. */
  readonly add: readonly Pick<RegisteredParticipant, 'code' | 'origin' | 'originId' | 'profile'>[];
  /** Profiles put in the place of the stored ones. */
  readonly profiles: readonly { readonly code: string; readonly profile: Profile; readonly originId?: string | null }[];
  readonly notes: readonly { readonly code: string; readonly text: string; readonly by: string }[];
  readonly run: Pick<ImportRun, 'kind' | 'from' | 'summary'> | null;
}

export interface OwnModelRow {
  readonly studyId: string;
  readonly armId: string;
  readonly participantCode: string;
  readonly providerId: string;
  readonly model: string;
  readonly origin: 'csv' | 'app' | 'tuning';
  readonly setAtUtcMilliseconds: number;
}

/**
 * What holds words of participants outside the database: files and folders that the app wrote, and, with `conversation`
 * and `summary`, endpoints that were sent a participant's conversations, or what is known of them for a summary.
 */
export const copyKinds = ['export', 'preference-data', 'tuning', 'participants-csv', 'conversation', 'summary'] as const;

/** A copy of words of participants that left the database. */
export interface CopyMade {
  readonly id: number;
  readonly kind: (typeof copyKinds)[number];
  readonly madeAtUtcMilliseconds: number;
  /** File, folder, service or endpoint. */
  readonly where: string;
  readonly people: readonly { readonly studyId: string; readonly participantCode: string }[];
}

/** A training job, as far as it must survive a restart. `content` is the job as `electron/tuning` reads it (JSON). */
export interface TuningRow {
  readonly id: number;
  readonly content: unknown;
  readonly createdAtUtcMilliseconds: number;
  readonly updatedAtUtcMilliseconds: number;
}

/** What erasing took away. */
export interface Erased {
  readonly sessions: number;
  readonly events: number;
  readonly importedConversations: number;
  readonly notes: number;
}

export interface ReadablePeople {
  /** In the order in which they were registered. */
  readonly listParticipants: (studyId: string) => readonly RegisteredParticipant[];
  readonly readParticipant: (studyId: string, code: string) => RegisteredParticipant | null;
  /** Recognises erased people by their origin id, or by their code: answers with the code, or null. */
  readonly erasedOrigins: (studyId: string) => (originId: string) => string | null;
  readonly listNotes: (studyId: string, code: string) => readonly ParticipantNote[];
  readonly readSummary: (studyId: string, code: string) => ParticipantSummary | null;
  readonly listImportRuns: (studyId: string) => readonly ImportRun[];
  /** Heads only, in the order of the file; of one participant when one is named. */
  readonly listImportedConversations: (studyId: string, code?: string) => readonly ImportedConversationEntry[];
  readonly readImportedConversation: (studyId: string, conversationId: string) => ImportedConversationRow | null;
  /** One after the other, in the order of the file; of one participant when one is named. */
  readonly importedConversations: (studyId: string, code?: string) => Iterable<ImportedConversationRow>;
  /** Own models of an arm, or of all arms of a study. */
  readonly listOwnModels: (studyId: string, armId?: string) => readonly OwnModelRow[];
  /** Newest first. */
  readonly listTuningRows: () => readonly TuningRow[];
  /** Copies that hold words of a participant, newest first. */
  readonly listCopies: (studyId: string, code: string) => readonly CopyMade[];
  /** What {@link WritablePeople.eraseParticipant} would take away. */
  readonly countErasable: (studyId: string, code: string) => Erased;
}

export interface WritablePeople {
  /** @throws StorageError 'participant-exists' when a code or origin id is taken, or was of somebody erased; then nothing is written */
  readonly changePeople: (studyId: string, change: PeopleChange) => void;
  /** Keeps a session's participant in the register, if they are not in it yet. */
  readonly registerFromSession: (studyId: string, code: string) => void;
  readonly setProfile: (studyId: string, code: string, profile: Profile) => void;
  readonly addNote: (studyId: string, code: string, note: { readonly text: string; readonly by: string }) => void;
  /** Null readmits. */
  readonly setExcluded: (studyId: string, code: string, why: { readonly reason: string; readonly by: string } | null) => void;
  readonly setWithdrawn: (studyId: string, code: string, why: { readonly reason: string; readonly by: string }) => void;
  /** Null discards it. */
  readonly setSummary: (studyId: string, code: string, summary: ParticipantSummary | null) => void;
  /**
   * Takes conversations in from a file that was staged beside the database (`electron/prism`), together with
   * their participants, in one transaction.
   * @param stagingFile database with the tables that `staging.ts` makes
   */
  readonly takeStaged: (studyId: string, stagingFile: string, run: Pick<ImportRun, 'kind' | 'from'>) => StagedCounts;
  readonly setOwnModels: (rows: readonly Omit<OwnModelRow, 'setAtUtcMilliseconds'>[]) => void;
  readonly removeOwnModel: (studyId: string, armId: string, code: string) => void;
  readonly addTuningRow: (content: unknown) => number;
  readonly updateTuningRow: (id: number, content: unknown) => void;
  readonly recordCopy: (copy: Omit<CopyMade, 'id' | 'madeAtUtcMilliseconds'>) => void;
  /** A copy that is known to be gone is listed no longer. */
  readonly forgetCopy: (copy: Pick<CopyMade, 'kind' | 'where'>) => void;
  /**
   * Erases everything a participant gave: payloads and salts of their events, projections, drafts, profile,
   * notes, summary, imported conversations, own models, and the files for training that hold their words; then
   * compacts file and log, so that no byte of it is left in them. A tombstone stays, and the chains of hashes still verify.
   * @throws StorageError 'session-running' while a session of the participant is not over
   */
  readonly eraseParticipant: (studyId: string, code: string, why: { readonly reason: string; readonly by: string }) => Erased;
}

export interface StagedCounts {
  readonly participants: { readonly added: number; readonly unchanged: number; readonly conflicting: number };
  readonly conversations: { readonly added: number; readonly unchanged: number; readonly conflicting: number };
  /** Everybody in the staged survey. */
  readonly people: readonly { readonly originId: string; readonly participantCode: string; readonly added: boolean }[];
}
