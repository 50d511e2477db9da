import { randomUUID } from 'node:crypto';
import type { TuningJob, TuningPlace, TuningPlan, TuningRequest } from '../../shared/contract/data.ts';
import type { PreferenceRecipe } from '../../shared/preferences/recipe.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import type { Clock } from '../models/clock.ts';
import type { TrainingFile, TrainingScope } from '../preferences/training-files.ts';
import type { Settings } from '../settings/settings.ts';
import type { Storage } from '../storage/storage.ts';
import { isOver, isSameTraining, KeptTuning, showJob } from './kept-job.ts';
import { newJob, planTuning, problemOf } from './plan.ts';
import { createRemote, RemoteFailure } from './remote.ts';
import { removeFile, takeStep, withEvents, type JobInHand } from './take-step.ts';
import { TurnGate } from './turn-gate.ts';
import { placesOf, useModel, type UseSurroundings } from './use-model.ts';

export interface TuningSurroundings {
  readonly storage: Pick<Storage, 'addTuningRow' | 'updateTuningRow' | 'listTuningRows' | 'forgetCopy' | 'recordCopy' | 'setOwnModels' | 'listParticipants'> & UseSurroundings['storage'];
  readonly settings: Pick<Settings, 'addressOf' | 'endpointOf' | 'commonModelOf' | 'mapArm'>;
  readonly studies: UseSurroundings['studies'];
  readonly trainingFiles: (recipe: PreferenceRecipe, scope: TrainingScope) => readonly TrainingFile[] | Promise<readonly TrainingFile[]>;
  readonly clock: Clock;
  /** First and longest pause between two looks at a running job; 2 s and 60 s unless set. */
  readonly pauses?: { readonly firstMilliseconds: number; readonly longestMilliseconds: number };
}

interface Job {
  readonly createdAt: number;
  kept: KeptTuning;
  /** Set while it is followed; ends the pause between two looks. */
  wake: (() => void) | null;
}

/** Calls to services at once: services count them, and laptops have one connection. */
const atOnce = 4;
/** How long stopping a job waits for the service before it says how far it got. */
const patienceMilliseconds = 5000;

/** Training jobs: started, followed through restarts, stopped, and what they made put to use. */
export class TuningJobs {
  readonly #surroundings: TuningSurroundings;
  readonly #jobs = new Map<number, Job>();
  readonly #followed = new Set<Promise<void>>();
  readonly #gate = new TurnGate(atOnce);
  readonly #closing = new AbortController();

  constructor(surroundings: TuningSurroundings) {
    this.#surroundings = surroundings;
    for (const row of surroundings.storage.listTuningRows()) {
      const read = KeptTuning.safeParse(row.content);
      // One that a newer version wrote stays where it is, for that version.
      if (read.success) this.#jobs.set(row.id, { createdAt: row.createdAtUtcMilliseconds, kept: read.data, wake: null });
    }
  }

