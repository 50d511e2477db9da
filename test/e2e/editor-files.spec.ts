import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { Study } from '../../shared/study/protocol.ts';
import { closeSession, home, startSession } from './robot/moderator.ts';
import { choose, field, leaveStudy, lockStudyAs, newStudy, openStudies, openStudy, openTab, press, start, waitUntilSaved } from './robot/researcher.ts';
import { createRobot, playUntil } from './robot/robot.ts';
import { linesIn, readArchive } from './setting/archive.ts';
import { callApp } from './setting/designs.ts';
import { openFrom, saveTo } from './setting/dialogs.ts';
import { expect, test } from './setting/test.ts';
import { resize } from './setting/windows.ts';
import { words } from './setting/words.ts';

const title = 'Our pilot';

test('a study of a template: its changes are exactly those made, and its files come back whole or are refused with line and field', async ({
  open,
  dataFolder,
}) => {
  const { app, moderator: page } = await open();
  await resize(app, 'moderator', 1700, 1000);
  await openStudies(page);
  await newStudy(page, title, await templateTitle(page, 'single-arm-pilot'));

  await test.step('nothing has changed, then exactly what was changed', async () => {
    await openTab(page, words('design.tab.versions'));
    await expect(changes(page)).toContainText(words('design.changes.count', { count: 0 }));
    await openTab(page, words('design.tab.design'));
    await field(start(page), words('design.form.study.summary')).fill('One assistant, to see whether the room works.');
    await choose(page, words('design.outline.analysis'));
    await field(page.locator('[data-form]'), words('design.form.analysis.significance')).fill('0.01');
    await waitUntilSaved(page);
    await openTab(page, words('design.tab.versions'));
    const rows = changes(page).locator('tbody tr');
    await expect(rows).toHaveCount(2);
    await expect(rows.nth(0)).toContainText(words('design.field.summary'));
    await expect(rows.nth(0).locator('td').nth(1)).toHaveText('One assistant, to see whether the room works.');
    await expect(rows.nth(1)).toContainText(words('design.field.significance'));
    await expect(rows.nth(1).locator('td')).toHaveText(['0.05', '0.01']);
  });

  const file = path.join(dataFolder, 'pilot.study.json');
  await test.step('duplicated, exported, imported: the same content under another name', async () => {
    await leaveStudy(page);
    await press(page, words('designs.duplicate.of', { title }));
    const copy = words('designs.duplicate.title', { title });
    await expect(page.getByRole('article', { name: copy, exact: true })).toBeVisible();
    await saveTo(app, file);
    await press(page, words('designs.export.of', { title }));
    await expect(page.getByText('pilot.study.json')).toBeVisible();
    await openFrom(app, file);
    await press(page, words('designs.import'));
    await expect(page.locator('[data-screen="design"]')).toBeVisible();
    const imported = (await page.locator('[data-screen="design"]').getAttribute('data-study')) ?? '';
    const { content } = await callApp(page, 'design/get', { studyId: imported });
    const written = JSON.parse(await readFile(file, 'utf8')) as Study;
    expect(imported).not.toBe(written.id);
    expect(content).toEqual({ ...written, id: imported });
    const copied = await callApp(page, 'design/get', { studyId: 'our-pilot-copy' });
    expect(copied.content).toEqual({ ...written, id: 'our-pilot-copy', title: copy });
    await leaveStudy(page);
  });

  await test.step('a malformed, a foreign and a newer file are refused with line and field, and change nothing', async () => {
    const before = await callApp(page, 'design/list', {});
    const sound = await readFile(file, 'utf8');
    const study = JSON.parse(sound) as Study;
    const lines = sound.split('\n');
    const lineOf = (field: string): number => lines.findIndex((line) => line.includes(field)) + 1;
    const refusals = [
      { name: 'cut.study.json', content: lines.slice(0, 20).join('\n'), says: 'JSON', field: null, line: null },
      {
        name: 'wrong.study.json',
        content: sound.replace(/"plannedParticipants": \d+/, '"plannedParticipants": "many"'),
        says: words('problem.wrong-type', { found: '"many"', expected: 'number' }),
        field: 'analysis.plannedParticipants',
        line: lineOf('"plannedParticipants"'),
      },
      {
        name: 'foreign.study.json',
        content: JSON.stringify({ ...study, format: 'survey-of-others' }, null, 2),
        says: words('problem.foreign-file', { found: 'survey-of-others', expected: 'visavis-study' }),
        field: 'format',
        line: 2,
      },
      {
        name: 'newer.study.json',
        content: JSON.stringify({ ...study, formatVersion: 99 }, null, 2),
        says: words('problem.newer-version', { found: 99, known: 2 }),
        field: 'formatVersion',
        line: 3,
      },
    ];
    for (const refusal of refusals) {
      const refused = path.join(dataFolder, refusal.name);
      await writeFile(refused, refusal.content);
      await openFrom(app, refused);
      await press(page, words('designs.import'));
      const said = page.getByRole('region', { name: words('designs.refused', { file: refusal.name }), exact: true }).first();
      await expect(said, refusal.name).toContainText(refusal.says);
      const cells = said.locator('tbody tr').first().locator('td');
      if (refusal.field !== null) await expect(cells.nth(1), refusal.name).toHaveText(refusal.field);
      if (refusal.line !== null) await expect(cells.nth(0), refusal.name).toHaveText(String(refusal.line));
      else await expect(cells.nth(0), refusal.name).toHaveText(/^\d+$/);
    }
    expect(await callApp(page, 'design/list', {})).toEqual(before);
    await press(page, words('designs.refused.close'));
  });
});

