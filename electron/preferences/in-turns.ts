import { CallRefusal } from '../call-refusal.ts';
import { message } from '../messages/message.ts';

/** As long as this the process may hear nothing else, in milliseconds: a window does not notice it. */
const longestTurn = 12;

/**
 * Works steps off, and lets everything else in the process have its turn in between.
 * @throws CallRefusal 'superseded' once the signal says that nobody waits for it any more
 */
export async function inTurns<Result>(steps: Iterator<void, Result>, signal?: AbortSignal): Promise<Result> {
  let began = performance.now();
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value;
    if (performance.now() - began < longestTurn) continue;
    await new Promise((resolve) => setImmediate(resolve));
    if (signal?.aborted === true) throw new CallRefusal('superseded', message('preferences.superseded'));
    began = performance.now();
  }
}
