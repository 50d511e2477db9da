import { message } from '../messages/message.ts';
import { safeDetail } from '../models/redact-key.ts';
import { isOver, type KeptEvent, type KeptTuning } from './kept-job.ts';
import { RemoteFailure, type Remote, type RemoteEvent, type RemoteJob } from './remote.ts';

/** What a step works on. */
export interface JobInHand {
  readonly createdAt: number;
  /** The job as it stands now: it may have been told to stop since the step began. */
  current(): KeptTuning;
  /** Stores the change before it returns. */
  change(change: Partial<KeptTuning>): void;
  /** Stores that words of these people are at the service now. */
  recordCopy(fileId: string): void;
  /** Stores that they are there no longer. */
  forgetCopy(fileId: string): void;
}

const mostEvents = 400;
const longestText = 500;

/**
 * Does the next thing about a job that is not over. What is about to be done is stored first, and what came of
 * it at once: a kill in between is noticed by `begun`, and the service is asked what it has before anything is
 * repeated.
 * @returns 'waiting' when the service is at work and will be asked again later
 * @throws RemoteFailure
 */
export async function takeStep(job: JobInHand, remote: Remote, now: () => number): Promise<'moved' | 'waiting'> {
  const { cancelWanted, training, validation, remoteId, begun } = job.current();
  if (remoteId !== null) {
    if (cancelWanted) return stop(job, remoteId, remote, now);
    return look(job, await retrieve(job, remoteId, remote), remote, now);
  }
  if (cancelWanted && begun !== 'job') return giveUp(job, remote, now);
  if (begun === 'job') return create(job, remote, now);
  if (training.fileId === null) return upload(job, 'training', remote, now);
  if (validation !== null && validation.fileId === null) return upload(job, 'validation', remote, now);
  return create(job, remote, now);
}

async function upload(job: JobInHand, which: 'training' | 'validation', remote: Remote, now: () => number): Promise<'moved'> {
  const { begun, uniqueId } = job.current();
  const words = job.current()[which];
  const content = words?.text ?? null;
  if (words === null || content === null) throw new RemoteFailure(message('tuning.words-gone'), false);
  const name = `visavis-${uniqueId}-${which}-${words.digest.slice(0, 16)}.jsonl`;
  const repeated = begun === which;
  if (!repeated) job.change({ status: 'uploading', begun: which });
  const fileId = (repeated ? await remote.findFile(name, job.createdAt) : null) ?? (await remote.upload(name, content));
  job.recordCopy(fileId);
  // Somebody was erased while their words were under way.
  if ((job.current()[which]?.text ?? null) === null) {
    await removeFile(job, fileId, remote);
    return 'moved';
  }
  const text = message(which === 'training' ? 'tuning.event.uploaded' : 'tuning.event.uploaded-validation', { file: fileId });
  job.change({ [which]: { ...words, text: null, fileId }, events: withEvents(job, [ownEvent(text, now())]) });
  return 'moved';
}

async function create(job: JobInHand, remote: Remote, now: () => number): Promise<'moved'> {
  const { begun, uniqueId, baseModel, training, validation, beta, epochs, suffix } = job.current();
  const trainingFile = training.fileId ?? '';
  const repeated = begun === 'job';
  if (!repeated) job.change({ status: 'uploading', begun: 'job' });
  const found = repeated ? await remote.find({ uniqueId, trainingFile }) : null;
  if (found === null && job.current().cancelWanted) return giveUp(job, remote, now);
  const order = { model: baseModel, trainingFile, validationFile: validation?.fileId ?? null, beta, epochs, suffix, uniqueId };
  const made = found ?? (await remote.create(order));
  const text = message(found === null ? 'tuning.event.started' : 'tuning.event.found', { job: made.id });
  job.change({ remoteId: made.id, status: 'queued', events: withEvents(job, [ownEvent(text, now())]) });
  return 'moved';
}

/**
 * A job that is not found under its name is looked for in the list before it is given up: a gateway that has lost
 * its service says "not found" of everything, and the job goes on meanwhile.
 */
async function retrieve(job: JobInHand, remoteId: string, remote: Remote): Promise<RemoteJob> {
  try {
    return await remote.retrieve(remoteId);
  } catch (gone) {
    if (!(gone instanceof RemoteFailure) || !gone.notFound) throw gone;
    const { uniqueId, training } = job.current();
    const found = await remote.find({ uniqueId, trainingFile: training.fileId ?? '' }).catch((error: unknown) => {
      throw error instanceof RemoteFailure ? new RemoteFailure(error.message, true) : error;
    });
    if (found === null) throw gone;
    return found;
  }
}