test('an amendment says why and for whom, a session keeps the version it was held under, and each version has its summary on paper', async ({
  open,
  dataFolder,
}) => {
  test.setTimeout(300_000);
  const { app, moderator: page, participant } = await open();
  await resize(app, 'moderator', 1700, 1000);
  await openStudies(page);
  await newStudy(page, title, await templateTitle(page, 'single-arm-pilot'));
  await lockStudyAs(page, 'RB');
  await press(page.getByRole('dialog'), words('design.locked.done'));
  await leaveStudy(page);
  await toHome(page);
  await startSession(page, { code: 'P-1', pin: '4961', study: title });
  await playUntil(await participant(), createRobot({ seed: 'version 1', turns: 1 }));
  await closeSession(page);

  await openStudies(page);
  await openStudy(page, title);
  await press(page, words('design.amend'));
  await field(start(page), words('design.form.study.summary')).fill('Now with a shorter summary.');
  await waitUntilSaved(page);
  await test.step('without a reason and a statement nothing is locked', async () => {
    await press(page, words('design.lock'));
    const dialog = page.getByRole('dialog');
    await field(dialog, words('design.locking.by')).fill('RB');
    await press(dialog, words('design.locking.confirm'));
    await expect(dialog).toContainText(words('design.locking.reason.missing'));
    await expect(dialog).toContainText(words('design.locking.statement.missing'));
    await page.keyboard.press('Escape');
    await expect(page.getByText(words('design.state.amendment', { version: 1 }))).toBeVisible();
  });
  await lockStudyAs(page, 'RB', { reason: 'The summary was too long.', statement: 'P-1 under version 1, all others under version 2.' });
  await press(page.getByRole('dialog'), words('design.locked.done'));
  await openTab(page, words('design.tab.versions'));
  const version = (number: number): Locator => page.getByRole('article', { name: words('design.versions.number', { version: number }), exact: true });
  await expect(version(2)).toContainText('The summary was too long.');
  await expect(version(2)).toContainText('P-1 under version 1, all others under version 2.');
  await expect(version(1)).toContainText(words('design.versions.sessions', { count: 1 }));
  await expect(version(2)).toContainText(words('design.versions.sessions', { count: 0 }));

  await test.step('two versions side by side', async () => {
    await field(changes(page), words('design.changes.from')).selectOption({ label: words('design.versions.number', { version: 1 }) });
    await field(changes(page), words('design.changes.to')).selectOption({ label: words('design.versions.number', { version: 2 }) });
    const rows = changes(page).locator('tbody tr');
    await expect(rows).toHaveCount(1);
    await expect(rows.first()).toContainText(words('design.field.summary'));
    await expect(rows.first().locator('td').nth(1)).toHaveText('Now with a shorter summary.');
  });

  const digests = await Promise.all([1, 2].map((number) => version(number).locator('dd.code').textContent()));
  await test.step('the protocol summary of a version, as HTML and as PDF', async () => {
    const name = words('design.versions.number', { version: 2 });
    const html = path.join(dataFolder, 'protocol.html');
    await saveTo(app, html);
    await press(page, words('design.versions.html.of', { name }));
    await expect(version(2)).toContainText('protocol.html');
    const written = await readFile(html, 'utf8');
    expect(written).toContain(digests[1]);
    expect(written).toContain('The summary was too long.');
    const { content } = await callApp(page, 'design/get', { studyId: 'our-pilot' });
    for (const arm of (content as unknown as Study).arms) {
      expect(written).toContain(arm.name);
      expect(written).toContain(arm.model.model);
    }
    const pdf = path.join(dataFolder, 'protocol.pdf');
    await saveTo(app, pdf);
    await press(page, words('design.versions.pdf.of', { name }));
    await expect(version(2)).toContainText('protocol.pdf');
    await expectOnePage(pdf);
  });

  await leaveStudy(page);
  await toHome(page);
  await startSession(page, { code: 'P-2', study: title });
  await playUntil(await participant(), createRobot({ seed: 'version 2', turns: 1 }));
  await closeSession(page);
  const zip = path.join(dataFolder, 'versions.zip');
  await saveTo(app, zip);
  const card = page.getByRole('article', { name: title, exact: true });
  await press(card, words('home.export'));
  await expect(card).toContainText('versions.zip');
  const held = linesIn(await readArchive(zip), 'sessions.jsonl') as readonly Record<string, unknown>[];
  expect(held.map((each) => [each['participant_code'], each['study_version'], each['study_digest']]).sort()).toEqual([
    ['P-1', 1, digests[0]],
    ['P-2', 2, digests[1]],
  ]);
});

