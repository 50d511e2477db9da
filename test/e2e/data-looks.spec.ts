import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { generatePrism } from '../prism/generate.ts';
import { home } from './robot/moderator.ts';
import { choose, field, form, openStudies, openStudy, part, press } from './robot/researcher.ts';
import { Inspection } from './setting/axe.ts';
import { callApp, lockTemplate } from './setting/designs.ts';
import { openFrom } from './setting/dialogs.ts';
import { importFolder } from './setting/imported-people.ts';
import { expectNothingSpills } from './setting/spills.ts';
import { expect, test, type OpenApp } from './setting/test.ts';
import { resize } from './setting/windows.ts';
import { words } from './setting/words.ts';

const title = 'Known people';
const base = 'practice-agreeable';
/** The first training breaks off. */
const env = { VISAVIS_PRACTICE_FAULTS: `${base}=tuning-fails:1` };

type Look = (what: string) => Promise<void>;

/** Every look of preference data, fine-tuning, and what makes an arm personal; what is looked at there is up to the test. */
async function tour({ app, moderator: page }: OpenApp, dataFolder: string, look: Look): Promise<void> {
  await home(page).waitFor();
  await press(page, words('moderator.data'));
  await expect(page.getByText(words('data.recipe.no-studies'))).toBeVisible();
  await look('preference data, nothing there');
  const studyId = await lockTemplate(page, 'prism-x', title);
  const folder = path.join(dataFolder, 'earlier-study');
  generatePrism(folder, { people: 6, seed: 'looks' });
  await importFolder(app, page, studyId, folder);
  await openFrom(app, await written(dataFolder));
  await dataTour(page, look);
  await writeFile(path.join(dataFolder, 'models.csv'), 'participant,model\nNOBODY-1,practice-warm\nNOBODY-2,\n');
  await openFrom(app, path.join(dataFolder, 'models.csv'));
  await editorTour(page, look);
}

async function written(dataFolder: string): Promise<string> {
  const parent = path.join(dataFolder, 'training-data');
  await mkdir(parent);
  return parent;
}

async function dataTour(page: Page, look: Look): Promise<void> {
  const dialog = page.getByRole('dialog');
  const preview = page.getByRole('region', { name: words('data.preview.title'), exact: true });
  await press(page, words('moderator.data'));
  await page.getByRole('region', { name: title, exact: true }).getByRole('checkbox').first().check();
  await expect(page.locator('.data-example').first()).toBeVisible();
  await expect(preview).toHaveAttribute('aria-busy', 'false');
  await look('preference data');
  await page.locator('.data-left-out > summary').click();
  await page.getByRole('group', { name: words('data.source.participants'), exact: true }).getByRole('radio', { name: words('data.source.participants.chosen'), exact: true }).check();
  await page.getByRole('textbox', { name: words('data.recipe.minimum-gap'), exact: true }).fill('a lot');
  await look('preference data, something wrong');
  await page.getByRole('group', { name: words('data.source.participants'), exact: true }).getByRole('radio', { name: words('data.source.participants.all'), exact: true }).check();
  await page.getByRole('textbox', { name: words('data.recipe.minimum-gap'), exact: true }).fill('10');
  await expect(page.locator('.data-example').first()).toBeVisible();
  await expect(preview).toHaveAttribute('aria-busy', 'false');
  await press(page, words('data.export.open'));
  await dialog.getByRole('radio').nth(2).check();
  await look('exporting');
  await press(dialog, words('data.export.choose'));
  await expect(dialog).toContainText('manifest.json');
  await look('exported');
  await press(dialog, words('data.export.close'));

  await page.getByRole('tab', { name: words('data.tab.tuning'), exact: true }).click();
  await expect(page.getByText(words('data.tuning.jobs.none'))).toBeVisible();
  await press(page, words('data.tuning.plan'));
  await look('fine-tuning, no job, no model');
  await page.getByLabel(words('ui.model.provider'), { exact: true }).selectOption('practice');
  await page.getByLabel(words('data.tuning.base-model'), { exact: true }).fill(base);
  await page.getByLabel(words('data.tuning.price'), { exact: true }).fill('25');
  await press(page, words('data.tuning.plan'));
  await press(dialog, words('data.tuning.start', { count: 1 }));
  await expect(page.locator('.data-status.failed')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('radio', { name: words('data.tuning.scope.per-participant'), exact: true }).check();
  await press(page, words('data.tuning.plan'));
  await expect(dialog.locator('tbody tr').first()).toBeVisible();
  await look('the plan of a training');
  await dialog.getByRole('button').last().click();
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('.data-status.succeeded').nth(2)).toBeVisible({ timeout: 60_000 });
  await page.locator('.data-job details > summary').first().click();
  await look('training jobs');
  await page.locator('.data-job').filter({ has: page.locator('.data-status.succeeded') }).first().getByRole('button', { name: new RegExp(`^${words('data.tuning.use')}`) }).click();
  await look('using a model');
  await page.keyboard.press('Escape');
}

