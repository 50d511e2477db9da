import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ElectronApplication, Locator, Page } from '@playwright/test';
import { PreferenceManifest } from '../../shared/preferences/manifest.ts';
import { preferenceFormats, type PreferenceFormat } from '../../shared/preferences/recipe.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { generatePrism } from '../prism/generate.ts';
import { closeSession, home, startSession } from './robot/moderator.ts';
import { press } from './robot/researcher.ts';
import { createRobot, playUntil } from './robot/robot.ts';
import { callApp, lockStudy } from './setting/designs.ts';
import { openFrom } from './setting/dialogs.ts';
import { importFolder } from './setting/imported-people.ts';
import { armOf, goodbye, sessionOf, smallStudy, talks } from './setting/small-study.ts';
import { expect, test } from './setting/test.ts';
import { readTruth } from './setting/truth.ts';
import { resize } from './setting/windows.ts';
import { words } from './setting/words.ts';

const title = 'Tuned to people';
const base = 'practice-agreeable';

/** What was collected in the first session is trained on; the second is evaluated. */
function loopStudy(): Study {
  const common = armOf('own', 'Own', base);
  const once = { minimum: 2, maximum: 2 };
  return smallStudy({
    arms: [armOf('generic', 'Generic', 'practice-brief'), armOf('pooled', 'Pooled', base), { ...common, personalisation: { kind: 'own-model', model: null, withoutOne: 'common' } }],
    sessions: [
      sessionOf('first', [talks({ kind: 'parallel', sendTo: 'all' }, once), goodbye]),
      sessionOf('second', [{ ...talks({ kind: 'parallel', sendTo: 'all' }, once), id: 'evaluated', title: 'Evaluated' }, { ...goodbye, id: 'goodbye-again' }], { minimumDays: 0, maximumDays: 14 }),
    ],
  });
}

