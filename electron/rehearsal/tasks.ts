import type { AllocationRow } from '../../shared/allocation/list.ts';
import type { PowerPoint } from '../../shared/rehearsal/power.ts';
import type { PowerTask } from '../../shared/rehearsal/power-of-study.ts';
import type { RehearsalParameters } from '../../shared/rehearsal/rehearsal.ts';
import type { Study } from '../../shared/study/protocol.ts';
import type { PlayedShare } from './play-share.ts';

/** What a worker is given once, with its first breath. */
export interface WorkerSetting {
  readonly study: Study;
  readonly parameters: RehearsalParameters;
  /** Where throw-away databases are made. */
  readonly folder: string;
}

/** A piece of work for one worker. */
export type Task =
  | { readonly kind: 'share'; readonly rows: readonly AllocationRow[]; readonly first: number }
  | { readonly kind: 'power'; readonly task: PowerTask };

export type TaskResult =
  | { readonly kind: 'share'; readonly share: PlayedShare }
  | { readonly kind: 'power'; readonly points: readonly PowerPoint[] };

/** What a worker says while it works. */
export type WorkerMessage =
  | { readonly kind: 'progress'; readonly done: number }
  | { readonly kind: 'done'; readonly result: TaskResult }
  | { readonly kind: 'failed'; readonly reason: string };
