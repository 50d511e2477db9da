import { z } from 'zod';
import { PreferenceFormat, PreferenceRecipe } from '../preferences/recipe.ts';
import { Identifier } from '../study/identifier.ts';
import { call } from './call.ts';

/** What crosses while preference data are made and models are trained on them. It names arms and models, and is closed while a session is live. */

const at = z.number().describe('UTC milliseconds.');
const nothing = z.strictObject({});

export const PreferenceSourceEntry = z.strictObject({
  studyId: Identifier,
  title: z.string(),
  sessions: z.array(z.strictObject({ sessionId: z.string(), participantCode: z.string(), sessionNumber: z.number().int(), standing: z.enum(['kept', 'withdrawn', 'voided']) })),
  importedConversations: z.number().int(),
  participants: z.array(z.string()),
  /** Stages with conversations, of the newest version. */
  stages: z.array(z.strictObject({ stageId: z.string(), title: z.string() })),
  sessionNumbers: z.array(z.number().int()),
  conversationTypes: z.array(z.string()),
});
export type PreferenceSourceEntry = z.infer<typeof PreferenceSourceEntry>;

const Lengths = z.strictObject({ median: z.number(), longest: z.number() }).describe('Characters.');

/** A finding of the checks: what is wrong, how often, and the first places. */
export const DataFinding = z.strictObject({
  id: z.string(),
  severity: z.enum(['problem', 'warning', 'note']),
  message: z.string(),
  count: z.number().int(),
  places: z.array(z.string()),
});
export type DataFinding = z.infer<typeof DataFinding>;

export const PreferencePreview = z.strictObject({
  pairs: z.number().int(),
  train: z.number().int(),
  test: z.number().int(),
  participants: z.number().int(),
  conversations: z.number().int(),
  fromRatings: z.number().int(),
  fromRankings: z.number().int(),
  fromChoices: z.number().int(),
  /** What was judged and still makes no pair, by reason. */
  leftOut: z.array(z.strictObject({ reason: z.string(), count: z.number().int() })),
  lengths: z.strictObject({ prompt: Lengths, chosen: Lengths, rejected: Lengths, chosenIsLonger: z.number().describe('Share of pairs, 0 to 1.') }),
  /** Smallest and largest number of pairs of a participant. */
  perParticipant: z.strictObject({ fewest: z.number().int(), most: z.number().int() }),
  findings: z.array(DataFinding),
  examples: z.array(
    z.strictObject({
      participantCode: z.string(),
      conversationId: z.string(),
      turn: z.number().int(),
      from: z.enum(['rating', 'ranking', 'choice']),
      split: z.enum(['train', 'test']),
      message: z.string(),
      earlierExchanges: z.number().int(),
      chosen: z.string(),
      rejected: z.string(),
    }),
  ),
});
export type PreferencePreview = z.infer<typeof PreferencePreview>;

export const PreferenceExport = z.strictObject({
  folder: z.string(),
  files: z.array(z.strictObject({ name: z.string(), rows: z.number().int(), bytes: z.number(), sha256: z.string() })),
  findings: z.array(DataFinding),
});
export type PreferenceExport = z.infer<typeof PreferenceExport>;

export const TuningStatus = z.enum(['preparing', 'uploading', 'queued', 'running', 'succeeded', 'failed', 'cancelled']);
export type TuningStatus = z.infer<typeof TuningStatus>;

/** Whom a model is trained for. */
export const TuningScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pooled') }),
  z.strictObject({ kind: z.literal('participant'), studyId: Identifier, participantCode: z.string() }),
  /** A field of the profile and one of its values. */
  z.strictObject({ kind: z.literal('group'), studyId: Identifier, field: z.string(), value: z.string() }),
]);
export type TuningScope = z.infer<typeof TuningScope>;

