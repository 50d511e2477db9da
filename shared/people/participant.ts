import { z } from 'zod';

/**
 * What is known about a participant beforehand: values by field. Fields bear PRISM's names where PRISM has
 * them (`age`, `self_description`, `stated_prefs`, …), so that a questionnaire, a PRISM survey and a template
 * mean the same by the same word. Objects are one level deep: `stated_prefs.values`.
 */
export const Profile = z.record(z.string().min(1).max(200), z.json());
export type Profile = z.infer<typeof Profile>;

/** Where a participant was first heard of. */
export const ParticipantOrigin = z.enum(['app', 'csv', 'prism', 'session']);
export type ParticipantOrigin = z.infer<typeof ParticipantOrigin>;

/** What the register stores. Everything else about a participant follows from the sessions begun under the code. */
export interface RegisteredParticipant {
  readonly studyId: string;
  readonly code: string;
  readonly addedAtUtcMilliseconds: number;
  readonly origin: ParticipantOrigin;
  /** What the person is called where the data come from, as PRISM's `user_id`; null for nowhere. */
  readonly originId: string | null;
  readonly profile: Profile;
  /** Null unless the participant was excluded. */
  readonly excluded: { readonly atUtcMilliseconds: number; readonly reason: string; readonly by: string } | null;
  /** Null unless the participant stopped; what was given is kept. */
  readonly withdrawn: { readonly atUtcMilliseconds: number; readonly reason: string; readonly by: string } | null;
  /** Null unless everything was erased; then the profile is empty. */
  readonly erased: { readonly atUtcMilliseconds: number; readonly reason: string; readonly by: string } | null;
}

/** In the order of a participant's way through a study. */
export const participantStatuses = ['invited', 'consented', 'in-progress', 'complete', 'withdrawn', 'excluded', 'erased'] as const;
export const ParticipantStatus = z.enum(participantStatuses);
export type ParticipantStatus = z.infer<typeof ParticipantStatus>;

export interface ParticipantNote {
  readonly id: number;
  readonly text: string;
  readonly by: string;
  readonly addedAtUtcMilliseconds: number;
}

/** A summary of a person for prompts: made once by a model, used only after somebody has reviewed it. */
export interface ParticipantSummary {
  /** As it is used: the model's words, or the reviewer's. */
  readonly text: string;
  /** The model's words, unchanged. */
  readonly madeText: string;
  readonly providerId: string;
  readonly model: string;
  /** What the model was sent, as canonical JSON of its messages. */
  readonly request: string;
  readonly madeAtUtcMilliseconds: number;
  /** Null until a researcher has reviewed it. */
  readonly reviewed: { readonly by: string; readonly atUtcMilliseconds: number } | null;
}
