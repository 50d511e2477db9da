import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../../electron/models/clock.ts';
import { openStorage } from '../../../electron/storage/open-storage.ts';
import { TuningJobs } from '../../../electron/tuning/tuning-jobs.ts';
import { filesOf, pairs, request } from './training-words.ts';

/** A process that trains a model and is killed, as by a flat battery, at one of the places where it stores something. */
const [folder = '', baseURL = '', apiKey = '', killAt = '0'] = process.argv.slice(2);
const storage = await openStorage(folder);
let place = 0;

function dieHere(): void {
  place += 1;
  if (place === Number(killAt)) process.kill(process.pid, 'SIGKILL');
}

function around<Arguments extends readonly unknown[], Value>(store: (...given: Arguments) => Value): (...given: Arguments) => Value {
  return (...given) => {
    dieHere();
    const value = store(...given);
    dieHere();
    return value;
  };
}

const jobs = new TuningJobs({
  storage: {
    ...storage,
    addTuningRow: around((content) => storage.addTuningRow(content)),
    updateTuningRow: around((id, content) => storage.updateTuningRow(id, content)),
    recordCopy: around((copy) => storage.recordCopy(copy)),
  },
  settings: {
    addressOf: () => 'practice',
    endpointOf: () => ({ baseURL, apiKey }),
    commonModelOf: () => {
      throw new Error('Nothing is put to use here.');
    },
    mapArm: () => undefined,
  },
  studies: () => {
    throw new Error('Nothing is put to use here.');
  },
  trainingFiles: (_recipe, scope) => filesOf({ 'K7-264-M': pairs(12) }, scope, true),
  clock: systemClock,
  pauses: { firstMilliseconds: 5, longestMilliseconds: 20 },
});
await jobs.start(request());
while (jobs.list().some(({ status }) => status !== 'succeeded')) await delay(5);
await jobs.close();
storage.close();
