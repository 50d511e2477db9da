import { writeFile } from 'node:fs/promises';
import { generatePrism } from '../prism/generate.ts';
import { home } from './robot/moderator.ts';
import {
  addNote,
  choosePeople,
  codesShown,
  exportTable,
  foot,
  importPrism,
  lookAtPrism,
  openParticipants,
  openPerson,
  openPersonPart,
  openRegister,
  openTable,
  peopleScreen,
  signAs,
  takeTable,
  useColumnAs,
} from './robot/registrar.ts';
import { press } from './robot/researcher.ts';
import { createRobot } from './robot/robot.ts';
import { Inspection } from './setting/axe.ts';
import { callApp, lockStudy } from './setting/designs.ts';
import { openFrom, saveTo } from './setting/dialogs.ts';
import { peopleStudy, playSession } from './setting/people-study.ts';
import { expectNothingSpills } from './setting/spills.ts';
import { expect, test } from './setting/test.ts';
import { resize } from './setting/windows.ts';
import { words } from './setting/words.ts';

const study = 'Everybody at once';

test('axe finds nothing serious on any screen about people, light or dark, and nothing spills at 1280 × 800', async ({ open }, testInfo) => {
  test.setTimeout(600_000);
  const inspection = new Inspection();
  const opened = await open();
  const { app, moderator: page } = opened;
  await resize(app, 'moderator', 1280, 800);
  const look = async (what: string): Promise<void> => {
    await expectNothingSpills(page);
    await inspection.look(page, what);
  };
  await home(page).waitFor();
  const studyId = await lockStudy(page, study, peopleStudy());
  await openParticipants(page);
  await expect(page.getByRole('heading', { name: study })).toBeVisible();
  await look('choice of a study');
  await openRegister(page, study);
  await expect(page.getByRole('heading', { name: words('people.empty') })).toBeVisible();
  await look('register, empty');
  const dialog = page.getByRole('dialog');

  await test.step('adding', async () => {
    await press(page, words('people.add'));
    await dialog.getByRole('textbox', { name: words('people.adding.own') }).fill('no code!');
    await press(dialog, words('people.adding.take'));
    await look('adding, refused');
    await dialog.getByRole('textbox', { name: words('people.adding.own') }).fill('');
    await press(dialog, words('people.adding.draw'));
    await dialog.locator('.people-big-code').waitFor();
    await look('added');
    await press(dialog, words('people.added.done'));
  });

  await test.step('a table', async () => {
    const table = testInfo.outputPath('people.csv');
    await writeFile(table, 'code,first_name,E-Mail,age,home,remark\nAA-1,Ana,ana@example.org,41,Lisbon,Prefers mornings\nAA-2,Bo,bo@example.org,29\n');
    await openTable(app, page, table);
    await useColumnAs(page, 'first_name', 'profile');
    await look('table, with a problem and a suspicion');
    await press(page, words('people.cancel'));
    await writeFile(table, 'code,age,home\nAA-1,41,Lisbon\nAA-2,29,Oslo\n');
    await openTable(app, page, table);
    await look('table, ready');
    await takeTable(page);
  });

  await test.step('PRISM', async () => {
    const folder = testInfo.outputPath('prism');
    generatePrism(folder, { people: 12, seed: 'looks', faults: ['cut-line', 'user-twice', 'unknown-model', 'extra-fields', 'fields-missing'] });
    await lookAtPrism(app, page, folder);
    for (const details of await page.locator('details summary').all()) await details.click();
    await look('PRISM, looked through');
    const listed = await page.locator('.import-person').allInnerTexts();
    await choosePeople(page, listed.slice(0, 2));
    await page.getByRole('checkbox', { name: words('people.prism.skip') }).check();
    await look('PRISM, chosen');
    await importPrism(page);
    await look('PRISM, imported');
    await press(page, words('people.prism.back'));
    await openFrom(app, testInfo.outputPath());
    await press(page, words('people.import-prism'));
    await expect(page.getByRole('alert')).toBeVisible();
    await look('PRISM, refused');
    await press(page, words('people.prism.back'));
  });

  await exportTable(app, page, testInfo.outputPath('register.csv'));
  await look('register');
  await page.getByRole('searchbox', { name: words('people.search') }).fill('nobody at all');
  await expect(page.getByText(words('people.found.none'))).toBeVisible();
  await look('register, nobody found');
  await press(page, words('people.filter.clear'));

  await test.step('the key file', async () => {
    await press(page, words('people.key-file'));
    await look('key file, to open');
    await dialog.getByRole('radio', { name: words('people.key-file.which.make') }).check();
    await press(dialog, words('people.key-file.make'));
    await look('key file, to make');
    await dialog.getByLabel(words('people.key-file.passphrase'), { exact: true }).fill('seven green lamps');
    await dialog.getByLabel(words('people.key-file.repeat'), { exact: true }).fill('seven green lamps');
    await saveTo(app, testInfo.outputPath('looks.key.age'));
    await press(dialog, words('people.key-file.make'));
    await expect(dialog.getByText(words('people.key-file.none'))).toBeVisible();
    await look('key file, empty');
    await dialog.getByRole('combobox', { name: words('people.key-file.code') }).fill('AA-1');
    await dialog.getByRole('textbox', { name: words('people.key-file.name') }).fill('Ana Example');
    await dialog.getByRole('textbox', { name: words('people.key-file.contact') }).fill('ana@example.org');
    await press(dialog, words('people.key-file.save'));
    await expect(dialog.getByText('Ana Example')).toBeVisible();
    await look('key file, open');
    await press(dialog, words('people.key-file.done'));
  });

  const { people } = await callApp(page, 'people/list', { studyId });
  const code = people.find((person) => person.importedConversations > 0)?.participantCode ?? '';
  await test.step('a page', async () => {
    await playSession(opened, study, code, 'gardens');
    await openRegister(page, study);
    await openPerson(page, code);
    for (const part of ['overview', 'profile', 'conversations', 'notes'] as const) {
      await openPersonPart(page, part);
      if (part === 'conversations') await page.locator('.turn-reply').first().waitFor();
      await look(`page, ${part}`);
    }
    await press(page, words('people.notes.add'));
    await addNote(page, 'Came early.', 'MM');
    await look('page, with a note');
    await openPersonPart(page, 'profile');
    await press(page, words('people.profile.add'));
    await press(dialog, words('people.field.save'));
    await look('new field, refused');
    await page.keyboard.press('Escape');
    await press(page, words('people.profile.edit.named', { field: 'self_description' }));
    await look('changing a field');
    await page.keyboard.press('Escape');
  });

  await test.step('out of the study', async () => {
    await press(page, words('people.exclude'));
    await press(dialog, words('people.exclude.confirm'));
    await look('excluding, refused');
    await signAs(page, 'Knew the study', 'MM', words('people.exclude.confirm'));
    await openPersonPart(page, 'overview');
    await look('page, excluded');
    await press(page, words('people.readmit'));
    await look('readmitting');
    await signAs(page, 'Mixed up', 'MM', words('people.readmit.confirm'));
    await press(page, words('people.leave'));
    await look('leaving');
    await press(dialog, words('people.leave.stop.choose'));
    await look('stopping');
    await signAs(page, 'Moves away', 'MM', words('people.stop.confirm'));
    await expect(page.getByRole('heading', { name: words('people.status.withdrawn') })).toBeVisible();
    await press(page, words('people.leave'));
    await press(dialog, words('people.leave.erase.choose'));
    await dialog.getByRole('textbox', { name: words('people.erase.type', { code }) }).waitFor();
    await press(dialog, words('people.erase.confirm'));
    await look('erasing, refused');
    await dialog.getByRole('textbox', { name: words('people.erase.type', { code }) }).fill(code);
    await signAs(page, 'Asked for it', 'MM', words('people.erase.confirm'));
    await peopleScreen(page, 'person-erased').waitFor();
    await look('erased');
    await press(page, words('people.erased.back'));
    await openPerson(page, code);
    await look('page, erased');
    await press(page, words('people.sessions.read.named', { number: 1 }));
    await expect(page.getByText('there is nothing to read')).toBeVisible();
    // It is no failure, so there is nothing to try again.
    await expect(page.getByRole('button', { name: words('transcript.load-again') })).toHaveCount(0);
    await look('transcript, erased');
  });
  console.info(`axe: ${inspection.looked.length} looks at people`);
  expect(inspection.looked.length).toBeGreaterThan(60);
  expect(inspection.findings).toEqual([]);
});

