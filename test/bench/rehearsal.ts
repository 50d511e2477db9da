import { resolve } from 'node:path';
import { readyToRehearse } from '../../electron/rehearsal/ready-to-rehearse.ts';
import { rehearse } from '../../electron/rehearsal/rehearse.ts';
import { readStudyFile } from '../../electron/studies/study-files.ts';
import { usualRehearsal } from '../../shared/rehearsal/rehearsal.ts';
import { type Figure, figureOf } from './figure.ts';

const participants = 1_000;
const template = resolve(import.meta.dirname, '../../resources/templates/prism-x.study.json');
const worker = new URL('../../electron/rehearsal/worker.ts', import.meta.url);

/**
 * A whole rehearsal of the PRISM-X template: 1,000 participants from consent to debrief, six conversations of
 * four arms each, and the check of every database. Power is no part of it; the aim is meant for two processors.
 */
export async function measureRehearsal(folder: string): Promise<Figure> {
  const { study } = readStudyFile(template);
  if (study === null) throw new Error(`The template ${template} cannot be read.`);
  const parameters = readyToRehearse(study, { ...usualRehearsal(study, participants, 'bench'), power: null });
  const before = process.cpuUsage();
  const result = await rehearse(study, parameters, { folder, worker, signal: new AbortController().signal, progress: () => undefined });
  const { user, system } = process.cpuUsage(before);
  if (result.paths.failed > 0 || !result.storage.sound) throw new Error('The rehearsal found a fault, so its time says nothing.');
  const seconds = result.measured.milliseconds / 1_000;
  return figureOf({
    name: 'rehearsal',
    meaning: 'Rehearsal of 1,000 participants, six conversations of four arms',
    value: seconds,
    unit: 's',
    aim: 60,
    samples: participants,
    details: {
      'events (1/s)': result.storage.events / seconds,
      events: result.storage.events,
      'time of processors, all threads (s)': (user + system) / 1e6,
      threads: result.measured.workers,
      'databases, thrown away (MB)': result.measured.databaseBytes / 1e6,
    },
  });
}