test('collect, build, tune, evaluate: offline, through a failed, a cancelled and an interrupted training, to a session with the models that came out', async ({ open, dataFolder }) => {
  test.setTimeout(500_000);
  const collecting = await open();
  let { app, moderator: page } = collecting;
  await home(page).waitFor();
  await resize(app, 'moderator', 1280, 800);
  const studyId = await lockStudy(page, title, { ...loopStudy() });

  const code = await test.step('collect: conversations are imported, and one of the people comes for a session', async () => {
    const folder = path.join(dataFolder, 'earlier-study');
    generatePrism(folder, { people: 6, seed: 'tuning loop' });
    await importFolder(app, page, studyId, folder);
    const { people } = await callApp(page, 'people/list', { studyId });
    const own = people.toSorted((a, b) => b.importedConversations - a.importedConversations)[0]?.participantCode ?? '';
    await startSession(page, { code: own, pin: '4961', study: title, moderator: 'AB' });
    await playUntil(await collecting.participant(), createRobot({ seed: 'collects', turns: 2 }));
    await closeSession(page);
    return own;
  });

  const built = await test.step('build: the recipe leaves out what will be evaluated, says what is wrong with it, and shows what it makes', async () => {
    await openData(page);
    await expect(page.getByRole('region', { name: title, exact: true })).toContainText('one session');
    const gap = page.getByRole('textbox', { name: words('data.recipe.minimum-gap'), exact: true });
    const exportButton = page.getByRole('button', { name: words('data.export.open'), exact: true });
    await gap.fill('a lot');
    await expect(gap).toHaveAccessibleDescription(new RegExp(words('data.recipe.problem.minimumGap')));
    await expect(exportButton).toHaveAttribute('aria-disabled', 'true');
    await gap.fill('10');
    await leaveOutEvaluated(page);
    await expect(exportButton).not.toHaveAttribute('aria-disabled', 'true');
    await expect(page.locator('.data-example').first()).toBeVisible();
    return figure(page, words('data.preview.pairs'));
  });
  expect(built).toBeGreaterThan(50);

  await test.step('exported in every format, by keyboard: whole, as the manifest says, and as much as was shown', async () => {
    for (const format of preferenceFormats) {
      const parent = path.join(dataFolder, `out-${format}`);
      await mkdir(parent);
      await exportByKeyboard(app, page, format, parent);
      const [name = ''] = await readdir(parent);
      const exported = await readExport(path.join(parent, name));
      expect(exported.manifest.file_format).toBe(format);
      expect(exported.manifest.pairs).toBe(built);
      expect(exported.manifest.recipe.sources[0]?.leaveOut.stageIds).toEqual(['evaluated']);
      checkFormat(format, exported, built);
    }
  });
  await collecting.kill();

  // Training takes its natural time from here on, so that it can be cut off in the middle; the first one fails.
  const training = await open({ env: { VISAVIS_PRACTICE_SPEED: '1', VISAVIS_PRACTICE_FAULTS: `${base}=tuning-fails:1` } });
  ({ app, moderator: page } = training);
  await home(page).waitFor();
  await resize(app, 'moderator', 1280, 800);
  const pooled = words('data.tuning.for.pooled');
  await test.step('tune: a model for everybody is planned with its cost, fails, and is tried again', async () => {
    await openData(page);
    await leaveOutEvaluated(page);
    await page.getByRole('tab', { name: words('data.tab.tuning'), exact: true }).click();
    await press(page, words('data.tuning.plan'));
    await expect(page.getByText(words('data.tuning.problem.model'))).toBeVisible();
    await page.getByLabel(words('ui.model.provider'), { exact: true }).selectOption('practice');
    await page.getByLabel(words('data.tuning.base-model'), { exact: true }).fill(base);
    await page.getByLabel(words('data.tuning.epochs'), { exact: true }).fill('2');
    await page.getByLabel(words('data.tuning.price'), { exact: true }).fill('1000');
    await press(page, words('data.tuning.plan'));
    const plan = page.getByRole('dialog');
    await expect(plan).toContainText(words('data.tuning.leaves.nothing'));
    const row = plan.getByRole('row').filter({ hasText: pooled }).getByRole('cell');
    const [, , tokens = '', cost = ''] = await row.allInnerTexts();
    // Two passes at a thousand a million tokens.
    expect(Number(cost)).toBeCloseTo((numberOf(tokens) * 2) / 1000, 1);
    await press(plan, words('data.tuning.start', { count: 1 }));
    await expect(plan).toHaveCount(0);
    const job = card(page, pooled);
    await expect(status(job)).toHaveText(words('data.tuning.status.failed'), { timeout: 90_000 });
    await expect(job.locator('.notice')).not.toBeEmpty();
    await press(job, words('data.tuning.retry.named', { name: pooled }));
    await expect(status(job)).not.toHaveText(words('data.tuning.status.failed'));
  });

  const planned = await test.step('one for each participant with enough pairs, of which one is cancelled', async () => {
    await page.getByRole('radio', { name: words('data.tuning.scope.per-participant'), exact: true }).check();
    await press(page, words('data.tuning.plan'));
    const plan = page.getByRole('dialog');
    const ready = plan.locator('tbody tr').filter({ hasNot: page.locator('.data-plan-problem') });
    await expect(ready.first()).toBeVisible();
    const names = await ready.locator('td:first-child').allInnerTexts();
    await press(plan, words('data.tuning.start', { count: names.length }));
    await expect(plan).toHaveCount(0);
    return names;
  });
  expect(planned.length).toBeGreaterThan(2);
  const own = words('data.tuning.for.participant', { code });
  expect(planned).toContain(own);
  const cancelled = planned.find((name) => name !== own) ?? '';
  await press(card(page, cancelled), words('data.tuning.cancel.named', { name: cancelled }));
  await expect(status(card(page, cancelled))).toHaveText(words('data.tuning.status.cancelled'));

  await test.step('the app is killed while models are trained', async () => {
    await expect(status(card(page, own))).toHaveText(words('data.tuning.status.running'), { timeout: 60_000 });
    await training.kill();
  });

  const using = await open();
  ({ app, moderator: page } = using);
  await home(page).waitFor();
  await resize(app, 'moderator', 1280, 800);
  await test.step('opened again, every job goes on to its end, and none is there twice', async () => {
    await openData(page);
    await page.getByRole('tab', { name: words('data.tab.tuning'), exact: true }).click();
    await expect(page.locator('.data-job')).toHaveCount(1 + planned.length);
    for (const name of [pooled, ...planned]) {
      await expect(status(card(page, name)), name).toHaveText(words(`data.tuning.status.${name === cancelled ? 'cancelled' : 'succeeded'}`), { timeout: 120_000 });
    }
    const service = JSON.parse(await readFile(path.join(dataFolder, 'practice', 'training.json'), 'utf8')) as { jobs: { id: string; suffix: string; metadata: Record<string, string> }[]; files: { name: string }[] };
    const marks = service.jobs.map(({ metadata }) => metadata['visavis_job']);
    // The failed one was made anew, so the service has one more; the cancelled one may never have got there.
    expect(new Set(service.jobs.map(({ suffix }) => suffix)).size).toBe(new Set(marks).size - 1);
    expect(new Set(marks).size).toBe(marks.length);
    expect(new Set(service.files.map(({ name }) => name)).size).toBe(service.files.length);
  });

  const models = await test.step('use: the model of everybody becomes an arm, those of the participants fill the table of another', async () => {
    const jobs = await callApp(page, 'tuning/list', {});
    const modelOf = (name: string): string => jobs.find(({ scope }) => (name === pooled ? scope.kind === 'pooled' : scope.kind === 'participant' && scope.participantCode === code))?.resultModel ?? '';
    await press(card(page, pooled), words('data.tuning.use.named', { name: pooled }));
    await useAs(page, 'Pooled');
    await expect(card(page, pooled)).toContainText(words('data.tuning.used-as.arm', { place: words('data.tuning.place', { study: title, arm: 'Pooled' }) }));
    const finished = planned.filter((name) => name !== cancelled);
    await press(page, words('data.tuning.use-all', { count: finished.length }));
    await useAs(page, 'Own');
    for (const name of finished) {
      await expect(card(page, name)).toContainText(words('data.tuning.used-as.people', { count: 1, place: words('data.tuning.place', { study: title, arm: 'Own' }) }));
    }
    const { entries } = await callApp(page, 'own-model/list', { studyId, armId: 'own' });
    const mapped = entries.filter(({ standing }) => standing === 'mapped');
    expect(mapped.map(({ participantCode }) => words('data.tuning.for.participant', { code: participantCode })).toSorted()).toEqual(finished.toSorted());
    return { pooled: modelOf(pooled), own: modelOf(own) };
  });
  await test.step('use: a draft takes the model into its arm, where the editor shows it', async () => {
    const { studyId: draftId } = await callApp(page, 'design/create', { title: 'The next study', from: { kind: 'study', studyId } });
    await page.getByRole('tab', { name: words('data.tab.preferences'), exact: true }).click();
    await page.getByRole('tab', { name: words('data.tab.tuning'), exact: true }).click();
    await press(card(page, pooled), words('data.tuning.use.named', { name: pooled }));
    await useAs(page, 'Pooled', words('data.tuning.use.draft', { name: 'The next study' }));
    await expect(card(page, pooled)).toContainText(words('data.tuning.used-as.arm', { place: words('data.tuning.place', { study: 'The next study', arm: 'Pooled' }) }));
    const { content } = await callApp(page, 'design/get', { studyId: draftId });
    expect(content).toMatchObject({ title: 'The next study', arms: expect.arrayContaining([expect.objectContaining({ name: 'Pooled', model: expect.objectContaining({ providerId: 'practice', model: models.pooled }) })]) });
    await callApp(page, 'design/discard', { studyId: draftId });
  });
  for (const model of Object.values(models)) expect(model).toMatch(/^ft:practice-agreeable:/);
  expect(models.own).not.toBe(models.pooled);

  await test.step('evaluate: in the second session the arms are asked under the new names', async () => {
    await press(page, words('moderator.home'));
    await startSession(page, { code, study: title, moderator: 'AB' });
    await playUntil(await using.participant(), createRobot({ seed: 'evaluates', turns: 2 }));
    await closeSession(page);
    const asked = readTruth(dataFolder, (storage) => {
      const second = storage.listSessions().find(({ sessionNumber }) => sessionNumber === 2)?.sessionId ?? '';
      return storage.readEvents(second).flatMap((event) => (event.kind === 'call-started' ? [[event.payload.armId, event.payload.model.model] as const] : []));
    });
    expect(asked).toHaveLength(6);
    expect(Object.fromEntries(asked)).toEqual({ generic: 'practice-brief', pooled: models.pooled, own: models.own });
    expect(new Set(asked.map((each) => each.join())).size).toBe(3);
  });

  await test.step('and what was evaluated stays out of the next data set, unless somebody wants it', async () => {
    await openData(page);
    await page.getByRole('textbox', { name: words('data.recipe.minimum-gap'), exact: true }).fill('10');
    await expect.poll(() => figure(page, words('data.preview.pairs'))).toBeGreaterThan(built);
    await leaveOutEvaluated(page);
    await expect.poll(() => figure(page, words('data.preview.pairs'))).toBe(built);
  });
});

