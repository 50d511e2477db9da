import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { ConnectionVerdict } from '../../../shared/contract/moderator.ts';
import { ClockWatch } from '../../../electron/preflight/clock-watch.ts';
import { readLinuxPower } from '../../../electron/preflight/linux-power.ts';
import { runPreflight, type PreflightSurroundings } from '../../../electron/preflight/preflight.ts';
import { resolveModels } from '../../../electron/settings/resolve-models.ts';
import { initialSettings } from '../../../electron/settings/stored-settings.ts';
import { readStudyFiles } from '../../../electron/studies/study-files.ts';

const study = readStudyFiles('resources/studies')[0]!;
const models = resolveModels(study, initialSettings, null);
const verdict = (name: ConnectionVerdict['verdict']): ConnectionVerdict => ({ verdict: name, milliseconds: 12, detail: 'x' });

const allWell: PreflightSurroundings = {
  resolveModels: () => models,
  checkModel: () => Promise.resolve(verdict('works')),
  dependsOnMemory: () => false,
  freeBytes: () => 50 * 1024 ** 3,
  databaseIsSound: () => true,
  erasingIsUnfinished: () => false,
  clockIsSane: () => true,
  displays: () => 2,
  power: () => 'mains',
  pinIsSet: () => true,
};

async function lines(change: Partial<PreflightSurroundings>): Promise<Record<string, string>> {
  const checks = await runPreflight(study, { ...allWell, ...change });
  return Object.fromEntries(checks.map(({ id, verdict: result, reason }) => [id, `${result}: ${reason}`]));
}

it('finds nothing when all is well', async () => {
  expect(await lines({})).toEqual({
    models: 'ok: ok',
    keys: 'ok: ok',
    disk: 'ok: ok',
    database: 'ok: ok',
    clock: 'ok: ok',
    display: 'ok: second',
    power: 'ok: mains',
    pin: 'ok: ok',
  });
});

it('warns of everything that can spoil a session', async () => {
  const poor = await lines({
    dependsOnMemory: () => true,
    freeBytes: () => 1024 ** 3,
    databaseIsSound: () => false,
    erasingIsUnfinished: () => true,
    clockIsSane: () => false,
    displays: () => 1,
    power: () => 'battery',
    pinIsSet: () => false,
  });
  expect(poor).toMatchObject({
    keys: 'attention: memory-only',
    disk: 'attention: low',
    database: 'problem: damaged',
    clock: 'attention: odd',
    display: 'attention: same',
    power: 'attention: battery',
    pin: 'attention: missing',
  });
  expect(await lines({ freeBytes: () => 1024 })).toMatchObject({ disk: 'problem: full' });
});

it('asks every distinct model once, all at the same time, and names none', async () => {
  let running = 0;
  let most = 0;
  const asked: string[] = [];
  const checks = await runPreflight(study, {
    ...allWell,
    async checkModel({ model }) {
      const isFirst = asked.push(model) === 1;
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return verdict(isFirst ? 'refused-key' : 'works');
    },
  });
  expect(new Set(asked).size).toBe(asked.length);
  expect(most).toBe(asked.length);
  expect(checks[0]).toMatchObject({ id: 'models', verdict: 'problem', reason: 'failed', values: { working: asked.length - 1, total: asked.length } });
  for (const { model } of models) expect(JSON.stringify(checks)).not.toContain(model.model);
});

it.each([
  ['slow', 'attention: slow'],
  ['key-missing', 'problem: key-missing'],
  ['unreachable', 'problem: failed'],
] as const)('tells of models that are %s', async (name, line) => {
  expect(await lines({ checkModel: () => Promise.resolve(verdict(name)) })).toMatchObject({ models: line });
});

it('notices a clock that was set during the day, but not a night’s sleep', () => {
  let utc = Date.parse('2026-05-04T08:00:00Z');
  let monotonic = 0;
  const clock = new ClockWatch({ utcMilliseconds: () => utc, monotonicMilliseconds: () => monotonic });
  utc += 3_600_000;
  monotonic += 3_600_000;
  expect(clock.isSane()).toBe(true);
  utc += 8 * 3_600_000;
  expect(clock.isSane()).toBe(false);
  clock.beginAgain();
  expect(clock.isSane()).toBe(true);
  utc = Date.parse('1970-01-01T00:00:00Z');
  clock.beginAgain();
  expect(clock.isSane()).toBe(false);
});

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function supplies(entries: Record<string, Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'visavis-power-'));
  folders.push(folder);
  for (const [name, files] of Object.entries(entries)) {
    mkdirSync(join(folder, name));
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, name, file), `${text}\n`);
  }
  return folder;
}

it('knows where a Linux laptop gets its power from', () => {
  const battery = { type: 'Battery' };
  expect(readLinuxPower(supplies({ AC: { type: 'Mains', online: '1' }, BAT0: battery }))).toBe('mains');
  expect(readLinuxPower(supplies({ AC: { type: 'Mains', online: '0' }, BAT0: battery }))).toBe('battery');
  expect(readLinuxPower(supplies({ mouse: { type: 'Battery', scope: 'Device' } }))).toBe('unknown');
  expect(readLinuxPower('/nowhere/at/all')).toBe('unknown');
});