test('the protocol of every template fits one page of paper', async ({ open, dataFolder }) => {
  const { app, moderator: page } = await open();
  const { templates } = await callApp(page, 'design/list', {});
  expect(templates.length).toBeGreaterThan(3);
  for (const { templateId, title: name } of templates) {
    const { studyId } = await callApp(page, 'design/create', { title: name, from: { kind: 'template', templateId } });
    const pdf = path.join(dataFolder, `${templateId}.pdf`);
    await saveTo(app, pdf);
    await callApp(page, 'design/summary', { studyId, digest: null, format: 'pdf' });
    await expectOnePage(pdf);
  }
});

async function expectOnePage(file: string): Promise<void> {
  const printed = await readFile(file);
  expect(printed.subarray(0, 5).toString('latin1'), file).toBe('%PDF-');
  expect(printed.length, file).toBeGreaterThan(10_000);
  // Chromium writes the dictionary of each page in plain text.
  expect(printed.toString('latin1').match(/\/Type\s*\/Page\b/g), file).toHaveLength(1);
}

function changes(page: Page): Locator {
  return page.getByRole('region', { name: words('design.changes'), exact: true }).first();
}

async function templateTitle(page: Page, templateId: string): Promise<string> {
  const { templates } = await callApp(page, 'design/list', {});
  return templates.find((each) => each.templateId === templateId)?.title ?? templateId;
}

async function toHome(page: Page): Promise<void> {
  await page.getByRole('button', { name: words('moderator.home'), exact: true }).click();
  await home(page).waitFor();
}
