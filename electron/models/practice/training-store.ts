import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { FileReading } from './learned.ts';
import { KeptJob } from './training-job.ts';

/** A file that was uploaded: what was read in it, without its words. */
const KeptFile = z.object({
  id: z.string(),
  /** UTC milliseconds. */
  createdAt: z.number(),
  name: z.string(),
  bytes: z.number().int(),
  purpose: z.string(),
  reading: FileReading,
});
export type KeptFile = z.infer<typeof KeptFile>;

const State = z.object({ format: z.literal(1), files: z.array(KeptFile), jobs: z.array(KeptJob) });
type State = z.infer<typeof State>;

/** What the practice models keep of training: in a folder, or in memory alone. */
export class TrainingStore {
  readonly #file: string | null;
  #state: State;

  /** @param folder is made if it is not there; null for memory */
  constructor(folder: string | null) {
    if (folder !== null) mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#file = folder === null ? null : join(folder, 'training.json');
    this.#state = this.#read();
  }

  get files(): readonly KeptFile[] {
    return this.#state.files;
  }

  get jobs(): readonly KeptJob[] {
    return this.#state.jobs;
  }

  addFile(file: KeptFile): void {
    this.#write({ ...this.#state, files: [...this.#state.files, file] });
  }

  /** @returns whether there was such a file */
  removeFile(id: string): boolean {
    const files = this.#state.files.filter((file) => file.id !== id);
    if (files.length === this.#state.files.length) return false;
    this.#write({ ...this.#state, files });
    return true;
  }

  addJob(job: KeptJob): void {
    this.#write({ ...this.#state, jobs: [...this.#state.jobs, job] });
  }

  changeJob(job: KeptJob): void {
    this.#write({ ...this.#state, jobs: this.#state.jobs.map((each) => (each.id === job.id ? job : each)) });
  }

  #read(): State {
    const nothing: State = { format: 1, files: [], jobs: [] };
    if (this.#file === null || !existsSync(this.#file)) return nothing;
    try {
      return State.parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch {
      // Practice is no data: the app must start all the same. What was there is kept beside it.
      renameSync(this.#file, `${this.#file}.unreadable`);
      return nothing;
    }
  }

  /** Whole or not at all: a power cut leaves the state before or the one after. */
  #write(state: State): void {
    if (this.#file !== null) {
      const next = `${this.#file}.new`;
      const descriptor = openSync(next, 'w', 0o600);
      try {
        writeSync(descriptor, JSON.stringify(state));
        fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
      renameSync(next, this.#file);
    }
    this.#state = state;
  }
}