async function stop(job: JobInHand, remoteId: string, remote: Remote, now: () => number): Promise<'moved' | 'waiting'> {
  let answer: RemoteJob;
  try {
    answer = await remote.cancel(remoteId);
  } catch (error) {
    if (!(error instanceof RemoteFailure) || error.passing) throw error;
    // It was over before we said so, or the service can't stop it: how it stands is what counts.
    job.change({ cancelWanted: false, events: withEvents(job, [{ ...ownEvent(error.message, now()), level: 'warn' }]) });
    answer = await remote.retrieve(remoteId);
  }
  return look(job, answer, remote, now);
}

/** Nothing runs yet: what was uploaded is taken away again, as far as the service lets us. */
async function giveUp(job: JobInHand, remote: Remote, now: () => number): Promise<'moved'> {
  const { training, validation } = job.current();
  for (const fileId of [training.fileId, validation?.fileId ?? null]) {
    if (fileId !== null) await removeFile(job, fileId, remote);
  }
  const over = { ...training, fileId: null };
  job.change({
    status: 'cancelled',
    cancelWanted: false,
    begun: 'nothing',
    training: over,
    validation: validation === null ? null : { ...validation, fileId: null },
    finishedAt: now(),
    events: withEvents(job, [ownEvent(message('tuning.event.cancelled'), now())]),
  });
  return 'moved';
}

/** Takes a file away from the service, as far as it lets us; otherwise it stays recorded as a copy. */
export async function removeFile(job: Pick<JobInHand, 'forgetCopy'>, fileId: string, remote: Pick<Remote, 'deleteFile'>): Promise<void> {
  try {
    await remote.deleteFile(fileId);
  } catch (error) {
    if (!(error instanceof RemoteFailure) || !error.notFound) return;
  }
  job.forgetCopy(fileId);
}

const standings: Readonly<Record<string, KeptTuning['status']>> = {
  validating_files: 'queued',
  queued: 'queued',
  running: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** Stores how a job stands at the service, together with what happened since. */
async function look(job: JobInHand, answer: RemoteJob, remote: Remote, now: () => number): Promise<'moved' | 'waiting'> {
  const before = job.current();
  const known = new Set(before.events.flatMap(({ remoteId }) => remoteId ?? []));
  const fresh = (await eventsOf(answer.id, known, remote)).map(
    ({ id, created_at, level, message: text }): KeptEvent => ({
      at: created_at * 1000,
      level: level === 'error' || level === 'warn' ? level : 'info',
      text: safeDetail(text, '').slice(0, longestText),
      remoteId: id,
    }),
  );
  const status = standings[answer.status] ?? before.status;
  // A service may say that it is done before it says what the model is called.
  const done = status === 'succeeded' && (answer.fine_tuned_model ?? null) === null ? 'running' : status;
  const events = fresh.length === 0 ? {} : { events: withEvents(job, fresh) };
  if (!isOver({ status: done })) {
    if (fresh.length > 0 || done !== before.status) job.change({ status: done, ...events });
    return 'waiting';
  }
  const finished = answer.finished_at ?? null;
  job.change({
    status: done,
    cancelWanted: false,
    resultModel: done === 'succeeded' ? (answer.fine_tuned_model ?? null) : null,
    trainedTokens: answer.trained_tokens ?? null,
    finishedAt: finished === null ? now() : finished * 1000,
    problem: done === 'failed' ? safeDetail(answer.error?.message ?? message('tuning.failed-silently'), '') : null,
    ...events,
  });
  return 'moved';
}

/** Some services have jobs and tell no events. */
async function eventsOf(jobId: string, known: ReadonlySet<string>, remote: Remote): Promise<readonly RemoteEvent[]> {
  try {
    return await remote.events(jobId, known);
  } catch (error) {
    if (error instanceof RemoteFailure && error.notFound) return [];
    throw error;
  }
}

function ownEvent(text: string, at: number): KeptEvent {
  return { at, level: 'info', text, remoteId: null };
}

/** The events of a job with more; of very many the newest are kept. */
export function withEvents(job: Pick<JobInHand, 'current'>, more: readonly KeptEvent[]): KeptEvent[] {
  return [...job.current().events, ...more].slice(-mostEvents);
}
