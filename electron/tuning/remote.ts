import { APIError, toFile } from 'openai';
import type { OpenAI } from 'openai';
import { z } from 'zod';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import type { ModelEndpoint } from '../models/call-record.ts';
import { createClient } from '../models/client.ts';
import { classifyError, saysUnknownModel } from '../models/failure.ts';
import { safeDetail } from '../models/redact-key.ts';
import { mayPass } from '../models/retry-policy.ts';

/** A call that did not do what it should. The sentence is for the researcher and holds no key. */
export class RemoteFailure extends Error {
  /** Whether trying again can help. */
  readonly passing: boolean;
  /** The service no longer has, or never had, what it was asked for. */
  readonly notFound: boolean;

  constructor(sentence: string, passing: boolean, notFound = false) {
    super(sentence);
    this.name = 'RemoteFailure';
    this.passing = passing;
    this.notFound = notFound;
  }
}

// Services add fields of their own and leave out some; this is what is needed.
const RemoteFile = z.object({ id: z.string().min(1) });
const RemoteJob = z.object({
  id: z.string().min(1),
  status: z.string(),
  fine_tuned_model: z.string().nullish(),
  trained_tokens: z.number().nullish(),
  finished_at: z.number().nullish(),
  error: z.object({ message: z.string().nullish() }).nullish(),
});
export type RemoteJob = z.infer<typeof RemoteJob>;
const RemoteEvent = z.object({ id: z.string(), created_at: z.number(), level: z.string().nullish(), message: z.string() });
export type RemoteEvent = z.infer<typeof RemoteEvent>;

export interface JobOrder {
  readonly model: string;
  readonly trainingFile: string;
  readonly validationFile: string | null;
  readonly beta: number | null;
  readonly epochs: number | null;
  readonly suffix: string;
  readonly uniqueId: string;
}

/** The calls of the fine-tuning interface, each tried once. All of them throw {@link RemoteFailure}. */
export interface Remote {
  upload(name: string, text: string): Promise<string>;
  /** The file of this name among those uploaded since; null when there is none. */
  findFile(name: string, sinceUtcMilliseconds: number): Promise<string | null>;
  deleteFile(fileId: string): Promise<void>;
  create(order: JobOrder): Promise<RemoteJob>;
  /** The job that an order made, known by its unique id or, where a service keeps no metadata, by its file; null when there is none. */
  find(order: Pick<JobOrder, 'uniqueId' | 'trainingFile'>): Promise<RemoteJob | null>;
  retrieve(jobId: string): Promise<RemoteJob>;
  cancel(jobId: string): Promise<RemoteJob>;
  /** Events that are not known yet, oldest first. */
  events(jobId: string, known: ReadonlySet<string>): Promise<readonly RemoteEvent[]>;
}

const marker = 'visavis_job';
const limitMilliseconds = 60_000;
const uploadLimitMilliseconds = 15 * 60_000;
/** A day: clocks of laptops may be wrong. */
const clockAllowance = 24 * 3600_000;
const mostEntries = 1000;

/**
 * @param endpointOf asked at every call; throws a CallRefusal when the key is out of reach
 * @param stopping ends the calls under way
 */