test('the register is kept by keyboard alone', async ({ open }, testInfo) => {
  const { app, moderator: page } = await open();
  await home(page).waitFor();
  const studyId = await lockStudy(page, study, peopleStudy());
  // A pointer that arrives all the same would be a fault of the test.
  await page.evaluate(() => {
    for (const kind of ['pointerdown', 'mousedown', 'touchstart'] as const) {
      window.addEventListener(kind, () => document.documentElement.setAttribute('data-pointer-used', ''), true);
    }
  });
  const { press: hit, write } = createRobot({ seed: 'register', keyboardOnly: true }).hand;
  const button = (label: string) => page.getByRole('button', { name: label, exact: true });
  const dialog = page.getByRole('dialog');
  const box = (label: string) => dialog.getByRole('textbox', { name: label });

  await hit(page.getByRole('navigation', { name: words('moderator.navigation') }).getByRole('button', { name: words('moderator.people') }));
  await hit(button(words('people.home.open.named', { study })));
  await hit(button(words('people.add')));
  await expect(box(words('people.adding.own'))).toBeFocused();
  await page.keyboard.press('Enter');
  const code = await dialog.locator('.people-big-code').innerText();
  await hit(dialog.getByRole('button', { name: words('people.added.done'), exact: true }));
  await expect(dialog).toBeHidden();

  const table = testInfo.outputPath('people.csv');
  await writeFile(table, 'code,first_name,age\nAA-1,Ana,41\n');
  await openFrom(app, table);
  await hit(button(words('people.import-table')));
  await expect(foot(page).words).toHaveText(words('people.table.ready'));
  await hit(button(words('people.table.take', { added: 1, changed: 0 })));
  await expect.poll(() => codesShown(page)).toEqual([code, 'AA-1']);

  const folder = testInfo.outputPath('prism');
  generatePrism(folder, { people: 4, seed: 'keys' });
  await openFrom(app, folder);
  await hit(button(words('people.import-prism')));
  await page.locator('.import-person input').first().waitFor();
  await hit(page.locator('.import-person input').first());
  await hit(button(words('people.prism.take', { count: 1 })));
  await hit(button(words('people.prism.back')));
  await expect.poll(async () => (await codesShown(page)).length).toBe(3);

  await hit(button(words('people.key-file')));
  const keyFile = testInfo.outputPath('keys.key.age');
  await saveTo(app, keyFile);
  await hit(dialog.getByRole('radio', { name: words('people.key-file.which.make') }));
  await write(dialog.getByLabel(words('people.key-file.passphrase'), { exact: true }), 'seven green lamps');
  await write(dialog.getByLabel(words('people.key-file.repeat'), { exact: true }), 'seven green lamps');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText(words('people.key-file.none'))).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(button(words('people.key-file'))).toBeFocused();

  await hit(button(code));
  await hit(page.getByRole('navigation', { name: words('people.parts') }).getByRole('button', { name: new RegExp(`^${words('people.part.profile')}`) }));
  await hit(button(words('people.profile.add')));
  await write(box(words('people.field.name')), 'age');
  await write(box(words('people.field.value')), '52');
  await hit(dialog.getByRole('button', { name: words('people.field.save'), exact: true }));
  await expect(dialog).toBeHidden();

  await hit(button(words('people.leave')));
  await hit(dialog.getByRole('button', { name: words('people.leave.erase.choose'), exact: true }));
  await write(box(words('people.erase.type', { code })), code);
  await write(box(words('people.reason')), 'Asked for it');
  await write(box(words('people.by')), 'MM');
  await hit(dialog.getByRole('button', { name: words('people.erase.confirm'), exact: true }));
  await hit(button(words('people.erased.back')));
  await expect.poll(async () => (await callApp(page, 'people/get', { studyId, participantCode: code })).status).toBe('erased');
  await expect(page.locator('html')).not.toHaveAttribute('data-pointer-used');
});
