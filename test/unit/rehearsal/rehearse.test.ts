import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { RehearsalCancelled } from '../../../electron/rehearsal/cancelled.ts';
import { readyToRehearse } from '../../../electron/rehearsal/ready-to-rehearse.ts';
import { RehearsalResult } from '../../../shared/rehearsal/rehearsal.ts';
import type { Study } from '../../../shared/study/protocol.ts';
import { stageOf, templateNames, templateStudy } from '../study/templates-at-hand.ts';
import { conversationsOnly, newFolder, parametersFor, rehearsed, workerEntry } from './rehearsals-at-hand.ts';

// Whole studies are played on all processors; others may be at work on them too.
vi.setConfig({ testTimeout: 120_000 });

/** What a seed settles. */
function settled({ measured: _measured, ...result }: RehearsalResult): Omit<RehearsalResult, 'measured'> {
  return result;
}

describe.each(templateNames)('a rehearsal of the template %s', (name) => {
  const study = templateStudy(name);

  it('goes down every path to its end, by the real engine, into a store that is sound', async () => {
    const result = RehearsalResult.parse(await rehearsed(study, parametersFor(study, 5)));
    expect(result.paths.failures).toEqual([]);
    expect(result.paths).toMatchObject({ complete: 5, leftEarly: 0, failed: 0 });
    expect(result.paths.stages.every(({ reached, finished }) => reached === 5 && finished === 5)).toBe(true);
    expect(result.storage).toMatchObject({ sessions: 5 * study.sessions.length, sound: true, findings: [] });
    expect(result.balance.tables).toEqual(result.balance.planned);
    for (const { held, tenthPercentile, median, ninetiethPercentile } of result.sessions) {
      expect(held).toBe(5);
      expect(tenthPercentile).toBeGreaterThan(60);
      expect(median).toBeGreaterThanOrEqual(tenthPercentile ?? Infinity);
      expect(ninetiethPercentile).toBeGreaterThanOrEqual(median ?? Infinity);
    }
  });
});

/** A study of two sessions a week apart, the second of which judges conversations of the first once more. */
function twoSessions(): Study {
  const study = templateStudy('prism-x');
  const [session] = study.sessions;
  const talk = stageOf(study, 'conversations');
  const [sheet] = talk.sheets;
  if (session === undefined || sheet === undefined) throw new Error('The template has changed.');
  return {
    ...study,
    sessions: [
      session,
      {
        id: 'again',
        title: 'Once more',
        expectedMinutes: 20,
        gap: { minimumDays: 7, maximumDays: 14 },
        stages: [
          { kind: 'instructions', id: 'welcome-back', title: 'Welcome back', text: 'Some of it comes again.' },
          { kind: 'repeats', id: 'repeats-later', title: 'Once more', of: talk.id, count: 2, prompt: 'You have seen these before.', sheets: [sheet.id] },
        ],
      },
    ],
  };
}

describe('a study of several sessions', () => {
  it('sees everybody again when the gap allows, with what they said the first time', async () => {
    const result = await rehearsed(twoSessions(), parametersFor(twoSessions(), 4));
    expect(result.paths).toMatchObject({ complete: 4, failed: 0, failures: [] });
    expect(result.storage).toMatchObject({ sessions: 8, sound: true });
    expect(result.sessions.map(({ held }) => held)).toEqual([4, 4]);
    const repeats = result.balance.tables.find(({ table, stageIds }) => table === 'repeat-position' && stageIds.includes('repeats-later'));
    expect(repeats?.counts.flat().reduce<number>((sum, count) => sum + (count ?? 0), 0)).toBe(8);
  });
});

describe('the seed of a rehearsal', () => {
  const study = conversationsOnly(templateStudy('pairwise-arena'));

  it('settles all that comes out, measured times excepted', async () => {
    const parameters = parametersFor(study, 30, { dropOut: 0.1 });
    const [first, second] = [await rehearsed(study, parameters), await rehearsed(study, parameters)];
    expect(settled(first)).toEqual(settled(second));
    const other = await rehearsed(study, { ...parameters, seed: 'another' });
    expect(settled(other)).not.toEqual(settled(first));
  });
});

describe('people who leave', () => {
  const study = conversationsOnly(templateStudy('pairwise-arena'));

  it('leave as often as asked for, between conversations, and are missed in what was played', async () => {
    const dropOut = 0.15;
    const participants = 60;
    const { paths, balance, storage } = await rehearsed(study, parametersFor(study, participants, { dropOut }));
    expect(paths.failed).toBe(0);
    expect(storage.sound).toBe(true);
    // After each conversation but the last, with which the session is over.
    const stays = (1 - dropOut) ** (stageOf(study, 'conversations').conversations.count - 1);
    expect(Math.abs(paths.complete / participants - stays)).toBeLessThan(5 * Math.sqrt((stays * (1 - stays)) / participants));
    expect(paths.leftEarly).toBe(participants - paths.complete);
    const total = (counts: readonly (readonly (number | null)[])[] | undefined): number => (counts ?? []).flat().reduce<number>((sum, count) => sum + (count ?? 0), 0);
    const [played, dealt] = [balance.tables, balance.planned].map((tables) => total(tables.find(({ table }) => table === 'arm-slot')?.counts));
    expect(played).toBeLessThan(dealt ?? 0);
  });
});

