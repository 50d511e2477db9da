import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { exportStudy } from '../../../electron/exchange/export-study.ts';
import { formFiller, playShare } from '../../../electron/rehearsal/play-share.ts';
import { openStorage, openStorageForReading } from '../../../electron/storage/open-storage.ts';
import { allocateList } from '../../../shared/allocation/list.ts';
import { normalQuantile } from '../../../shared/statistics/normal.ts';
import { fitPlackettLuce, type Ranking } from '../../../shared/statistics/plackett-luce.ts';
import { designOf } from '../../../shared/study/allocation-design.ts';
import type { Slot } from '../../../shared/session/events.ts';
import type { RehearsalParameters } from '../../../shared/rehearsal/rehearsal.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { templateStudy } from '../study/templates-at-hand.ts';
import { conversationsOnly, newFolder, parametersFor } from './rehearsals-at-hand.ts';

// Whole studies are played on all processors; others may be at work on them too.
vi.setConfig({ testTimeout: 120_000 });

const seed = process.env['VISAVIS_TEST_SEED'] ?? String(Date.now() % 2 ** 31);
console.info(`stored judgements: VISAVIS_TEST_SEED=${seed}`);

const study = conversationsOnly(templateStudy('prism-x'));
const armIds = study.arms.map((arm) => arm.id);

/** Plays participants into a database that stays, and returns its folder. */
async function played(participants: number, parameters: RehearsalParameters, of: Study = study): Promise<string> {
  const folder = join(newFolder(), 'share');
  const rows = allocateList(designOf(of), participants);
  await playShare({ study: of, parameters, rows, first: 1, folder, fillForm: formFiller(parameters.seed) }, () => undefined);
  return folder;
}

/** Every stored ranking as tiers of indices, by arm or by slot. */
function rankingsIn(folder: string, by: 'arm' | 'slot'): readonly Ranking[] {
  const storage = openStorageForReading(folder, { purpose: 'rehearsal' });
  try {
    return storage.listSessions().flatMap(({ sessionId }) => {
      const events = storage.readEvents(sessionId);
      const trials = events.flatMap((event) => (event.kind === 'session-created' ? event.payload.trials : []));
      return events.flatMap((event): Ranking[] => {
        if (event.kind !== 'ranking-given') return [];
        const { slots } = trials.find(({ conversationId }) => conversationId === event.payload.conversationId) ?? { slots: [] };
        const indexOf = (slot: Slot): number =>
          by === 'slot' ? slots.findIndex((each) => each.slot === slot) : armIds.indexOf(slots.find((each) => each.slot === slot)?.armId ?? '');
        return [event.payload.places.filter((place) => place.length > 0).map((place) => place.map(indexOf))];
      });
    });
  } finally {
    storage.close();
  }
}

describe('what a researcher sets comes out of the store again', () => {
  const participants = 50;
  const rankings = participants * 6;
  /** A fitted worth of so many rankings of four lies within this of the truth, but for one time in a million. */
  const tolerance = normalQuantile(1 - 5e-7) * Math.sqrt(72 / 23 / rankings);
  const plain = { worthSpread: 0, tieRate: 0, lengthBias: 0, positionBias: { kind: 'none' } as const, turns: { usual: 2, continuation: 0 } };

  it('worths of arms, as Plackett–Luce fits them', async () => {
    const worths = Object.fromEntries(armIds.map((armId, index) => [armId, [-0.6, 0.1, 0, 0.5][index] ?? 0]));
    const found = rankingsIn(await played(participants, parametersFor(study, participants, { ...plain, worths }, `worths ${seed}`)), 'arm');
    expect(found).toHaveLength(rankings);
    const fit = fitPlackettLuce(found, armIds.length);
    [-0.6, 0.1, 0, 0.5].forEach((worth, index) => expect(Math.abs((fit.worths[index] ?? NaN) - worth)).toBeLessThan(tolerance));
  });

  it('bias of places', async () => {
    const logOdds = [0.6, 0.1, -0.2, -0.5];
    const parameters = parametersFor(study, participants, { ...plain, positionBias: { kind: 'slots', logOdds } }, `places ${seed}`);
    const fit = fitPlackettLuce(rankingsIn(await played(participants, parameters), 'slot'), 4);
    logOdds.forEach((bias, index) => expect(Math.abs((fit.worths[index] ?? NaN) - bias)).toBeLessThan(tolerance));
  });
});

describe('a database of a rehearsal', () => {
  it('is never opened as data: not to write, not to read, not to export', async () => {
    const folder = await played(2, parametersFor(study, 2));
    await expect(openStorage(folder)).rejects.toMatchObject({ code: 'other-purpose' });
    expect(() => openStorageForReading(folder)).toThrow(/rehearsal/i);
    const storage = openStorageForReading(folder, { purpose: 'rehearsal' });
    try {
      const [version] = storage.listVersions();
      expect(version).toMatchObject({ lockedBy: 'Rehearsal' });
      expect(storage.listSessions().every(({ moderator, participantCode }) => moderator === 'Rehearsal' && participantCode.startsWith('R0000'))).toBe(true);
    } finally {
      storage.close();
    }
    expect(() => exportStudyOf(folder)).toThrow(/rehearsal/i);
  });
});

/** As the command does it: the folder is opened as data first, and that is where it ends. */
function exportStudyOf(folder: string): Promise<unknown> {
  const storage = openStorageForReading(folder);
  return exportStudy(storage, study.id, join(folder, 'out.zip'), { now: new Date(), appVersion: '0' });
}
