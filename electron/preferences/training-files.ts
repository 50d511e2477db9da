import type { TuningScope } from '../../shared/contract/data.ts';

/** What one model is trained on, as the service reads it: OpenAI's DPO lines. */
export interface TrainingFile {
  readonly scope: TuningScope;
  /** Whose words are in it. */
  readonly participants: readonly { readonly studyId: string; readonly participantCode: string }[];
  /** Pairs to train on: lines of `text`. */
  readonly pairs: number;
  /** Pairs of the train split, one a line; empty when there are none. */
  readonly text: string;
  /** Pairs of the test split of the same people; null when there are none. */
  readonly validationText: string | null;
  /** Of what is trained on, prompts and both replies together. */
  readonly characters: number;
}

/** One data set for everybody, one for each participant, or one for each value of a field of the profile. */
export type TrainingScope =
  | { readonly kind: 'pooled' }
  | { readonly kind: 'per-participant' }
  | { readonly kind: 'per-group'; readonly field: string };