export function createRemote(endpointOf: () => ModelEndpoint, stopping: AbortSignal): Remote {
  async function call<Value>(use: (client: OpenAI, signal: AbortSignal) => Promise<Value>, limit = limitMilliseconds): Promise<Value> {
    const answered = { any: false };
    let endpoint: ModelEndpoint;
    try {
      endpoint = endpointOf();
    } catch (error) {
      // The key can be given again, and the provider set up again: nothing is lost by waiting.
      if (error instanceof CallRefusal) throw new RemoteFailure(error.message, true);
      throw error;
    }
    const late = AbortSignal.timeout(limit);
    const signal = AbortSignal.any([late, stopping]);
    try {
      return await use(createClient(endpoint, { onHeaders: () => (answered.any = true), onBytes: () => undefined }), signal);
    } catch (error) {
      if (late.aborted) throw new RemoteFailure(message('tuning.no-answer', { seconds: Math.round(limit / 1000) }), true);
      throw failureOf(error, answered.any, endpoint.apiKey);
    }
  }

  return {
    upload: (name, text) =>
      call(async ({ files }, signal) => {
        const file = await toFile(Buffer.from(text, 'utf8'), name, { type: 'application/jsonl' });
        return RemoteFile.parse(await files.create({ file, purpose: 'fine-tune' }, { signal })).id;
      }, uploadLimitMilliseconds),
    findFile: (name, since) =>
      call(async ({ files }, signal) => {
        let seen = 0;
        for await (const file of await files.list({ purpose: 'fine-tune' }, { signal })) {
          if (file.filename === name) return file.id;
          // Newest first: what is older can't be ours.
          if (file.created_at * 1000 < since - clockAllowance || (seen += 1) > mostEntries) return null;
        }
        return null;
      }),
    deleteFile: (fileId) =>
      call(async ({ files }, signal) => {
        await files.delete(fileId, { signal });
      }),
    create: (order) => call(async ({ fineTuning }, signal) => RemoteJob.parse(await fineTuning.jobs.create(bodyOf(order), { signal }))),
    find: ({ uniqueId, trainingFile }) =>
      call(async ({ fineTuning }, signal) => {
        let seen = 0;
        // Not every service filters, so each job is looked at.
        for await (const job of await fineTuning.jobs.list({ limit: 100, metadata: { [marker]: uniqueId } }, { signal })) {
          const named = job.metadata?.[marker];
          if (named === uniqueId) return RemoteJob.parse(job);
          // The file was uploaded for this order alone. One that failed over it is an earlier try.
          if (named === undefined && job.training_file === trainingFile && job.status !== 'failed' && job.status !== 'cancelled') return RemoteJob.parse(job);
          if ((seen += 1) > mostEntries) return null;
        }
        return null;
      }),
    retrieve: (jobId) => call(async ({ fineTuning }, signal) => RemoteJob.parse(await fineTuning.jobs.retrieve(jobId, { signal }))),
    cancel: (jobId) => call(async ({ fineTuning }, signal) => RemoteJob.parse(await fineTuning.jobs.cancel(jobId, { signal }))),
    events: (jobId, known) =>
      call(async ({ fineTuning }, signal) => {
        const fresh: RemoteEvent[] = [];
        let page = await fineTuning.jobs.listEvents(jobId, { limit: 100 }, { signal });
        for (;;) {
          const events = page.data.map((event) => RemoteEvent.parse(event));
          const unknown = events.filter(({ id }) => !known.has(id));
          fresh.push(...unknown);
          if (unknown.length < events.length || fresh.length >= mostEntries || !page.hasNextPage()) break;
          page = await page.getNextPage();
        }
        return fresh.reverse();
      }),
  };
}

function bodyOf({ model, trainingFile, validationFile, beta, epochs, suffix, uniqueId }: JobOrder): OpenAI.FineTuning.JobCreateParams {
  return {
    model,
    training_file: trainingFile,
    ...(validationFile === null ? {} : { validation_file: validationFile }),
    suffix,
    metadata: { [marker]: uniqueId },
    method: { type: 'dpo', dpo: { hyperparameters: { beta: beta ?? 'auto', n_epochs: epochs ?? 'auto' } } },
  };
}

function failureOf(error: unknown, answered: boolean, apiKey: string): RemoteFailure {
  // The answer has another shape, or is a web page: whoever answered does not speak this interface.
  if (error instanceof z.ZodError || (error instanceof TypeError && answered)) return new RemoteFailure(message('tuning.no-interface'), false);
  const { category, httpStatus, detail: raw } = classifyError(error, answered, Date.now());
  const detail = safeDetail(raw, apiKey);
  if (httpStatus === 404 || httpStatus === 405 || httpStatus === 501) {
    const aboutModel = (error instanceof APIError && error.code === 'model_not_found') || saysUnknownModel(detail);
    return new RemoteFailure(aboutModel ? message('tuning.refused', { detail }) : message('tuning.no-interface'), false, true);
  }
  if (mayPass(category)) return new RemoteFailure(message('tuning.unreachable', { detail }), true);
  return new RemoteFailure(category === 'refused-key' ? message('tuning.refused-key', { detail }) : message('tuning.refused', { detail }), false);
}
