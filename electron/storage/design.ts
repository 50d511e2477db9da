import type { Study } from '../../shared/study/protocol.ts';

/** What a study was made from: a template, or another study as it was stored. */
export type MadeFrom = { readonly template: string } | { readonly digest: string };

/** A study that is being written. */
export interface StudyDraftEntry {
  readonly studyId: string;
  readonly title: string;
  /** Null for a study made from nothing. */
  readonly madeFrom: MadeFrom | null;
  readonly updatedAtUtcMilliseconds: number;
}

export interface StudyDraft extends StudyDraftEntry {
  /** Any JSON: half a study is no study yet. */
  readonly content: unknown;
}

/** One participant's row of an allocation list. */
export interface AllocationListRow {
  /** Unique in its list. */
  readonly id: string;
  /** Place in the list, 1 first. */
  readonly ordinal: number;
  readonly stratum: string | null;
  /** JSON: what the row deals. */
  readonly content: unknown;
}

export interface AllocationListEntry {
  /** SHA-256 of the canonical JSON of `{ studyId, rows: [{ id, stratum, content }] }`. */
  readonly digest: string;
  readonly studyId: string;
  /** The allocation plan of the first version that had this list, seed included. */
  readonly design: Study['allocation'];
  /** In order. */
  readonly rows: readonly AllocationListRow[];
}

export interface LockRequest {
  readonly study: Study;
  /** The allocation list, in the order in which rows are dealt. */
  readonly rows: readonly Omit<AllocationListRow, 'ordinal'>[];
  readonly lockedBy: string;
  /** Why the study is amended; null for the first version. */
  readonly reason: string | null;
  /** Which sessions fall under which version; null for the first version. */
  readonly statement: string | null;
  /** UTC milliseconds, where the version was locked earlier and elsewhere; now when left out. */
  readonly lockedAtUtcMilliseconds?: number;
}

/** A version of a study that never changes again. */
export interface LockedVersion {
  readonly studyId: string;
  /** 1 first. */
  readonly version: number;
  /** SHA-256 of the study's canonical JSON. */
  readonly digest: string;
  readonly listDigest: string;
  readonly lockedAtUtcMilliseconds: number;
  readonly lockedBy: string;
  readonly reason: string | null;
  readonly statement: string | null;
}

/** Which rows a laptop deals when several share an allocation list. */
export interface StudyPart {
  /** 1 first. */
  readonly part: number;
  readonly of: number;
}

export interface RehearsalEntry {
  readonly id: number;
  readonly studyId: string;
  readonly studyDigest: string;
  readonly createdAtUtcMilliseconds: number;
  /** JSON: what the rehearsal was asked for. */
  readonly parameters: unknown;
}

export interface RehearsalRecord extends RehearsalEntry {
  /** JSON: what it found. */
  readonly result: unknown;
}