export const TuningJob = z.strictObject({
  id: z.number().int(),
  providerId: Identifier,
  baseModel: z.string(),
  scope: TuningScope,
  status: TuningStatus,
  pairs: z.number().int(),
  datasetDigest: z.string(),
  beta: z.number().nullable(),
  epochs: z.number().int().nullable(),
  remoteId: z.string().nullable(),
  /** Name of the finished model. */
  resultModel: z.string().nullable(),
  trainedTokens: z.number().int().nullable(),
  /** In the currency of the price per million tokens; null when no price was given. */
  estimatedCost: z.number().nullable(),
  cost: z.number().nullable(),
  createdAtUtcMilliseconds: at,
  finishedAtUtcMilliseconds: at.nullable(),
  /** Why it failed, in the service's own words; null when it did not. */
  problem: z.string().nullable(),
  events: z.array(z.strictObject({ atUtcMilliseconds: at, level: z.enum(['info', 'warn', 'error']), text: z.string() })),
  /** Where the finished model stands: an arm of a study, or the own model of a participant in it. */
  usedAs: z.array(z.strictObject({ studyId: Identifier, armId: Identifier, participantCode: z.string().nullable() })),
});
export type TuningJob = z.infer<typeof TuningJob>;

export const TuningRequest = z.strictObject({
  recipe: PreferenceRecipe,
  /** One job for everybody, one for each participant, or one for each value of a field. */
  scope: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('pooled') }),
    z.strictObject({ kind: z.literal('per-participant') }),
    z.strictObject({ kind: z.literal('per-group'), field: z.string().min(1) }),
  ]),
  providerId: Identifier,
  baseModel: z.string().trim().min(1).max(300),
  beta: z.number().gt(0).max(2).nullable(),
  epochs: z.number().int().min(1).max(50).nullable(),
  /** Price of a million trained tokens, to say what it will cost; null for none. */
  pricePerMillionTokens: z.number().min(0).nullable(),
});
export type TuningRequest = z.infer<typeof TuningRequest>;

export const TuningPlan = z.strictObject({
  jobs: z.array(z.strictObject({ scope: TuningScope, pairs: z.number().int(), tokens: z.number().int(), estimatedCost: z.number().nullable(), problem: z.string().nullable() })),
});
export type TuningPlan = z.infer<typeof TuningPlan>;

/** A study and its arms, as places for finished models. */
export const TuningPlace = z.strictObject({
  studyId: Identifier,
  title: z.string(),
  arms: z.array(
    z.strictObject({
      armId: Identifier,
      name: z.string(),
      /** Whether participants have models of their own in it. */
      hasOwnModels: z.boolean(),
      /** It stands in a draft alone. */
      isInDraft: z.boolean(),
    }),
  ),
});
export type TuningPlace = z.infer<typeof TuningPlace>;

export const dataCalls = {
  'preferences/sources': call(nothing, z.array(PreferenceSourceEntry)),
  'preferences/preview': call(PreferenceRecipe, PreferencePreview),
  /** Asks for a folder, and writes the files with a dataset card and a manifest; null when that was cancelled. */
  'preferences/export': call(z.strictObject({ recipe: PreferenceRecipe, format: PreferenceFormat }), PreferenceExport.nullable()),
  /** What a request would start and cost. Sends nothing. */
  'tuning/plan': call(TuningRequest, TuningPlan),
  'tuning/start': call(TuningRequest, z.array(TuningJob)),
  'tuning/list': call(nothing, z.array(TuningJob)),
  'tuning/cancel': call(z.strictObject({ id: z.number().int() }), TuningJob),
  /** Sends what was interrupted or failed before it ran once more. */
  'tuning/retry': call(z.strictObject({ id: z.number().int() }), TuningJob),
  /** Studies and drafts whose arms finished models can stand for. */
  'tuning/places': call(nothing, z.array(TuningPlace)),
  /** Makes the finished model the model of an arm, or the own model of its participant or of the people of its group. */
  'tuning/use': call(z.strictObject({ id: z.number().int(), studyId: Identifier, armId: Identifier }), TuningJob),
} as const;