async function editorTour(page: Page, look: Look): Promise<void> {
  const dialog = page.getByRole('dialog');
  await openStudies(page);
  await openStudy(page, title);
  await look('a locked study');
  await press(page, words('design.amend'));
  await choose(page, 'Prompted');
  await press(form(page), words('design.prompt.ready.open'));
  await expect(dialog.getByRole('region')).toBeVisible();
  await look('ready-made templates');
  await page.keyboard.press('Escape');
  const preview = part(page, words('design.form.part.prompt-preview'));
  const { people } = await callApp(page, 'people/list', { studyId: await studyIdOf(page) });
  const code = people.find(({ importedConversations }) => importedConversations > 0)?.participantCode ?? '';
  await preview.getByLabel(words('design.prompt.preview.participant'), { exact: true }).selectOption(code);
  await expect(preview.getByRole('region', { name: words('design.prompt.preview.prompt'), exact: true })).toBeVisible();
  await form(page).locator('.prompt-placeholder summary').nth(8).click();
  await scrolledTo(page, 'template');
  await look('a template');
  await scrolledTo(page, 'placeholders');
  await look('placeholders');
  await scrolledTo(page, 'prompt-preview');
  await look('the preview of a prompt');
  const summaries = part(page, words('design.form.part.summaries'));
  await press(summaries, words('design.prompt.summaries.make.named', { code }));
  await dialog.getByLabel(words('ui.model.provider'), { exact: true }).selectOption('practice');
  await field(dialog, words('design.prompt.summaries.model')).fill('practice-brief');
  await look('making a summary');
  await press(dialog, words('design.prompt.summaries.make'));
  await expect(dialog).toContainText(words('design.prompt.summaries.review.about'));
  await look('reviewing a summary');
  await page.keyboard.press('Escape');
  await scrolledTo(page, 'summaries');
  await look('summaries');

  await choose(page, 'Personal');
  const models = part(page, words('design.form.part.own-models'));
  await press(models, words('design.own-model.check'));
  await expect(models.getByText(words('design.own-model.answers.yes'), { exact: true }).first()).toBeVisible();
  await press(models, words('design.own-model.import'));
  await expect(models).toContainText(words('design.own-model.problems', { count: 3 }));
  await scrolledTo(page, 'own-models');
  await look('models of their own');
  await press(models, words('design.own-model.set.named', { code }));
  await look('setting a model');
  await page.keyboard.press('Escape');
}

async function studyIdOf(page: Page): Promise<string> {
  const { designs } = await callApp(page, 'design/list', {});
  return designs.find((each) => each.title === title)?.studyId ?? '';
}

async function scrolledTo(page: Page, name: 'template' | 'placeholders' | 'prompt-preview' | 'summaries' | 'own-models'): Promise<void> {
  await part(page, words(`design.form.part.${name}`)).evaluate((element) => element.scrollIntoView({ block: 'start' }));
}

test('axe finds nothing serious where preference data are built, models trained and arms made personal, light or dark', async ({ open, dataFolder }) => {
  test.setTimeout(400_000);
  const opened = await open({ env });
  await resize(opened.app, 'moderator', 1700, 1000);
  const inspection = new Inspection();
  await tour(opened, dataFolder, (what) => inspection.look(opened.moderator, what));
  console.info(`axe: ${inspection.looked.length} looks`);
  expect(inspection.looked.length).toBeGreaterThan(30);
  expect(inspection.findings).toEqual([]);
});

test('nothing spills where preference data are built, models trained and arms made personal, on a laptop or on a large screen', async ({ open, dataFolder }) => {
  test.setTimeout(400_000);
  const opened = await open({ env });
  const { app, moderator: page } = opened;
  await resize(app, 'moderator', 1280, 800);
  let looks = 0;
  await tour(opened, dataFolder, async (what) => {
    await test.step(what, async () => {
      for (const [width, height] of [[1920, 1080], [1280, 800]] as const) {
        await resize(app, 'moderator', width, height);
        await expectNothingSpills(page);
      }
    });
    looks += 1;
  });
  expect(looks).toBeGreaterThan(15);
});
