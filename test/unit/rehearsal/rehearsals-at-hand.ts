import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { rehearse, type RehearsalSurroundings } from '../../../electron/rehearsal/rehearse.ts';
import { type RehearsalParameters, type RehearsalResult, usualRehearsal } from '../../../shared/rehearsal/rehearsal.ts';
import type { Study } from '../../../shared/study/protocol.ts';

export const workerEntry = new URL('../../../electron/rehearsal/worker.ts', import.meta.url);

/** An empty folder for one test, removed afterwards. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'visavis-rehearsal-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** What is usual, without power, for people who stay. */
export function parametersFor(study: Study, participants: number, changes: Partial<RehearsalParameters['chooser']> = {}, seed = 'rehearsed'): RehearsalParameters {
  const usual = usualRehearsal(study, participants, seed);
  return { ...usual, power: null, chooser: { ...usual.chooser, dropOut: 0, ...changes } };
}

export function rehearsed(
  study: Study,
  parameters: RehearsalParameters,
  surroundings: Partial<RehearsalSurroundings> = {},
): Promise<RehearsalResult> {
  return rehearse(study, parameters, {
    folder: newFolder(),
    worker: workerEntry,
    signal: new AbortController().signal,
    progress: () => undefined,
    ...surroundings,
  });
}

/** A study in which nothing but the conversations is left, so that many can be played in little time. */
export function conversationsOnly(study: Study): Study {
  const [session] = study.sessions;
  if (session === undefined) throw new Error('The study has no session.');
  return { ...study, sessions: [{ ...session, stages: session.stages.filter((stage) => stage.kind === 'conversations') }] };
}
