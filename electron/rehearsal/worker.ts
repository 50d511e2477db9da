/**
 * A thread of a rehearsal: plays shares of participants, or simulates studies, one task after the other.
 * It knows no sentences: in the app they are part of the main bundle, which a thread must not load.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { simulatePower } from '../../shared/rehearsal/power.ts';
import { formFiller, playShare } from './play-share.ts';
import type { Task, TaskResult, WorkerMessage, WorkerSetting } from './tasks.ts';

/** Progress is told so often at most, in milliseconds. */
const quiet = 150;

const { study, parameters, folder } = workerData as WorkerSetting;
const fillForm = formFiller(parameters.seed);

function tell(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

/** Counts what is done, and tells it now and then. */
function counter(): { readonly add: () => void; readonly flush: () => void } {
  let waiting = 0;
  let last = performance.now();
  const flush = (): void => {
    if (waiting > 0) tell({ kind: 'progress', done: waiting });
    waiting = 0;
    last = performance.now();
  };
  return {
    flush,
    add() {
      waiting += 1;
      if (performance.now() - last >= quiet) flush();
    },
  };
}

async function carryOut(task: Task, done: () => void): Promise<TaskResult> {
  if (task.kind === 'power') {
    const runs = simulatePower(task.task.chooser, task.task.design, task.task.test);
    for (let step = runs.next(); ; step = runs.next()) {
      if (step.done === true) return { kind: 'power', points: step.value };
      done();
    }
  }
  const own = join(folder, `share-${task.first}`);
  try {
    return { kind: 'share', share: await playShare({ study, parameters, rows: task.rows, first: task.first, folder: own, fillForm }, done) };
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
}

parentPort?.on('message', (task: Task) => {
  const { add, flush } = counter();
  carryOut(task, add).then(
    (result) => {
      flush();
      tell({ kind: 'done', result });
    },
    (error: unknown) => tell({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) }),
  );
});