async function openData(page: Page): Promise<void> {
  await press(page, words('moderator.data'));
  await page.getByRole('region', { name: title, exact: true }).getByRole('checkbox').first().check();
  await page.locator('.data-figures').waitFor();
}

async function leaveOutEvaluated(page: Page): Promise<void> {
  await page.locator('.data-left-out > summary').click();
  await page.getByRole('group', { name: words('data.source.left-out.stages'), exact: true }).getByRole('checkbox', { name: 'Evaluated', exact: true }).check();
  await expect(page.getByRole('region', { name: words('data.preview.title'), exact: true })).toHaveAttribute('aria-busy', 'false');
}

/** A figure of the preview, once it stands for the recipe as it is. */
async function figure(page: Page, label: string): Promise<number> {
  await expect(page.getByRole('region', { name: words('data.preview.title'), exact: true })).toHaveAttribute('aria-busy', 'false');
  const value = page.locator('.data-figures > div').filter({ has: page.locator('dt').getByText(label, { exact: true }) }).locator('dd');
  return numberOf((await value.evaluate((element) => element.firstChild?.textContent)) ?? '');
}

function numberOf(text: string): number {
  return Number(text.replaceAll(/[^\d.]/g, ''));
}

function card(page: Page, name: string): Locator {
  return page.getByRole('listitem', { name, exact: true });
}

