import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { rehearsalHandlers } from '../../../electron/ipc/rehearsal-calls.ts';
import { Rehearsals } from '../../../electron/rehearsal/rehearsals.ts';
import { studyDigest } from '../../../electron/storage/canonical.ts';
import { openStorage } from '../../../electron/storage/open-storage.ts';
import type { Storage } from '../../../electron/storage/storage.ts';
import { RehearsalState } from '../../../shared/contract/design.ts';
import { RehearsalResult } from '../../../shared/rehearsal/rehearsal.ts';
import { templateStudy } from '../study/templates-at-hand.ts';
import { conversationsOnly, newFolder, parametersFor, workerEntry } from './rehearsals-at-hand.ts';

// Whole studies are played on all processors; others may be at work on them too.
vi.setConfig({ testTimeout: 120_000 });

const study = conversationsOnly(templateStudy('single-arm-pilot'));

interface Opened {
  readonly storage: Storage;
  readonly rehearsals: Rehearsals;
  /** Where throw-away databases go. */
  readonly folder: string;
}

async function opened(dataFolder = newFolder()): Promise<Opened> {
  const storage = await openStorage(dataFolder);
  const folder = join(dataFolder, 'rehearsals');
  const rehearsals = new Rehearsals({ storage, studyOf: () => study, folder, worker: workerEntry });
  onTestFinished(async () => {
    await rehearsals.close();
    storage.close();
  });
  return { storage, rehearsals, folder };
}

async function untilDone(rehearsals: Rehearsals): Promise<RehearsalState> {
  while (rehearsals.get(study.id).running !== null) await delay(20);
  return RehearsalState.parse(rehearsals.get(study.id));
}

describe('a rehearsal in the app', () => {
  it('runs in the background and is kept with the study, under the digest of what was rehearsed', async () => {
    const { rehearsals, storage, folder } = await opened();
    const parameters = parametersFor(study, 4);
    const begun = RehearsalState.parse(rehearsals.start(study.id, parameters));
    expect(begun).toMatchObject({ running: { studyId: study.id, progress: { phase: 'sessions', done: 0, of: 4 } }, finished: [], problem: null });
    const { finished, problem } = await untilDone(rehearsals);
    expect(problem).toBeNull();
    expect(finished).toHaveLength(1);
    expect(finished[0]).toMatchObject({ studyDigest: studyDigest(study), parameters });
    expect(RehearsalResult.parse(finished[0]?.result)).toMatchObject({ kind: 'rehearsal', paths: { complete: 4 } });
    expect(storage.listSessions()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is one at a time', async () => {
    const { rehearsals } = await opened();
    rehearsals.start(study.id, parametersFor(study, 500));
    expect(() => rehearsals.start('another', parametersFor(study, 1))).toThrow('A rehearsal is running already');
    expect(rehearsals.get('another').running?.studyId).toBe(study.id);
  });

  it('is cancelled with nothing kept, and says so', async () => {
    const { rehearsals, folder } = await opened();
    rehearsals.start(study.id, parametersFor(study, 5_000));
    const state = await rehearsals.cancel(study.id);
    expect(state).toEqual({ running: null, finished: [], problem: 'The rehearsal was cancelled. Nothing of it was kept.' });
    expect(readdirSync(folder)).toEqual([]);
    rehearsals.start(study.id, parametersFor(study, 2));
    expect((await untilDone(rehearsals)).problem).toBeNull();
  });

  it('makes way for a session', async () => {
    const { rehearsals } = await opened();
    rehearsals.start(study.id, parametersFor(study, 5_000));
    rehearsals.makeWayForSession();
    expect(await untilDone(rehearsals)).toMatchObject({ finished: [], problem: 'The rehearsal was stopped because a session began. Nothing of it was kept.' });
  });

  it('sweeps away what one left that was cut off together with the app', async () => {
    const dataFolder = newFolder();
    const left = join(dataFolder, 'rehearsals', 'rehearsal-cut-off');
    mkdirSync(left, { recursive: true });
    writeFileSync(join(left, 'visavis.db'), 'half');
    await opened(dataFolder);
    expect(existsSync(left)).toBe(false);
  });

  it('cannot be asked for, looked at or stopped while somebody judges: its results name arms', async () => {
    const { rehearsals } = await opened();
    const calls = rehearsalHandlers({ rehearsals: () => Promise.resolve(rehearsals), current: { isRunning: () => true } });
    await expect(calls['rehearsal/get']({ studyId: study.id })).rejects.toMatchObject({ code: 'session-running' });
    await expect(calls['rehearsal/start']({ studyId: study.id, parameters: {} })).rejects.toMatchObject({ code: 'session-running' });
    await expect(calls['rehearsal/cancel']({ studyId: study.id })).rejects.toMatchObject({ code: 'session-running' });
  });
});
