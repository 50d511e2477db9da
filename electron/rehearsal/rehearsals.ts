import { rmSync } from 'node:fs';
import type { RehearsalProgress, RehearsalState } from '../../shared/contract/design.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import { studyDigest } from '../storage/canonical.ts';
import type { Storage } from '../storage/storage.ts';
import { RehearsalCancelled } from './cancelled.ts';
import { readyToRehearse } from './ready-to-rehearse.ts';
import { rehearse } from './rehearse.ts';

export interface RehearsalsSurroundings {
  readonly storage: Pick<Storage, 'listRehearsals' | 'readRehearsal' | 'saveRehearsal'>;
  /** The draft as it stands, or the newest version; throws when it is no study yet. */
  readonly studyOf: (studyId: string) => Study;
  /** For throw-away databases alone; emptied at the start. */
  readonly folder: string;
  readonly worker: URL;
}

interface Running {
  readonly studyId: string;
  readonly controller: AbortController;
  progress: RehearsalProgress;
  /** Settles when nothing of it is left. */
  over: Promise<void>;
}

type Finished = RehearsalState['finished'][number];

/** The rehearsals of this app: one at a time, in the background, kept with the study when it is done. */
export class Rehearsals {
  readonly #surroundings: RehearsalsSurroundings;
  #running: Running | null = null;
  /** Why the last one of a study stopped without a result. */
  readonly #problems = new Map<string, string>();
  readonly #known = new Map<number, Finished>();

  constructor(surroundings: RehearsalsSurroundings) {
    this.#surroundings = surroundings;
    // What a rehearsal left that was cut off together with the app.
    rmSync(surroundings.folder, { recursive: true, force: true });
  }

  get(studyId: string): RehearsalState {
    const { storage } = this.#surroundings;
    return {
      running: this.#running && { studyId: this.#running.studyId, progress: this.#running.progress },
      finished: storage.listRehearsals(studyId).flatMap(({ id }) => this.#finished(id) ?? []),
      problem: this.#problems.get(studyId) ?? null,
    };
  }

  /** Begins in the background. Refused while another one runs, for a study with errors, or for parameters that do not fit. */
  start(studyId: string, given: unknown): RehearsalState {
    if (this.#running !== null) throw new CallRefusal('rehearsal-running', message('rehearsal.running'));
    const { folder, storage, studyOf, worker } = this.#surroundings;
    const study = studyOf(studyId);
    const parameters = readyToRehearse(study, given);
    this.#problems.delete(studyId);
    const controller = new AbortController();
    const running: Running = {
      studyId,
      controller,
      progress: { phase: 'sessions', done: 0, of: parameters.participants },
      over: Promise.resolve(),
    };
    this.#running = running;
    running.over = rehearse(study, parameters, {
      folder,
      worker,
      signal: controller.signal,
      progress: (progress) => {
        running.progress = progress;
      },
    })
      .then((result) => {
        storage.saveRehearsal({ studyId, studyDigest: studyDigest(study), parameters, result });
      })
      .catch((error: unknown) => {
        if (!(error instanceof RehearsalCancelled)) this.#problems.set(studyId, message('rehearsal.failed', { detail: detailOf(error) }));
        else this.#problems.set(studyId, String(controller.signal.reason));
      })
      .finally(() => {
        if (this.#running === running) this.#running = null;
      });
    return this.get(studyId);
  }

  /** Stops the rehearsal of a study, if one runs; answers when nothing of it is left. */
  async cancel(studyId: string): Promise<RehearsalState> {
    if (this.#running?.studyId === studyId) await this.#stop(message('rehearsal.cancelled'));
    return this.get(studyId);
  }

  /** A session needs the machine for itself. */
  makeWayForSession(): void {
    void this.#stop(message('rehearsal.made-way'));
  }

  close(): Promise<void> {
    return this.#stop(message('rehearsal.cancelled'));
  }

  async #stop(reason: string): Promise<void> {
    const running = this.#running;
    if (running === null) return;
    running.controller.abort(reason);
    await running.over;
  }

  #finished(id: number): Finished | null {
    const known = this.#known.get(id);
    if (known) return known;
    const record = this.#surroundings.storage.readRehearsal(id);
    if (record === null) return null;
    const { createdAtUtcMilliseconds, studyDigest: digest, parameters, result } = record;
    const finished = { id, createdAtUtcMilliseconds, studyDigest: digest, parameters, result } as Finished;
    this.#known.set(id, finished);
    return finished;
  }
}

function detailOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