function status(job: Locator): Locator {
  return job.locator('.data-status');
}

/** Chooses study and arm in the dialog. */
async function useAs(page: Page, arm: string, study = title): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(words('data.tuning.use.study'), { exact: true }).selectOption({ label: study });
  await dialog.getByLabel(words('data.tuning.use.arm'), { exact: true }).selectOption({ label: arm });
  await press(dialog, words('data.tuning.use.go'));
  await expect(dialog).toHaveCount(0);
}

async function exportByKeyboard(app: ElectronApplication, page: Page, format: PreferenceFormat, parent: string): Promise<void> {
  await openFrom(app, parent);
  const opener = page.getByRole('button', { name: words('data.export.open'), exact: true });
  await opener.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: words('data.export.title'), exact: true });
  await dialog.getByRole('radio').first().focus();
  for (let step = preferenceFormats.indexOf(format); step > 0; step -= 1) await page.keyboard.press('ArrowDown');
  await expect(dialog.locator('label').filter({ has: page.getByText(words(`data.export.format.${format}`), { exact: true }) }).getByRole('radio')).toBeChecked();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(dialog.getByRole('button', { name: words('data.export.choose'), exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  const written = page.getByRole('dialog', { name: words('data.export.written'), exact: true });
  await expect(written).toContainText(parent);
  await expect(written.getByRole('button', { name: words('data.export.close'), exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(written).toHaveCount(0);
  await expect(opener).toBeFocused();
}

interface Exported {
  readonly manifest: PreferenceManifest;
  readonly files: ReadonlyMap<string, string>;
}

/** Every file of a folder, each checked against the manifest. */
async function readExport(folder: string): Promise<Exported> {
  const manifest = PreferenceManifest.parse(JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8')));
  expect((await readdir(folder)).toSorted()).toEqual([...manifest.files.map(({ name }) => name), 'manifest.json'].toSorted());
  const files = new Map<string, string>();
  for (const { name, bytes, sha256 } of manifest.files) {
    const content = await readFile(path.join(folder, name));
    expect([name, content.length, createHash('sha256').update(content).digest('hex')]).toEqual([name, bytes, sha256]);
    files.set(name, content.toString('utf8'));
  }
  return { manifest, files };
}

const rolesThen = ['user'] as const;
const saidBy = { trl: ['prompt', 'chosen', 'rejected'], 'openai-dpo': ['input', 'preferred_output', 'non_preferred_output'] } as const;

/** What the training code of a format looks for, and as many rows as there are pairs. */
function checkFormat(format: PreferenceFormat, { manifest, files }: Exported, pairs: number): void {
  const rowsOf = (name: string): Record<string, unknown>[] => (files.get(name) ?? '').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Record<string, unknown>);
  const stated = (name: string): number | undefined => manifest.files.find((each) => each.name === name)?.rows;
  expect(files.get('README.md')).toContain(title);
  switch (format) {
    case 'trl':
    case 'openai-dpo': {
      const [prompt, better, worse] = saidBy[format];
      const rows = ['train.jsonl', 'test.jsonl'].flatMap((name) => {
        expect(rowsOf(name)).toHaveLength(stated(name) ?? 0);
        return rowsOf(name);
      });
      expect(rows).toHaveLength(pairs);
      expect(rowsOf('train.jsonl')).toHaveLength(manifest.train_pairs);
      for (const row of rows) {
        expect(Object.keys(row)).toEqual([prompt, better, worse]);
        const asked = (format === 'trl' ? row[prompt] : (row[prompt] as { messages: unknown }).messages) as readonly { role: string }[];
        expect(asked.at(-1)?.role).toBe(rolesThen[0]);
        for (const said of [better, worse]) expect(row[said]).toMatchObject([{ role: 'assistant' }]);
        expect(JSON.stringify(row[better])).not.toBe(JSON.stringify(row[worse]));
      }
      return;
    }
    case 'p-rlhf': {
      const dialogs = JSON.parse(files.get('prism_data_dialog.json') ?? '') as Record<string, unknown>;
      const split = JSON.parse(files.get('prism_split_ids.json') ?? '') as Record<string, unknown>;
      expect(Object.keys(dialogs).length).toBe(stated('prism_data_dialog.json'));
      expect(Object.keys(dialogs).length).toBeGreaterThan(10);
      expect(Object.keys(split)).toContain('seen_user_ids');
      return;
    }
    case 'prism': {
      const conversations = rowsOf('conversations.jsonl');
      expect(conversations).toHaveLength(stated('conversations.jsonl') ?? 0);
      const people = new Set(rowsOf('survey.jsonl').map((row) => row['user_id']));
      for (const { user_id: userId } of conversations) expect(people).toContain(userId);
      expect(rowsOf('utterances.jsonl')).toHaveLength(stated('utterances.jsonl') ?? 0);
    }
  }
}
