import { z } from 'zod';
import { createRandom } from '../../../shared/allocation/random.ts';
import { FileReading } from './learned.ts';

/** A training job as it is kept. How far it is follows from the time that went by, so that it goes on while nobody looks. */
export const KeptJob = z.object({
  id: z.string(),
  /** UTC milliseconds. */
  createdAt: z.number(),
  /** The model it was asked for, and the one without any training behind it. */
  model: z.string(),
  root: z.string(),
  trainingFile: z.string(),
  validationFile: z.string().nullable(),
  suffix: z.string().nullable(),
  metadata: z.record(z.string(), z.string()).nullable(),
  seed: z.number().int(),
  beta: z.number(),
  epochs: z.number().int(),
  reading: FileReading,
  /** Slower by this factor than at once; 1 for the natural pace, 0 for no waiting. */
  slowness: z.number(),
  /** A planted fault: it breaks off in the middle. */
  breaksOff: z.boolean(),
  cancelledAt: z.number().nullable(),
});
export type KeptJob = z.infer<typeof KeptJob>;

export type JobStatus = 'validating_files' | 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';

export interface JobEvent {
  readonly id: string;
  /** UTC milliseconds. */
  readonly at: number;
  readonly level: 'info' | 'error';
  readonly message: string;
  readonly data: Readonly<Record<string, number>> | null;
}

export interface JobStanding {
  readonly status: JobStatus;
  /** Oldest first. */
  readonly events: readonly JobEvent[];
  readonly finishedAt: number | null;
  /** When the job will be over; null once it is. */
  readonly estimatedFinish: number | null;
  readonly error: { readonly code: string; readonly message: string; readonly param: string | null } | null;
}

const fewestLines = 10;
const mostSteps = 12;
/** At the natural pace. */
const milliseconds = { validating: 1200, queued: 2000, step: 700 };

interface Entry {
  readonly after: number;
  readonly status: JobStatus;
  readonly level?: 'error';
  readonly message: string;
  readonly data?: Readonly<Record<string, number>>;
  readonly error?: JobStanding['error'];
}

/** Name of the model that a job makes. */
export function resultName({ root, suffix, id }: KeptJob): string {
  return `ft:${root}:${suffix ?? ''}:${id.replace(/^ftjob-/, '').slice(0, 8)}`;
}

export function isOver(status: JobStatus): boolean {
  return status === 'succeeded' || status === 'failed' || status === 'cancelled';
}

/** How far a job is. */
export function standingOf(job: KeptJob, now: number): JobStanding {
  const course = courseOf(job);
  const until = job.cancelledAt ?? now;
  const passed = course.filter((entry) => job.createdAt + entry.after <= until);
  const events = passed.map((entry, index): JobEvent => ({
    id: `ftevent-${job.id.replace(/^ftjob-/, '')}-${index}`,
    at: job.createdAt + entry.after,
    level: entry.level ?? 'info',
    message: entry.message,
    data: entry.data ?? null,
  }));
  if (job.cancelledAt !== null) {
    const message = 'The job has been cancelled';
    events.push({ id: `ftevent-${job.id.replace(/^ftjob-/, '')}-end`, at: job.cancelledAt, level: 'info', message, data: null });
    return { status: 'cancelled', events, finishedAt: job.cancelledAt, estimatedFinish: null, error: null };
  }
  const last = passed.at(-1);
  const status = last?.status ?? 'validating_files';
  const over = isOver(status);
  return {
    status,
    events,
    finishedAt: over ? job.createdAt + (last?.after ?? 0) : null,
    estimatedFinish: over ? null : job.createdAt + (course.at(-1)?.after ?? 0),
    error: last?.error ?? null,
  };
}

/** All that will happen to a job unless it is cancelled. */
function courseOf(job: KeptJob): readonly Entry[] {
  const { reading, slowness } = job;
  const entries: Entry[] = [
    { after: 0, status: 'validating_files', message: `Created fine-tuning job: ${job.id}` },
    { after: 0, status: 'validating_files', message: `Validating training file: ${job.trainingFile}` },
  ];
  const validated = milliseconds.validating * slowness;
  const wrong = problemOf(reading);
  if (wrong !== null) {
    return [...entries, { after: validated, status: 'failed', level: 'error', message: wrong, error: { code: 'invalid_training_file', message: wrong, param: 'training_file' } }];
  }
  entries.push({ after: validated, status: 'queued', message: 'Files validated, moving job to queued state' });
  const started = validated + milliseconds.queued * slowness;
  entries.push({ after: started, status: 'running', message: 'Fine-tuning job started' });
  const steps = Math.min(mostSteps, Math.max(3, Math.ceil((reading.lines * job.epochs) / 8)));
  const random = createRandom(`${reading.learned.seed}/${job.seed}`);
  for (let step = 1; step <= steps; step += 1) {
    const after = started + step * milliseconds.step * slowness;
    if (job.breaksOff && step > steps / 2) {
      const message = 'The job failed due to an internal error of the training service.';
      return [...entries, { after, status: 'failed', level: 'error', message, error: { code: 'server_error', message, param: null } }];
    }
    // Learning by preferences begins at the logarithm of two, where the model can't tell the better reply from the other.
    const loss = Number((Math.LN2 * Math.exp((-1.2 * step) / steps) + 0.04 * (random.next() - 0.5)).toFixed(4));
    entries.push({ after, status: 'running', message: `Step ${step}/${steps}: training loss=${loss.toFixed(4)}`, data: { step, train_loss: loss, total_steps: steps } });
  }
  const end = started + (steps + 1) * milliseconds.step * slowness;
  return [
    ...entries,
    { after: end, status: 'succeeded', message: `New fine-tuned model created: ${resultName(job)}` },
    { after: end, status: 'succeeded', message: 'The job has successfully completed' },
  ];
}

function problemOf({ problem, lines }: FileReading): string | null {
  if (problem !== null) return `The training file can't be used: in line ${problem.line} ${problem.reason}.`;
  if (lines < fewestLines) return `The training file has ${lines} ${lines === 1 ? 'example' : 'examples'}; at least ${fewestLines} are needed.`;
  return null;
}