  /** Goes on with every job that is not over; asked once, at the start of the app. */
  resume(): void {
    for (const [id, { kept }] of this.#jobs) if (!isOver(kept)) this.#follow(id);
  }

  async plan(request: TuningRequest): Promise<TuningPlan> {
    return planTuning(request, await this.#filesOf(request));
  }

  /**
   * Starts a job for every file that a service would take; the others are named by {@link plan}. What is being
   * trained already, in the same way on the same words, is not started again.
   */
  async start(request: TuningRequest): Promise<TuningJob[]> {
    const { storage, settings, clock } = this.#surroundings;
    const files = await this.#filesOf(request);
    // Somebody may have been erased while the files were made.
    if (files.some((file) => this.#isErased(file))) throw new CallRefusal('participant-erased', message('tuning.erased'));
    const fit = files.filter((file) => problemOf(file) === null);
    if (fit.length === 0) throw new CallRefusal('nothing-to-train', message('tuning.nothing-to-train'));
    const baseURL = settings.addressOf(request.providerId);
    // Says at once when the key is out of reach.
    settings.endpointOf({ providerId: request.providerId, baseURL });
    const wanted = fit.map((file) => newJob(request, file, baseURL));
    // A second press of the button, or a window that was slow to answer, must not pay for the same training twice.
    const fresh = wanted.filter((job) => ![...this.#jobs.values()].some(({ kept }) => !isOver(kept) && isSameTraining(kept, job)));
    if (fresh.length === 0) throw new CallRefusal('tuning-under-way', message('tuning.under-way'));
    const ids = fresh.map((kept) => {
      const id = storage.addTuningRow(kept);
      this.#jobs.set(id, { createdAt: clock.now(), kept, wake: null });
      return id;
    });
    for (const id of ids) this.#follow(id);
    return ids.map((id) => this.#show(id));
  }

  /** Newest first. */
  list(): TuningJob[] {
    return [...this.#jobs.keys()].sort((left, right) => right - left).map((id) => this.#show(id));
  }

  async cancel(id: number): Promise<TuningJob> {
    const { kept } = this.#require(id);
    if (isOver(kept)) throw new CallRefusal('tuning-over', message('tuning.over'));
    this.#change(id, { cancelWanted: true });
    this.#follow(id);
    await this.#untilOver(id);
    return this.#show(id);
  }

  /** Sends what failed or was cancelled once more; of a job under way, asks the service now instead of later. */
  retry(id: number): TuningJob {
    const { kept } = this.#require(id);
    if (kept.status === 'succeeded') throw new CallRefusal('tuning-over', message('tuning.over'));
    if (isOver(kept)) {
      if (kept.training.fileId === null && kept.training.text === null) throw new CallRefusal('tuning-words-gone', message('tuning.words-gone'));
      // A job that ran and failed is followed by another one over the same files; one that never began goes on.
      const again = kept.remoteId === null ? {} : { remoteId: null, uniqueId: randomUUID(), begun: 'nothing' as const };
      this.#change(id, { ...again, status: 'preparing', cancelWanted: false, problem: null, trouble: null, finishedAt: null, trainedTokens: null });
    }
    this.#follow(id);
    return this.#show(id);
  }

  /** Where finished models can stand. */
  places(): TuningPlace[] {
    return placesOf(this.#surroundings);
  }

  use(id: number, studyId: string, armId: string): TuningJob {
    const usedAs = useModel(this.#require(id).kept, studyId, armId, this.#surroundings);
    this.#change(id, { usedAs });
    return this.#show(id);
  }

  /**
   * Takes the words of a participant out of all jobs; to be called before the participant is erased. A job that
   * cannot be sent without them has failed, one under way is stopped, and the files at the service are deleted as
   * far as it lets us: what could not be stays recorded as a copy. A model that was made of them is not touched.
   */
  forget(studyId: string, participantCode: string): void {
    for (const [id, job] of this.#jobs) {
      const { people, training, validation, remoteId, begun } = job.kept;
      if (!people.some((person) => person.studyId === studyId && person.participantCode === participantCode)) continue;
      const files = [training.fileId, validation?.fileId ?? null].flatMap((fileId) => fileId ?? []);
      const without = { training: { ...training, text: null, fileId: null }, validation: validation === null ? null : { ...validation, text: null, fileId: null } };
      const runs = remoteId !== null || begun === 'job';
      const failed = { status: 'failed' as const, problem: message('tuning.erased'), finishedAt: this.#surroundings.clock.now() };
      this.#change(id, { ...without, ...(isOver(job.kept) ? {} : runs ? { cancelWanted: true } : failed) });
      if (!isOver(job.kept)) this.#follow(id);
      if (files.length > 0) this.#remove(id, job, files);
    }
  }

  /** Leaves all jobs as they are stored, breaking off the calls under way. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#followed);
  }

  /** In the background, because the service may be out of reach. */
  #remove(id: number, job: Job, files: readonly string[]): void {
    const { providerId, baseURL } = job.kept;
    const remote = createRemote(() => this.#surroundings.settings.endpointOf({ providerId, baseURL }), this.#closing.signal);
    const removing = Promise.all(files.map((fileId) => removeFile(this.#inHand(id, job), fileId, remote))).then(
      () => void this.#followed.delete(removing),
    );
    this.#followed.add(removing);
  }

  #filesOf({ recipe, scope }: TuningRequest): readonly TrainingFile[] | Promise<readonly TrainingFile[]> {
    return this.#surroundings.trainingFiles(recipe, scope);
  }

  #isErased({ participants }: TrainingFile): boolean {
    return participants.some(({ studyId, participantCode }) =>
      this.#surroundings.storage.listParticipants(studyId).some(({ code, erased }) => code === participantCode && erased !== null),
    );
  }

  /** Follows a job until it is over; of one that is followed already, ends the pause. */
  #follow(id: number): void {
    const job = this.#require(id);
    if (job.wake !== null) {
      job.wake();
      return;
    }
    job.wake = () => undefined;
    const following = this.#untilEnd(id, job).finally(() => {
      job.wake = null;
      this.#followed.delete(following);
    });
    this.#followed.add(following);
  }

  async #untilEnd(id: number, job: Job): Promise<void> {
    const { firstMilliseconds: first, longestMilliseconds: longest } = this.#surroundings.pauses ?? { firstMilliseconds: 2000, longestMilliseconds: 60_000 };
    let pause = first;
    while (!isOver(job.kept) && !this.#isClosing()) {
      const changed = job.kept.events.length;
      const outcome = await this.#gate.pass(() => this.#step(id, job));
      if (outcome === 'moved') {
        pause = first;
        continue;
      }
      pause = outcome === 'waiting' && job.kept.events.length !== changed ? first : Math.min(longest, pause * 1.5);
      await this.#pause(job, pause);
    }
  }

  async #step(id: number, job: Job): Promise<'moved' | 'waiting' | 'trouble'> {
    if (isOver(job.kept) || this.#isClosing()) return 'waiting';
    const { settings, clock } = this.#surroundings;
    const { providerId, baseURL } = job.kept;
    const remote = createRemote(() => settings.endpointOf({ providerId, baseURL }), this.#closing.signal);
    try {
      const outcome = await takeStep(this.#inHand(id, job), remote, () => clock.now());
      if (job.kept.trouble !== null) this.#note(id, 'info', message('tuning.event.answers-again'), { trouble: null });
      return outcome;
    } catch (error) {
      // The call was broken off by us: the next start asks what came of it.
      if (this.#isClosing()) return 'waiting';
      if (error instanceof RemoteFailure) this.#meet(id, job, error);
      // What could not be stored (a full disk) is done again later; the service is asked first what it has.
      else job.kept = { ...job.kept, trouble: message('tuning.not-stored') };
      return 'trouble';
    }
  }

  #isClosing(): boolean {
    return this.#closing.signal.aborted;
  }

  /** What began to run goes on at the service whatever we hear of it; only what it does not know any more has failed. */
  #meet(id: number, { kept }: Job, { passing, notFound, message: sentence }: RemoteFailure): void {
    if (passing || (kept.remoteId !== null && !notFound)) {
      if (kept.trouble !== sentence) this.#note(id, 'warn', sentence, { trouble: sentence });
      return;
    }
    const problem = kept.remoteId === null ? sentence : message('tuning.job-gone');
    // Without its name at the service it is looked for by its unique id, should it be sent once more.
    this.#note(id, 'error', problem, { status: 'failed', problem, remoteId: null, trouble: null, finishedAt: this.#surroundings.clock.now() });
  }

  #inHand(id: number, job: Job): JobInHand {
    return {
      createdAt: job.createdAt,
      current: () => job.kept,
      change: (change) => this.#change(id, change),
      recordCopy: (fileId) => this.#surroundings.storage.recordCopy({ kind: 'tuning', where: `${job.kept.providerId}: ${fileId}`, people: job.kept.people }),
      forgetCopy: (fileId) => this.#surroundings.storage.forgetCopy({ kind: 'tuning', where: `${job.kept.providerId}: ${fileId}` }),
    };
  }

  #note(id: number, level: 'info' | 'warn' | 'error', text: string, change: Partial<KeptTuning>): void {
    const job = this.#require(id);
    const event = { at: this.#surroundings.clock.now(), level, text, remoteId: null };
    this.#change(id, { ...change, events: withEvents({ current: () => job.kept }, [event]) });
  }

  /** On disk first, then in memory. */
  #change(id: number, change: Partial<KeptTuning>): void {
    const job = this.#require(id);
    const kept = { ...job.kept, ...change };
    this.#surroundings.storage.updateTuningRow(id, kept);
    job.kept = kept;
  }

  async #pause(job: Job, milliseconds: number): Promise<void> {
    const woken = new AbortController();
    job.wake = () => woken.abort();
    const signal = AbortSignal.any([woken.signal, this.#closing.signal]);
    await this.#surroundings.clock.sleep(milliseconds, signal).catch(() => undefined);
    job.wake = () => undefined;
  }

  async #untilOver(id: number): Promise<void> {
    const { kept } = this.#require(id);
    const enough = AbortSignal.any([AbortSignal.timeout(patienceMilliseconds), this.#closing.signal]);
    const began = kept.trouble;
    while (!enough.aborted) {
      const { kept: now } = this.#require(id);
      if (isOver(now) || (now.trouble !== null && now.trouble !== began)) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  #require(id: number): Job {
    const job = this.#jobs.get(id);
    if (job === undefined) throw new CallRefusal('unknown-tuning-job', message('tuning.unknown'));
    return job;
  }

  #show(id: number): TuningJob {
    const { createdAt, kept } = this.#require(id);
    return showJob(id, createdAt, kept);
  }
}
