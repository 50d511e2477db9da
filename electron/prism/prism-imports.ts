import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PrismChoice, PrismContents, PrismProgress } from '../../shared/contract/people.ts';
import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';
import { PrismCancelled } from './cancelled.ts';
import { codesByOrigin, importPrism, type PrismStorage } from './import-prism.ts';
import { lookAtPrism } from './look-at-prism.ts';

export interface PrismSurroundings {
  readonly storage: PrismStorage;
  /** Asks the researcher; null when that was cancelled. */
  readonly chooseFolder: (title: string) => Promise<string | null>;
}

interface Running {
  readonly controller: AbortController;
  /** Settles when nothing of it is under way. */
  over: Promise<void>;
}

/** What was looked at last: it is what an import takes. */
interface Looked {
  readonly studyId: string;
  readonly contents: PrismContents;
}

/** The PRISM folder that a researcher has before them: one at a time, read in the background. */
export class PrismReader {
  readonly #surroundings: PrismSurroundings;
  #progress: PrismProgress = { kind: 'idle' };
  #running: Running | null = null;
  #looked: Looked | null = null;

  constructor(surroundings: PrismSurroundings) {
    this.#surroundings = surroundings;
  }

  progress(): PrismProgress {
    return this.#progress;
  }

  /** Whether a folder is being read or taken in. */
  isBusy(): boolean {
    return this.#running !== null;
  }

  /** Asks for a folder and begins to look through it; false when that was cancelled. */
  async open(studyId: string): Promise<boolean> {
    this.#refuseWhileRunning();
    const { chooseFolder, storage } = this.#surroundings;
    const folder = await chooseFolder(message('prism.choose-folder'));
    if (folder === null) return false;
    // The dialog takes its time.
    this.#refuseWhileRunning();
    this.#looked = null;
    this.#begin({ kind: 'looking', file: 'survey', done: 0, of: 0 }, async (signal, onProgress) => {
      const codes = codesByOrigin(storage, studyId);
      const erasedCodeOf = storage.erasedOrigins(studyId);
      const contents = await lookAtPrism(folder, { signal, onProgress, codeOf: (userId) => codes.get(userId) ?? erasedCodeOf(userId) });
      this.#looked = { studyId, contents };
      return { kind: 'looked', contents };
    });
    return true;
  }

  /** Begins to take what was looked at. Refused unless that was for the same study. */
  import(studyId: string, choice: PrismChoice): PrismProgress {
    this.#refuseWhileRunning();
    const looked = this.#looked;
    if (looked?.studyId !== studyId) throw new CallRefusal('prism-not-looked', message('prism.not-looked'));
    return this.#begin({ kind: 'importing', file: 'survey', done: 0, of: 0 }, async (signal, onProgress) => {
      refuseWhatIsGone(looked.contents);
      const report = await importPrism(this.#surroundings.storage, studyId, looked.contents.folder, choice, { signal, onProgress });
      this.#looked = null;
      return { kind: 'imported', report };
    });
  }

  /** Stops what is under way; answers when nothing of it is left. */
  async cancel(): Promise<PrismProgress> {
    this.#running?.controller.abort();
    await this.#running?.over;
    return this.#progress;
  }

  /** A session needs the machine for itself, and nobody should be added while it runs. */
  makeWayForSession(): void {
    this.#running?.controller.abort(message('prism.session-began'));
  }

  async close(): Promise<void> {
    await this.cancel();
  }

  #refuseWhileRunning(): void {
    if (this.#running !== null) throw new CallRefusal('prism-busy', message('prism.busy'));
  }

  #begin(start: PrismProgress, work: (signal: AbortSignal, onProgress: (progress: PrismProgress) => void) => Promise<PrismProgress>): PrismProgress {
    const controller = new AbortController();
    const running: Running = { controller, over: Promise.resolve() };
    this.#running = running;
    this.#progress = start;
    running.over = work(controller.signal, (progress) => {
      this.#progress = progress;
    })
      .catch((error: unknown) => afterFailure(error, controller.signal))
      .then((end) => {
        this.#running = null;
        this.#progress = end;
      });
    return this.#progress;
  }
}

/** Without a file that was there when it was looked at, something else would be taken than what was shown. */
function refuseWhatIsGone({ folder, files }: PrismContents): void {
  const paths = files.filter(({ present }) => present).map(({ file }) => join(folder, `${file}.jsonl`));
  const gone = paths.find((path) => !existsSync(path));
  if (gone !== undefined) throw new CallRefusal('prism-gone', message('prism.gone', { file: gone }));
}

function afterFailure(error: unknown, signal: AbortSignal): PrismProgress {
  if (!(error instanceof PrismCancelled)) return { kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  return typeof signal.reason === 'string' ? { kind: 'failed', message: signal.reason } : { kind: 'cancelled' };
}
