import { createHash, randomUUID } from 'node:crypto';
import { estimateTokenCount } from 'tokenx';
import type { TuningPlan, TuningRequest, TuningScope } from '../../shared/contract/data.ts';
import { message } from '../messages/message.ts';
import type { TrainingFile } from '../preferences/training-files.ts';
import { estimateCost, type KeptTuning } from './kept-job.ts';

/** Services with this interface refuse files with fewer examples. */
const fewestPairs = 10;

/** What a request would start and cost. */
export function planTuning(request: TuningRequest, files: readonly TrainingFile[]): TuningPlan {
  return {
    jobs: files.map((file) => {
      const tokens = countTokens(file.text);
      return {
        scope: file.scope,
        pairs: file.pairs,
        tokens,
        estimatedCost: estimateCost(tokens, request.epochs, request.pricePerMillionTokens),
        problem: problemOf(file),
      };
    }),
  };
}

/** Why a service would refuse this file; null when it would not. */
export function problemOf({ pairs }: TrainingFile): string | null {
  return pairs < fewestPairs ? message('tuning.too-few', { pairs, fewest: fewestPairs }) : null;
}

/** A job as it is stored before anything is sent. */
export function newJob(request: TuningRequest, file: TrainingFile, baseURL: string): KeptTuning {
  const wordsOf = (text: string): KeptTuning['training'] => ({ text, digest: createHash('sha256').update(text).digest('hex'), fileId: null });
  const { providerId, baseModel, beta, epochs, pricePerMillionTokens } = request;
  return {
    format: 1,
    uniqueId: randomUUID(),
    providerId,
    baseURL,
    baseModel,
    scope: file.scope,
    people: [...file.participants],
    pairs: file.pairs,
    tokens: countTokens(file.text),
    beta,
    epochs,
    pricePerMillionTokens,
    suffix: suffixOf(file.scope),
    status: 'preparing',
    training: wordsOf(file.text),
    validation: file.validationText === null || file.validationText === '' ? null : wordsOf(file.validationText),
    begun: 'nothing',
    cancelWanted: false,
    remoteId: null,
    resultModel: null,
    trainedTokens: null,
    problem: null,
    trouble: null,
    finishedAt: null,
    events: [],
    usedAs: [],
  };
}

/** Tokens of what is trained on, prompts and both replies, without the marks of the format. */
function countTokens(text: string): number {
  let tokens = 0;
  for (const line of text.split('\n')) {
    if (line !== '') tokens += tokensIn(JSON.parse(line));
  }
  return tokens;
}

function tokensIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [name, each]) => sum + (name === 'content' && typeof each === 'string' ? estimateTokenCount(each) : tokensIn(each)), 0);
}

/** Tells models apart in a service's list; 18 characters are as many as every service takes. */
function suffixOf(scope: TuningScope): string {
  const name = scope.kind === 'pooled' ? 'pooled' : scope.kind === 'participant' ? scope.participantCode : scope.value;
  const plain = name.normalize('NFKD').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 18);
  return plain === '' ? scope.kind : plain;
}
