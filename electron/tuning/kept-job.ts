import { z } from 'zod';
import { TuningScope, TuningStatus, type TuningJob } from '../../shared/contract/data.ts';
import { Identifier } from '../../shared/study/identifier.ts';

const Words = z.object({
  /** Until it has been uploaded; then the service has it, and here is only its digest. */
  text: z.string().nullable(),
  digest: z.string(),
  /** Name at the service. */
  fileId: z.string().nullable(),
});

const KeptEvent = z.object({
  at: z.number(),
  level: z.enum(['info', 'warn', 'error']),
  text: z.string(),
  /** Name at the service; null for what happened here. */
  remoteId: z.string().nullable(),
});
export type KeptEvent = z.infer<typeof KeptEvent>;

/** A training job as it is stored, before and after every call to the service. */
export const KeptTuning = z.object({
  format: z.literal(1),
  /** Sent along as `visavis_job`, so that a job whose answer was lost is found again and never started twice. */
  uniqueId: z.string(),
  providerId: Identifier,
  baseURL: z.string(),
  baseModel: z.string(),
  scope: TuningScope,
  /** Whose words are in the files. */
  people: z.array(z.object({ studyId: Identifier, participantCode: z.string() })),
  pairs: z.number().int(),
  tokens: z.number().int(),
  beta: z.number().nullable(),
  epochs: z.number().int().nullable(),
  pricePerMillionTokens: z.number().nullable(),
  suffix: z.string(),
  status: TuningStatus,
  training: Words,
  validation: Words.nullable(),
  /** The call that was begun last. It may have arrived without us knowing: whoever repeats it looks first. */
  begun: z.enum(['nothing', 'training', 'validation', 'job']),
  cancelWanted: z.boolean(),
  remoteId: z.string().nullable(),
  resultModel: z.string().nullable(),
  trainedTokens: z.number().int().nullable(),
  problem: z.string().nullable(),
  /** Why the service can't be asked at present; null while it answers. */
  trouble: z.string().nullable(),
  finishedAt: z.number().nullable(),
  events: z.array(KeptEvent),
  usedAs: z.array(z.object({ studyId: Identifier, armId: Identifier, participantCode: z.string().nullable() })),
});
export type KeptTuning = z.infer<typeof KeptTuning>;

/** Services choose the number of passes themselves unless told; three is what they usually choose. */
const usualEpochs = 3;

export function isOver({ status }: Pick<KeptTuning, 'status'>): boolean {
  return status === 'succeeded' || status === 'failed' || status === 'cancelled';
}

/** Whether two jobs would make the same model: the same words, trained in the same way at the same place. */
export function isSameTraining(one: KeptTuning, other: KeptTuning): boolean {
  const identity = ({ providerId, baseURL, baseModel, scope, training, beta, epochs }: KeptTuning): string =>
    JSON.stringify([providerId, baseURL, baseModel, scope, training.digest, beta, epochs]);
  return identity(one) === identity(other);
}

/** What training so many tokens is expected to cost; null without a price. */
export function estimateCost(tokens: number, epochs: number | null, pricePerMillionTokens: number | null): number | null {
  return pricePerMillionTokens === null ? null : ((tokens * (epochs ?? usualEpochs)) / 1e6) * pricePerMillionTokens;
}

export function showJob(id: number, createdAtUtcMilliseconds: number, kept: KeptTuning): TuningJob {
  const { pricePerMillionTokens: price, trainedTokens } = kept;
  return {
    id,
    providerId: kept.providerId,
    baseModel: kept.baseModel,
    scope: kept.scope,
    status: kept.status,
    pairs: kept.pairs,
    datasetDigest: kept.training.digest,
    beta: kept.beta,
    epochs: kept.epochs,
    remoteId: kept.remoteId,
    resultModel: kept.resultModel,
    trainedTokens,
    estimatedCost: estimateCost(kept.tokens, kept.epochs, price),
    cost: price === null || trainedTokens === null ? null : (trainedTokens / 1e6) * price,
    createdAtUtcMilliseconds,
    finishedAtUtcMilliseconds: kept.finishedAt,
    problem: kept.problem,
    events: kept.events.map(({ at, level, text }) => ({ atUtcMilliseconds: at, level, text })),
    usedAs: kept.usedAs,
  };
}