describe('a study with a fault', () => {
  it('is refused before anybody comes, where the check of studies finds it', () => {
    const study = templateStudy('pairwise-arena');
    const sheet = stageOf(study, 'conversations').turnSheet;
    if (sheet === null) throw new Error('The template has changed.');
    sheet.preferredBy = 'nobody';
    expect(() => readyToRehearse(study, parametersFor(study, 1))).toThrow('has 1 error');
  });

  it('is found at the stage where nobody can go on, where only trying tells', async () => {
    const study = templateStudy('single-arm-pilot');
    const profile = stageOf(study, 'questionnaire');
    const impossible = {
      type: 'text',
      name: 'contradiction',
      isRequired: true,
      validators: [{ type: 'expression', expression: "{contradiction} = 'yes' and {contradiction} = 'no'", text: 'Nothing will do.' }],
    };
    profile.survey = { pages: [{ name: 'only', elements: [impossible] }] };
    const { paths } = await rehearsed(study, parametersFor(study, 3));
    expect(paths).toMatchObject({ complete: 0, failed: 3 });
    expect(paths.failures[0]).toMatchObject({ stageId: profile.id, sessionNumber: 1 });
    expect(paths.failures[0]?.reason).toContain('Nothing will do.');
    expect(paths.stages.find(({ stageId }) => stageId === profile.id)).toMatchObject({ reached: 3, finished: 0 });
  });

  it('says which parameters do not fit it', () => {
    const study = templateStudy('prism-x');
    const parameters = parametersFor(study, 1);
    const biased = { ...parameters, chooser: { ...parameters.chooser, positionBias: { kind: 'slots', logOdds: [1, 0] } } };
    expect(() => readyToRehearse(study, biased)).toThrow('each of the 4 slots');
    expect(() => readyToRehearse(study, { ...parameters, replyCharacters: { nobody: { mean: 1, standardDeviation: 0 } } })).toThrow('no arm "nobody"');
    expect(() => readyToRehearse(study, { ...parameters, participants: 0 })).toThrow('participants');
  });
});

describe('cancelling', () => {
  it('stops at once and leaves nothing behind', async () => {
    const study = templateStudy('prism-x');
    const folder = newFolder();
    const controller = new AbortController();
    const seen: string[] = [];
    const running = rehearsed(study, parametersFor(study, 2_000), {
      folder,
      signal: controller.signal,
      progress: ({ done }) => {
        seen.push(...readdirSync(folder));
        if (done > 0) controller.abort();
      },
    });
    await expect(running).rejects.toBeInstanceOf(RehearsalCancelled);
    expect(seen.length).toBeGreaterThan(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves nothing behind when a worker cannot even begin', async () => {
    const folder = newFolder();
    const study = templateStudy('single-arm-pilot');
    const worker = new URL('no-such-worker.ts', workerEntry);
    await expect(rehearsed(study, parametersFor(study, 2), { folder, worker })).rejects.toThrow('no-such-worker');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves nothing behind when all went well', async () => {
    const folder = join(newFolder(), 'made-when-needed');
    const study = conversationsOnly(templateStudy('single-arm-pilot'));
    await rehearsed(study, parametersFor(study, 3), { folder });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('the power of a study', () => {
  const study: Study = { ...templateStudy('prism-x') };
  const [first, second] = study.arms.map((arm) => arm.id);
  const asked = (worth: number, expectation: 'different' | 'first-better') => {
    const parameters = parametersFor(conversationsOnly(study), 1, { worths: { [first ?? '']: worth }, worthSpread: 0.3 });
    const contrasts = [{ first: first ?? '', second: second ?? '', expectation, margin: null }];
    return { ...parameters, power: { contrasts, sampleSizes: [20, 40], runs: 400 } };
  };

  it('is the level of the test when there is no effect', async () => {
    const { power } = await rehearsed(conversationsOnly(study), asked(0, 'different'));
    const { significance } = study.analysis;
    expect(power.obstacle).toBeNull();
    for (const point of power.curves[0]?.points ?? []) {
      expect(Math.abs(point.power - significance)).toBeLessThan(5 * Math.sqrt((significance * (1 - significance)) / point.runs));
    }
    expect(power.curves[0]?.points).toHaveLength(2);
  });

  it('grows with effect and sample, and tells its Monte Carlo error', async () => {
    const { power } = await rehearsed(conversationsOnly(study), asked(0.35, 'first-better'));
    const [few, many] = power.curves[0]?.points ?? [];
    expect(many?.power).toBeGreaterThan(few?.power ?? 1);
    expect(many?.standardError).toBeCloseTo(Math.sqrt(((many?.power ?? 0) * (1 - (many?.power ?? 0))) / 400), 10);
  });

  it('is not simulated where the analysis plan leaves nothing to test, and says why', async () => {
    const pilot = conversationsOnly(templateStudy('single-arm-pilot'));
    const { power } = await rehearsed(pilot, { ...parametersFor(pilot, 1), power: { contrasts: null, sampleSizes: null, runs: 10 } });
    expect(power).toMatchObject({ obstacle: 'one-arm', curves: [] });
  });
});

