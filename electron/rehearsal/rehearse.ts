import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { allocateList, type AllocationRow } from '../../shared/allocation/list.ts';
import type { RehearsalProgress } from '../../shared/contract/design.ts';
import { powerQuestionsOf, type PowerQuestions } from '../../shared/rehearsal/power-of-study.ts';
import type { PowerCurve, RehearsalParameters, RehearsalResult } from '../../shared/rehearsal/rehearsal.ts';
import { designOf } from '../../shared/study/allocation-design.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { RehearsalCancelled } from './cancelled.ts';
import type { PlayedShare } from './play-share.ts';
import { summaryOfPlay } from './summary.ts';
import type { Task } from './tasks.ts';
import { openWorkerPool } from './worker-pool.ts';

export interface RehearsalSurroundings {
  /** Where throw-away databases may be made; nothing of them stays. */
  readonly folder: string;
  /** File of the worker. */
  readonly worker: URL;
  readonly signal: AbortSignal;
  readonly progress: (progress: RehearsalProgress) => void;
}

/** Participants to a database: enough to make opening it cheap, few enough to keep it small. */
const shareSize = 50;
const foldersBegin = 'rehearsal-';

/**
 * Rehearses a study: plays every participant through the real engine and store, in databases that are
 * marked as rehearsals and thrown away, and simulates the power of its contrasts. Same study, same
 * parameters: same result, `measured` excepted, on however many processors.
 * @param study sound: without errors, and with parameters that fit it
 * @throws RehearsalCancelled when the signal says so
 */
export async function rehearse(study: Study, parameters: RehearsalParameters, surroundings: RehearsalSurroundings): Promise<RehearsalResult> {
  const { signal, worker, progress } = surroundings;
  const began = performance.now();
  if (signal.aborted) throw new RehearsalCancelled();
  const rows = rowsOf(study, parameters.participants);
  const questions = powerQuestionsOf(study, parameters);
  const shares = sharesOf(rows);
  mkdirSync(surroundings.folder, { recursive: true, mode: 0o700 });
  const folder = mkdtempSync(join(surroundings.folder, foldersBegin));
  const pool = openWorkerPool(worker, { study, parameters, folder }, Math.max(shares.length, questions.tasks.length));
  const cancelled = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new RehearsalCancelled()), { once: true });
  });
  // Whoever waits hears of it below; nobody waits once the work is done.
  cancelled.catch(() => undefined);
  const run = async (tasks: readonly Task[], phase: 'sessions' | 'power', of: number) => {
    let done = 0;
    progress({ phase, done, of });
    const work = pool.run(tasks, (more) => {
      done += more;
      progress({ phase, done, of });
    });
    work.catch(() => undefined);
    return Promise.race([work, cancelled]);
  };
  try {
    const played = await run(shares, 'sessions', parameters.participants);
    const sessionMilliseconds = performance.now() - began;
    const parts = played.flatMap((result): PlayedShare[] => (result.kind === 'share' ? [result.share] : []));
    const power = await curvesOf(questions, (tasks, of) => run(tasks, 'power', of));
    progress({ phase: 'saving', done: 0, of: 1 });
    return {
      kind: 'rehearsal',
      participants: parameters.participants,
      ...summaryOfPlay(study, rows, parts),
      power: { obstacle: questions.obstacle, plannedParticipants: study.analysis.plannedParticipants, curves: power },
      measured: {
        milliseconds: performance.now() - began,
        sessionMilliseconds,
        databaseBytes: parts.reduce((sum, part) => sum + part.databaseBytes, 0),
        workers: pool.workers,
      },
    };
  } finally {
    await pool.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The rows that so many participants take, in the order in which one laptop deals them. */
function rowsOf(study: Study, participants: number): readonly AllocationRow[] {
  const design = designOf(study);
  return allocateList(design, Math.ceil(participants / Math.max(1, design.strata.length))).slice(0, participants);
}

function sharesOf(rows: readonly AllocationRow[]): readonly Task[] {
  // Where few come, as many shares as processors can use.
  const size = Math.min(shareSize, Math.ceil(rows.length / 4));
  const starts = Array.from({ length: Math.ceil(rows.length / size) }, (_, index) => index * size);
  return starts.map((start) => ({ kind: 'share', rows: rows.slice(start, start + size), first: start + 1 }));
}

async function curvesOf(
  { tasks }: PowerQuestions,
  run: (tasks: readonly Task[], of: number) => ReturnType<ReturnType<typeof openWorkerPool>['run']>,
): Promise<PowerCurve[]> {
  if (tasks.length === 0) return [];
  const results = await run(tasks.map((task): Task => ({ kind: 'power', task })), tasks.reduce((sum, { test }) => sum + test.runs, 0));
  return tasks.map(({ test: { first, second, expectation, margin, significance, outcome } }, index) => {
    const result = results[index];
    const points = result?.kind === 'power' ? result.points.map((point) => ({ ...point })) : [];
    return { first, second, expectation, margin, outcome: outcome.kind, significance, points };
  });
}
