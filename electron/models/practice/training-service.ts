import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { hitsTuning, type FaultPlan } from './fault.ts';
import { readBytes, refuse, sendJson } from './http-answers.ts';
import { readTrainingFile } from './learned.ts';
import { tunedModel } from './personal-models.ts';
import type { PracticeModel } from './practice-models.ts';
import { isOver, resultName, standingOf, type JobEvent, type KeptJob } from './training-job.ts';
import type { KeptFile, TrainingStore } from './training-store.ts';

interface TrainingSurroundings {
  readonly store: TrainingStore;
  readonly faults: FaultPlan;
  readonly now: () => number;
  /** How much slower than at once: 1 for the natural pace, 0 for no waiting. */
  readonly slowness: number;
  /** A model that is there, tuned ones included. */
  readonly findModel: (name: string) => PracticeModel | null;
}

const largestUpload = 256 * 1024 * 1024;
const largestRequest = 1024 * 1024;

const automatic = z.literal('auto');
const JobRequest = z.object({
  model: z.string(),
  training_file: z.string(),
  validation_file: z.string().nullish(),
  suffix: z.string().max(64).nullish(),
  metadata: z.record(z.string().max(64), z.string().max(512)).nullish(),
  seed: z.number().int().nullish(),
  method: z.object({
    type: z.literal('dpo'),
    dpo: z
      .object({
        hyperparameters: z
          .object({ beta: z.union([automatic, z.number().gt(0).max(2)]).optional(), n_epochs: z.union([automatic, z.number().int().min(1).max(50)]).optional() })
          .optional(),
      })
      .optional(),
  }),
});

/** The calls with which models are trained: files and jobs, as the API of OpenAI describes them. */
export class TrainingService {
  readonly #surroundings: TrainingSurroundings;

  constructor(surroundings: TrainingSurroundings) {
    this.#surroundings = surroundings;
  }

  /** Names of finished models, oldest first. */
  modelNames(): readonly string[] {
    const { store, now } = this.#surroundings;
    return store.jobs.filter((job) => standingOf(job, now()).status === 'succeeded').map(resultName);
  }

  findTuned(name: string): PracticeModel | null {
    const { store, now, findModel } = this.#surroundings;
    const job = store.jobs.find((each) => resultName(each) === name && standingOf(each, now()).status === 'succeeded');
    if (job === undefined) return null;
    const base = findModel(job.model);
    return base === null ? null : tunedModel(name, base, job.reading.learned);
  }

  /** @returns false when the path belongs to somebody else */
  async answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    const match = /^\/v1\/(files|fine_tuning\/jobs)(?:\/([^/]+))?(?:\/(events|cancel))?$/.exec(url.pathname);
    if (match === null) return false;
    const [, kind, id, verb] = match;
    const method = request.method ?? '';
    if (kind === 'files') {
      if (verb !== undefined) return false;
      if (id === undefined && method === 'POST') await this.#upload(request, response);
      else if (id === undefined && method === 'GET') this.#listFiles(response, url);
      else if (id !== undefined && (method === 'GET' || method === 'DELETE')) this.#oneFile(response, id, method);
      else return false;
      return true;
    }
    if (id === undefined) {
      if (method === 'POST') await this.#create(request, response);
      else if (method === 'GET') this.#listJobs(response, url);
      else return false;
      return true;
    }
    const job = this.#surroundings.store.jobs.find((each) => each.id === id);
    if (job === undefined) refuse(response, 404, 'fine_tune_not_found', `Could not find fine tune: ${id}`);
    else if (verb === 'events' && method === 'GET') sendPage(response, [...this.#standing(job).events].reverse().map(showEvent), url);
    else if (verb === 'cancel' && method === 'POST') this.#cancel(response, job);
    else if (verb === undefined && method === 'GET') sendJson(response, this.#show(job));
    else return false;
    return true;
  }

  async #upload(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBytes(request, largestUpload);
    let form: FormData;
    try {
      form = await new Response(body, { headers: { 'content-type': request.headers['content-type'] ?? '' } }).formData();
    } catch {
      refuse(response, 400, 'invalid_request', 'The body is no multipart form.');
      return;
    }
    const upload = form.get('file');
    const purpose = form.get('purpose');
    if (!(upload instanceof File)) {
      refuse(response, 400, 'missing_required_parameter', "Missing required parameter: 'file'.", 'file');
      return;
    }
    if (purpose !== 'fine-tune') {
      refuse(response, 400, 'invalid_value', 'The practice models take files with the purpose fine-tune only.', 'purpose');
      return;
    }
    // Read once and never kept: words of participants lie in no practice folder.
    const reading = readTrainingFile(await upload.text());
    const file: KeptFile = { id: `file-${newId()}`, createdAt: this.#surroundings.now(), name: upload.name, bytes: upload.size, purpose, reading };
    this.#surroundings.store.addFile(file);
    sendJson(response, showFile(file));
  }

  #listFiles(response: ServerResponse, url: URL): void {
    const purpose = url.searchParams.get('purpose');
    const files = this.#surroundings.store.files.filter((file) => purpose === null || file.purpose === purpose).map(showFile);
    sendPage(response, url.searchParams.get('order') === 'asc' ? files : files.reverse(), url, 10_000);
  }

  #oneFile(response: ServerResponse, id: string, method: 'GET' | 'DELETE'): void {
    const { store } = this.#surroundings;
    const file = store.files.find((each) => each.id === id);
    if (file === undefined) refuse(response, 404, 'not_found', `No such File object: ${id}`, 'id');
    else if (method === 'GET') sendJson(response, showFile(file));
    else sendJson(response, { id, object: 'file', deleted: store.removeFile(id) });
  }

