import { readFileSync } from 'node:fs';
import OpenAI from 'openai';
import { onTestFinished } from 'vitest';
import type { TuningJob, TuningRequest } from '../../../shared/contract/data.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { readStudy } from '../../../shared/study/read-study.ts';
import type { ModelEndpoint } from '../../../electron/models/call-record.ts';
import { systemClock } from '../../../electron/models/clock.ts';
import { noPace, startPracticeServer, type PracticeServer } from '../../../electron/models/practice/practice-server.ts';
import { KeyRing } from '../../../electron/settings/key-ring.ts';
import { initialSettings, type StoredSettings } from '../../../electron/settings/stored-settings.ts';
import { Settings } from '../../../electron/settings/settings.ts';
import type { Storage } from '../../../electron/storage/storage.ts';
import { TuningJobs, type TuningSurroundings } from '../../../electron/tuning/tuning-jobs.ts';
import { filesOf, pairs, type Tastes } from './training-words.ts';

export type Practice = PracticeServer & { readonly client: OpenAI };

export async function practice(options: Partial<Parameters<typeof startPracticeServer>[0]> = {}): Promise<Practice> {
  const server = await startPracticeServer({ seed: 'seed of the test', pace: noPace, trainingSpeed: 0, ...options });
  onTestFinished(() => server.close());
  return { ...server, client: new OpenAI({ baseURL: server.baseURL, apiKey: server.apiKey, maxRetries: 0 }) };
}

export const prismX: Study = readTemplate();

function readTemplate(): Study {
  const reading = readStudy(JSON.parse(readFileSync('resources/templates/prism-x.study.json', 'utf8')));
  if (!reading.ok) throw new Error('The template PRISM-X can not be read.');
  return reading.study;
}

export function settingsFor(endpoint: () => ModelEndpoint, stored: StoredSettings = initialSettings): Settings {
  let current = stored;
  const file = { read: () => current, write: (next: StoredSettings) => void (current = next), problem: null };
  const secrets = { canStore: () => false, encrypt: (text: string) => text, decrypt: (text: string) => text };
  return new Settings({ file, keys: new KeyRing(secrets, {}), studies: () => [prismX], practiceEndpoint: endpoint });
}

/** Jobs as the app has them, over a real storage and an endpoint. */
export function jobsOver(
  storage: Storage,
  endpoint: () => ModelEndpoint,
  { tastes = { 'K7-264-M': pairs(12) }, withValidation = false, ...more }: Partial<TuningSurroundings> & { tastes?: Tastes; withValidation?: boolean } = {},
): TuningJobs {
  const jobs = new TuningJobs({
    storage,
    settings: settingsFor(endpoint),
    studies: () => [prismX, { ...prismX, id: 'another-study' }],
    trainingFiles: (_recipe, scope) => filesOf(tastes, scope, withValidation),
    clock: systemClock,
    pauses: { firstMilliseconds: 10, longestMilliseconds: 40 },
    ...more,
  });
  onTestFinished(() => jobs.close());
  return jobs;
}

export async function startOne(jobs: TuningJobs, wanted: TuningRequest): Promise<TuningJob> {
  const [job] = await jobs.start(wanted);
  if (job === undefined) throw new Error('Nothing was started.');
  return job;
}

/** Waits until something holds of a job. */
export async function until(jobs: TuningJobs, id: number, holds: (job: TuningJob) => boolean): Promise<TuningJob> {
  const end = Date.now() + 10_000;
  for (;;) {
    const job = jobs.list().find((each) => each.id === id);
    if (job !== undefined && holds(job)) return job;
    if (Date.now() > end) throw new Error(`Waited in vain: ${JSON.stringify(job)}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export const isOver = ({ status }: TuningJob): boolean => ['succeeded', 'failed', 'cancelled'].includes(status);
