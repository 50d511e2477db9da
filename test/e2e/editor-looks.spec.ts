import type { ElectronApplication, Page } from '@playwright/test';
import { screen } from './robot/moderator.ts';
import { addStage, field, form, leaveStudy, newStudy, openStudies, openTab, press, start } from './robot/researcher.ts';
import { Inspection } from './setting/axe.ts';
import { callApp } from './setting/designs.ts';
import { expectNothingSpills } from './setting/spills.ts';
import { expect, test } from './setting/test.ts';
import { resize } from './setting/windows.ts';
import { words } from './setting/words.ts';

const title = 'Seen from all sides';

/** Every place of the editor once: what is looked at there is up to the test. */
async function tour(page: Page, look: (what: string) => Promise<void>): Promise<void> {
  await openStudies(page);
  await look('studies, none');
  await press(page, words('designs.new'));
  await look('new study');
  await page.keyboard.press('Escape');
  const { templates } = await callApp(page, 'design/list', {});
  await newStudy(page, title, templates.find((each) => each.templateId === 'prism-x')?.title ?? '');
  // The kinds of stage that the template has not.
  await page.locator('[data-place="sessions/0/stages/1"]').click();
  await addStage(page, 'break');
  await addStage(page, 'message');
  await look('adding a stage, done');
  await press(page, words('design.outline.add'));
  await look('adding');
  await page.keyboard.press('Escape');
  const places = await page.locator('[data-place]').evaluateAll((lines) => lines.map((line) => [line.getAttribute('data-place') ?? '', line.querySelector('svg')?.innerHTML ?? ''] as const));
  const kinds = new Set<string>();
  for (const [place, icon] of places) {
    if (kinds.has(icon) && place !== 'arms') continue;
    if (place !== 'arms') kinds.add(icon);
    await page.locator(`[data-place="${place}"]`).click();
    await expect(form(page)).toHaveAttribute('data-form', place);
    expect(await page.locator('.design-form-pane').evaluate((pane) => pane.scrollTop), `form of ${place} begins at its top`).toBe(0);
    for (const fold of await form(page).locator('.form-fold[aria-expanded="false"]').all()) if (await fold.isVisible()) await fold.click();
    await look(`form of ${place === '' ? 'the study' : place}`);
  }
  await page.locator('[data-place=""]').click();
  await field(start(page), words('design.form.study.title')).fill('');
  await page.locator('.problems-head').click();
  await look('problems');
  await page.locator('.problems-head').click();
  await field(start(page), words('design.form.study.title')).fill(title);
  await openTab(page, words('design.tab.allocation'));
  await expect(page.locator('[data-tab="allocation"] table').first()).toBeVisible();
  await look('allocation');
  await openTab(page, words('design.tab.rehearsal'));
  const panel = page.locator('[data-tab="rehearsal"]');
  await panel.getByRole('textbox', { name: words('design.rehearsal.field.participants'), exact: true }).fill('3');
  await panel.getByRole('textbox', { name: words('design.rehearsal.field.runs'), exact: true }).fill('10');
  await panel.getByRole('textbox', { name: words('design.rehearsal.field.sampleSizes'), exact: true }).fill('12 24 48');
  await press(panel, words('design.rehearsal.start'));
  await expect(panel.getByRole('region', { name: words('design.rehearsal.result'), exact: true })).toBeVisible({ timeout: 60_000 });
  await look('rehearsal');
  await openTab(page, words('design.tab.blinding'));
  await expect(page.locator('[data-tab="blinding"]')).toContainText(words('design.blinding.empty'));
  await look('blinding');
  await press(page, words('design.lock'));
  await look('lock');
  await page.keyboard.press('Escape');
  await openTab(page, words('design.tab.versions'));
  await expect(page.locator('.design-differences')).toBeVisible();
  await look('versions');
  await leaveStudy(page);
  await screen(page, 'designs').waitFor();
  await expect(page.getByRole('article', { name: title, exact: true })).toBeVisible();
  await look('studies, one');
}

test('axe finds nothing serious in any place of the editor, light or dark', async ({ open }) => {
  test.setTimeout(400_000);
  const { app, moderator: page } = await open();
  await resize(app, 'moderator', 1700, 1000);
  const inspection = new Inspection();
  await tour(page, (what) => inspection.look(page, what));
  console.info(`axe: ${inspection.looked.length} looks`);
  expect(inspection.looked.length).toBeGreaterThan(40);
  expect(inspection.findings).toEqual([]);
});

test('nothing of the editor spills, on a laptop or on a large screen', async ({ open }) => {
  test.setTimeout(400_000);
  const { app, moderator: page } = await open();
  await resize(app, 'moderator', 1280, 800);
  let looks = 0;
  await tour(page, async (what) => {
    await test.step(what, () => expectNothingSpillsAtBoth(app, page));
    looks += 1;
  });
  expect(looks).toBeGreaterThan(20);
});

async function expectNothingSpillsAtBoth(app: ElectronApplication, page: Page): Promise<void> {
  // Back on the laptop in the end, where form and preview take turns.
  for (const [width, height] of [[1920, 1080], [1280, 800]] as const) {
    await resize(app, 'moderator', width, height);
    await expectNothingSpills(page);
  }
}
