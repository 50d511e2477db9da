import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Task, TaskResult, WorkerMessage, WorkerSetting } from './tasks.ts';

/** Threads that share out tasks among themselves. */
export interface WorkerPool {
  readonly workers: number;
  /** Results in the order of the tasks; rejects with the first thing that goes wrong, and then begins nothing more. */
  run(tasks: readonly Task[], progress: (done: number) => void): Promise<readonly TaskResult[]>;
  /** Stops every thread at once, whatever it is at; resolves when all of them have stopped. */
  stop(): Promise<void>;
}

/** As many threads as there are processors, and no more than there is work. The process itself only waits meanwhile. */
const mostWorkers = 8;

/**
 * @param entry the file of the worker: its source for the command line and tests, its bundle in the app
 * @param tasks how many there are to do at once
 */
export function openWorkerPool(entry: URL, setting: WorkerSetting, tasks: number): WorkerPool {
  const count = Math.max(1, Math.min(availableParallelism(), mostWorkers, tasks));
  // The options of this process are for it alone: a test runner's would not do for a worker.
  const workers = Array.from({ length: count }, () => new Worker(entry, { workerData: setting, execArgv: [] }));
  return {
    workers: count,
    async run(todo, progress) {
      const results: TaskResult[] = [];
      let next = 0;
      const work = async (worker: Worker): Promise<void> => {
        for (let index = next; index < todo.length; index = next) {
          next += 1;
          results[index] = await carryOut(worker, todo[index] as Task, progress);
        }
      };
      try {
        await Promise.all(workers.map(work));
      } finally {
        next = todo.length;
      }
      return results;
    },
    async stop() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function carryOut(worker: Worker, task: Task, progress: (done: number) => void): Promise<TaskResult> {
  return new Promise((resolve, reject) => {
    const hear = (message: WorkerMessage): void => {
      if (message.kind === 'progress') {
        progress(message.done);
        return;
      }
      finish();
      if (message.kind === 'done') resolve(message.result);
      else reject(new Error(message.reason));
    };
    const fail = (error: unknown): void => {
      finish();
      reject(error instanceof Error ? error : new Error(String(error)));
    };
    const exit = (code: number): void => fail(new Error(`A worker of the rehearsal stopped with code ${code}.`));
    const finish = (): void => {
      worker.off('message', hear).off('error', fail).off('exit', exit);
    };
    worker.on('message', hear).on('error', fail).on('exit', exit);
    worker.postMessage(task);
  });
}