  async #create(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { store, faults, findModel, now, slowness } = this.#surroundings;
    const asked = JobRequest.safeParse(readJson(await readBytes(request, largestRequest)));
    if (!asked.success) {
      const issue = asked.error.issues[0];
      const field = issue?.path.join('.') ?? '';
      refuse(response, 400, 'invalid_value', `Invalid value for '${field}': ${issue?.message ?? ''}. The practice models learn by the method dpo.`, field);
      return;
    }
    const { model, training_file, validation_file, suffix, metadata, seed, method } = asked.data;
    const base = findModel(model);
    if (base === null || base.kind === 'words') {
      refuse(response, 400, 'model_not_available', `The model '${model}' is not available for fine-tuning.`, 'model');
      return;
    }
    const file = store.files.find((each) => each.id === training_file);
    const missing = file === undefined ? training_file : validation_file;
    if (file === undefined || (typeof missing === 'string' && !store.files.some((each) => each.id === missing))) {
      refuse(response, 400, 'invalid_file_id', `There is no file ${missing ?? ''}.`, file === undefined ? 'training_file' : 'validation_file');
      return;
    }
    const { beta = 'auto', n_epochs = 'auto' } = method.dpo?.hyperparameters ?? {};
    const job: KeptJob = {
      id: `ftjob-${newId()}`,
      createdAt: now(),
      model,
      root: store.jobs.find((each) => resultName(each) === model)?.root ?? model,
      trainingFile: training_file,
      validationFile: validation_file ?? null,
      suffix: suffix ?? null,
      metadata: metadata ?? null,
      seed: seed ?? 0,
      beta: beta === 'auto' ? 0.1 : beta,
      epochs: n_epochs === 'auto' ? 3 : n_epochs,
      reading: file.reading,
      slowness,
      breaksOff: takeTuningFault(faults, model),
      cancelledAt: null,
    };
    store.addJob(job);
    sendJson(response, this.#show(job));
  }

  #listJobs(response: ServerResponse, url: URL): void {
    const wanted = [...url.searchParams].flatMap(([name, value]) => {
      const key = /^metadata\[(.+)\]$/.exec(name)?.[1];
      return key === undefined ? [] : [{ key, value }];
    });
    const jobs = this.#surroundings.store.jobs.filter((job) => wanted.every(({ key, value }) => (job.metadata?.[key] ?? '') === value));
    sendPage(response, [...jobs].reverse().map((job) => this.#show(job)), url);
  }

  #cancel(response: ServerResponse, job: KeptJob): void {
    const { status } = this.#standing(job);
    if (isOver(status)) {
      refuse(response, 400, 'invalid_request_error', `The job ${job.id} is over: it has ${status === 'cancelled' ? 'been cancelled' : status}.`);
      return;
    }
    const cancelled = { ...job, cancelledAt: this.#surroundings.now() };
    this.#surroundings.store.changeJob(cancelled);
    sendJson(response, this.#show(cancelled));
  }

  #standing(job: KeptJob): ReturnType<typeof standingOf> {
    return standingOf(job, this.#surroundings.now());
  }

  #show(job: KeptJob): Record<string, unknown> {
    const { status, finishedAt, estimatedFinish, error } = this.#standing(job);
    const succeeded = status === 'succeeded';
    const hyperparameters = { beta: job.beta, n_epochs: job.epochs, batch_size: 8, learning_rate_multiplier: 1 };
    return {
      id: job.id,
      object: 'fine_tuning.job',
      created_at: seconds(job.createdAt),
      finished_at: finishedAt === null ? null : seconds(finishedAt),
      estimated_finish: estimatedFinish === null ? null : seconds(estimatedFinish),
      model: job.model,
      fine_tuned_model: succeeded ? resultName(job) : null,
      organization_id: 'practice',
      status,
      trained_tokens: succeeded ? job.reading.tokens * job.epochs : null,
      training_file: job.trainingFile,
      validation_file: job.validationFile,
      result_files: [],
      seed: job.seed,
      metadata: job.metadata,
      hyperparameters,
      method: { type: 'dpo', dpo: { hyperparameters } },
      error: error ?? null,
      integrations: [],
    };
  }
}

function takeTuningFault(faults: FaultPlan, model: string): boolean {
  const fault = faults.take(model);
  return fault !== null && hitsTuning(fault);
}

function showFile({ id, createdAt, name, bytes, purpose }: KeptFile): Record<string, unknown> & { readonly id: string } {
  return { id, object: 'file', created_at: seconds(createdAt), filename: name, bytes, purpose, status: 'processed', status_details: null };
}

function showEvent({ id, at, level, message, data }: JobEvent): Record<string, unknown> & { readonly id: string } {
  return { id, object: 'fine_tuning.job.event', created_at: seconds(at), level, message, data, type: data === null ? 'message' : 'metrics' };
}

/** A page of a list: what follows `after`, at most `limit`. */
function sendPage(response: ServerResponse, all: readonly Record<string, unknown>[], url: URL, usual = 20): void {
  const after = url.searchParams.get('after');
  const limit = Number(url.searchParams.get('limit') ?? usual);
  const start = after === null ? 0 : all.findIndex((each) => each['id'] === after) + 1;
  const data = all.slice(start, start + (limit >= 1 ? limit : usual));
  sendJson(response, { object: 'list', data, has_more: start + data.length < all.length, first_id: data[0]?.['id'] ?? null, last_id: data.at(-1)?.['id'] ?? null });
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
}

function newId(): string {
  return randomBytes(12).toString('hex');
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
