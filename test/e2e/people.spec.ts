import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { message as mainWords } from '../../electron/messages/message.ts';
import { codeFits } from '../../shared/people/code.ts';
import { home, openPart, readSession, screen } from './robot/moderator.ts';
import {
  addNote,
  addParticipant,
  cellOf,
  codesShown,
  columnCard,
  columnUse,
  expectTally,
  exportTable,
  fieldValue,
  foot,
  leavePerson,
  lineOf,
  openParticipants,
  openPerson,
  openPersonPart,
  openRegister,
  openTable,
  peopleScreen,
  problemsOf,
  setField,
  signAs,
  takeTable,
  useColumnAs,
} from './robot/registrar.ts';
import { press } from './robot/researcher.ts';
import { filesIn, filesWith } from './setting/bytes.ts';
import { answerOf, callApp, lockStudy } from './setting/designs.ts';
import { saveTo } from './setting/dialogs.ts';
import { consentVersion, peopleStudy, playSession } from './setting/people-study.ts';
import { expect, test } from './setting/test.ts';
import { words } from './setting/words.ts';

const study = 'People of ours';

test('a register begins empty, draws codes that check themselves, and takes nobody twice', async ({ open }) => {
  const { moderator: page } = await open();
  await home(page).waitFor();
  const studyId = await lockStudy(page, study, peopleStudy());

  await openParticipants(page);
  await expect(page.getByRole('heading', { name: study, level: 2 })).toBeVisible();
  await openRegister(page, study);
  await expect(page.getByRole('heading', { name: words('people.empty') })).toBeVisible();
  const exporting = page.getByRole('button', { name: words('people.export'), exact: true });
  await expect(exporting).toHaveAttribute('aria-disabled', 'true');
  await expect(exporting).toHaveAttribute('title', words('people.export.nothing'));

  const drawn = await addParticipant(page);
  expect(drawn).toMatch(/^[A-Z]\d-\d{3,6}-[A-Z\d]$/);
  expect(codeFits(drawn)).toBe(true);
  const slip = `${drawn.slice(0, -1)}${drawn.endsWith('7') ? '4' : '7'}`;
  expect(codeFits(slip)).toBe(false);

  await test.step('a slip of the pen is noticed, and so is a code that somebody has', async () => {
    await press(page, words('people.add'));
    const dialog = page.getByRole('dialog');
    const own = dialog.getByRole('textbox', { name: words('people.adding.own') });
    await own.fill('Anna B.');
    await press(dialog, words('people.adding.take'));
    await expect(own).toHaveAccessibleDescription(new RegExp(words('people.adding.own.wrong')));
    await own.fill(slip);
    await press(dialog, words('people.adding.take'));
    await expect(dialog.getByRole('alert')).toHaveText(mainWords('schedule.mistyped', { code: slip }));
    await own.fill(drawn.toLowerCase());
    await press(dialog, words('people.adding.take'));
    await expect(dialog.getByRole('alert')).toHaveText(mainWords('people.exists', { code: drawn }));
    await own.fill('LAB-17');
    await press(dialog, words('people.adding.take'));
    await expect(dialog.locator('.people-big-code')).toHaveText('LAB-17');
    await expect(dialog.locator('.people-spoken')).toContainText('L A B, 1 7');
    await press(dialog, words('people.added.open'));
    await peopleScreen(page, 'person').waitFor();
    await leavePerson(page);
  });
  expect(await codesShown(page)).toEqual([drawn, 'LAB-17']);
  expect(await cellOf(page, drawn, words('people.column.status'))).toBe(words('people.status.invited'));

  await test.step('a code is found as it was heard', async () => {
    const search = page.getByRole('searchbox', { name: words('people.search') });
    await search.fill('lab 17');
    await expect(lineOf(page, drawn)).toBeHidden();
    expect(await codesShown(page)).toEqual(['LAB-17']);
    await search.fill('nobody');
    await press(page, words('people.filter.clear'));
    await expect(lineOf(page, drawn)).toBeVisible();
  });
  expect((await callApp(page, 'people/list', { studyId })).people.map((person) => person.participantCode)).toEqual([drawn, 'LAB-17']);
});

test('a table comes in without names and contact details, is refused as a whole for one bad line, and goes out and in again unchanged', async ({ open, dataFolder }, testInfo) => {
  const { app, moderator: page } = await open();
  await home(page).waitFor();
  const studyId = await lockStudy(page, study, peopleStudy());
  await openRegister(page, study);

  const head = 'code,first_name,E-Mail,age,home,stated_prefs.values,remark';
  const ana = 'AA-1,Ana,ana@example.org,41,Lisbon,"Calm, short",Prefers mornings';
  const bo = 'AA-2,Bo,bo@example.org,29,Oslo,,';
  const broken = testInfo.outputPath('broken.csv');
  await writeFile(broken, `${head}\n${ana}\nAA-2,Bo,bo@example.org,29\nno code!,Cy,cy@example.org,30,Rome,,\nAA-1,Di,di@example.org,50,Bonn,,\n`);
  await test.step('what looks like a contact detail is left out, and problems are listed line by line', async () => {
    await openTable(app, page, broken);
    for (const [column, kind] of [['first_name', 'name'], ['E-Mail', 'email']] as const) {
      await expect(columnUse(page, column)).toHaveValue('leave-out');
      await expect(columnCard(page, column)).toContainText(mainWords('people.table.suspected', { contact: mainWords(`people.contact.${kind}`) }));
    }
    await expect(columnUse(page, 'code')).toHaveValue('code');
    await expect(columnUse(page, 'remark')).toHaveValue('note');
    const problems = await problemsOf(page.locator('[data-screen="people-table"]'));
    expect(problems).toEqual([
      expect.stringContaining(mainWords('people.table.wrong-length', { cells: 4, columns: 7 })),
      expect.stringContaining(mainWords('people.table.bad-code', { code: 'no code!' })),
      expect.stringContaining(mainWords('people.table.double-code', { code: 'AA-1', other: 2 })),
    ]);
    expect(problems.map((problem) => /\d+/.exec(problem)?.[0])).toEqual(['3', '4', '5']);
    await expect(foot(page).take).toHaveAttribute('aria-disabled', 'true');
    await expect(foot(page).words).toHaveText(words('people.table.missing.problems', { count: 3 }));
    await foot(page).take.click({ force: true });
    expect((await callApp(page, 'people/list', { studyId })).people).toEqual([]);
    await press(page, words('people.cancel'));
  });

  const sound = testInfo.outputPath('sound.csv');
  await writeFile(sound, `${head}\n${ana}\n${bo}\n`);
  await test.step('put right, it is taken; a column that was suspected wrongly only after somebody says so', async () => {
    await openTable(app, page, sound);
    await expectTally(page, { added: 2, changed: 0, unchanged: 0 });
    await useColumnAs(page, 'first_name', 'profile');
    await expect(foot(page).words).toHaveText(words('people.table.missing.confirm', { column: 'first_name' }));
    await columnCard(page, 'first_name').getByRole('textbox').fill('nickname_of_pet');
    await expect(foot(page).take).toHaveAttribute('aria-disabled', 'true');
    await columnCard(page, 'first_name').getByRole('checkbox', { name: words('people.table.confirm') }).check();
    await expect(foot(page).words).toHaveText(words('people.table.ready'));
    await takeTable(page);
    await expect(page.getByText(words('people.table.taken', { file: 'sound.csv', added: 2, changed: 0, unchanged: 0 })).first()).toBeVisible();
  });
  expect(await codesShown(page)).toEqual(['AA-1', 'AA-2']);
  const taken = await callApp(page, 'people/get', { studyId, participantCode: 'AA-1' });
  expect(taken.profile).toMatchObject({ nickname_of_pet: 'Ana', home: 'Lisbon', stated_prefs: { values: 'Calm, short' } });
  expect(taken.remarks.map((remark) => remark.text)).toEqual(['Prefers mornings']);
  expect(filesWith(dataFolder, 'example.org')).toEqual([]);
  expect(filesWith(dataFolder, 'nickname_of_pet').map((file) => path.basename(file))).toEqual(expect.arrayContaining([expect.stringContaining('visavis.db')]));

  await test.step('the exported table changes nothing when it comes in again', async () => {
    const before = await callApp(page, 'people/list', { studyId });
    const profiles = await profilesOf(page, studyId);
    const exported = testInfo.outputPath('register.csv');
    await exportTable(app, page, exported);
    const text = await readFile(exported, 'utf8');
    expect(text).toContain('"Calm, short"');
    await openTable(app, page, exported);
    await expectTally(page, { added: 0, changed: 0, unchanged: 2 });
    expect(await problemsOf(page.locator('[data-screen="people-table"]'))).toEqual([]);
    await expect(foot(page).words).toHaveText(words('people.table.missing.nothing'));
    await expect(foot(page).take).toHaveAttribute('aria-disabled', 'true');
    await press(page, words('people.cancel'));
    expect(await callApp(page, 'people/list', { studyId })).toEqual(before);
    // One value is other than stored: the same table would change one person.
    await writeFile(exported, text.replace('Oslo', 'Bergen'));
    await openTable(app, page, exported);
    await expectTally(page, { added: 0, changed: 1, unchanged: 1 });
    await press(page, words('people.cancel'));
    expect(await profilesOf(page, studyId)).toEqual(profiles);
  });
});

test('a page is kept up, and whoever is excluded starts no session until they are readmitted', async ({ open }) => {
  const { moderator: page } = await open();
  await home(page).waitFor();
  const studyId = await lockStudy(page, study, peopleStudy());
  await openRegister(page, study);
  const code = await addParticipant(page);
  await openPerson(page, code);

  await test.step('fields are set, changed and taken out; a contact detail is refused with a sentence', async () => {
    await openPersonPart(page, 'profile');
    await setField(page, 'stated_prefs.values', 'Plain words');
    await expect(fieldValue(page, 'values')).toHaveText('Plain words');
    await setField(page, 'stated_prefs.values', 'Plain words, few');
    await expect(fieldValue(page, 'values')).toHaveText('Plain words, few');
    await setField(page, 'age', '30');
    await expect(fieldValue(page, 'age')).toHaveText('30');
    await setField(page, 'telephone', '+49 171 5550000');
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('alert')).toHaveText(
      mainWords('people.contact-field', { field: 'telephone', contact: mainWords('people.contact.phone') }),
    );
    await press(dialog, words('people.cancel'));
    await press(page, words('people.profile.edit.named', { field: 'age' }));
    await press(dialog, words('people.field.remove'));
    await expect(dialog).toBeHidden();
    await expect(fieldValue(page, 'age')).toHaveCount(0);
    expect((await callApp(page, 'people/get', { studyId, participantCode: code })).profile).toEqual({ stated_prefs: { values: 'Plain words, few' } });
  });

  await test.step('a note is signed', async () => {
    await openPersonPart(page, 'notes');
    await press(page, words('people.notes.add'));
    await expect(page.getByText(words('people.notes.text.missing'))).toBeVisible();
    await addNote(page, 'Came ten minutes early.', 'MM');
    await expect(page.locator('.person-remarks li')).toContainText('MM');
  });

  await test.step('excluded: no session starts, neither on the page nor at home nor by the call itself', async () => {
    const start = page.getByRole('button', { name: words('people.person.start', { number: 1 }), exact: true });
    await expect(start).toBeVisible();
    await press(page, words('people.exclude'));
    const dialog = page.getByRole('dialog');
    await press(dialog, words('people.exclude.confirm'));
    await expect(dialog.getByRole('textbox', { name: words('people.reason') })).toHaveAccessibleDescription(words('people.reason.missing'));
    await signAs(page, 'Knew the study', 'MM', words('people.exclude.confirm'));
    await expect(dialog).toBeHidden();
    await expect(start).toHaveCount(0);
    await openPersonPart(page, 'overview');
    await expect(page.locator('.person-signed')).toContainText('Knew the study');

    await page.getByRole('button', { name: words('moderator.home'), exact: true }).click();
    await page.getByRole('article', { name: study, exact: true }).getByRole('button', { name: words('home.start'), exact: true }).click();
    await page.getByRole('textbox', { name: words('start.code'), exact: true }).fill(code.toLowerCase());
    await page.getByRole('textbox', { name: words('start.code'), exact: true }).fill(code);
    await page.getByRole('textbox', { name: words('start.moderator'), exact: true }).fill('MM');
    await expect(page.getByText(words('start.next.excluded'))).toBeVisible();
    await expect(page.getByRole('button', { name: words('start.start'), exact: true })).toHaveAttribute('aria-disabled', 'true');
    const refused = await answerOf(page, 'session/start', { studyId, participantCode: code, moderator: 'MM', stratum: null, replaces: null, outsideGap: null, display: 'same' });
    expect(refused).toMatchObject({ ok: false, message: expect.stringContaining('excluded') });
    await page.getByRole('button', { name: words('start.cancel'), exact: true }).click();
  });

  await test.step('readmitted: both steps stay on record, and the page starts the session', async () => {
    await openRegister(page, study);
    expect(await cellOf(page, code, words('people.column.status'))).toBe(words('people.status.excluded'));
    await openPerson(page, code);
    await press(page, words('people.readmit'));
    await signAs(page, 'Was mixed up with somebody', 'LL', words('people.readmit.confirm'));
    await openPersonPart(page, 'notes');
    await expect(page.locator('.person-remarks')).toContainText('Was mixed up with somebody');
    await expect(page.locator('.person-remarks')).toContainText('Knew the study');
    await press(page, words('people.person.start', { number: 1 }));
    await screen(page, 'start').waitFor();
    await expect(page.getByRole('textbox', { name: words('start.code'), exact: true })).toHaveValue(code);
  });
});

/** Words that nobody and no model says by themselves. */
const markers = { message: 'quibblewort', field: 'snorfleberry', note: 'plimsquander', other: 'zanthoxy' };

test('whoever withdrew can still be erased: their words are in no byte of the data folder, and another person’s all are', async ({ open, dataFolder }, testInfo) => {
  test.setTimeout(300_000);
  const opened = await open();
  const { app, moderator: page } = opened;
  await home(page).waitFor();
  const studyId = await lockStudy(page, study, peopleStudy());
  await openRegister(page, study);
  const code = await addParticipant(page);
  const other = await addParticipant(page);
  await openPerson(page, code);
  await openPersonPart(page, 'profile');
  await setField(page, 'self_description', `I like ${markers.field} cake.`);
  await expect(fieldValue(page, 'self_description')).toContainText(markers.field);
  await openPersonPart(page, 'notes');
  await addNote(page, `Talked about ${markers.note} on the stairs.`, 'MM');

  await test.step('the session of each; then status, consent and repeats stand on the page', async () => {
    await playSession(opened, study, code, markers.message);
    await playSession(opened, study, other, markers.other);
    await openRegister(page, study);
    expect(await cellOf(page, code, words('people.column.status'))).toBe(words('people.status.in-progress'));
    expect(await cellOf(page, code, words('people.column.sessions'))).toBe(words('people.sessions.of', { held: 1, of: 2 }));
    expect(await cellOf(page, code, words('people.column.repeats'))).toBe('1');
    await openPerson(page, code);
    const consents = page.getByRole('region', { name: words('people.consents') });
    await expect(consents.locator('tbody tr')).toHaveCount(1);
    await expect(consents.locator('tbody tr')).toContainText(consentVersion);
    await expect(consents.locator('tbody tr')).toContainText(words('people.consents.given'));
    await press(page, words('people.sessions.read.named', { number: 1 }));
    await screen(page, 'transcript').waitFor();
    await openPart(screen(page, 'transcript'), /Whatever you like/);
    await expect(page.getByText(markers.message).first()).toBeVisible();
    await press(page, words('transcript.back.participant'));
    await peopleScreen(page, 'person').waitFor();
  });

  const archive = testInfo.outputPath('study.zip');
  const table = testInfo.outputPath('register.csv');
  await test.step('copies are made', async () => {
    await saveTo(app, archive);
    await callApp(page, 'study/export', { studyId });
    await leavePerson(page);
    await exportTable(app, page, table);
    await openPerson(page, code);
  });

  await test.step('withdrawn: what was given is kept', async () => {
    await press(page, words('people.leave'));
    await press(page.getByRole('dialog'), words('people.leave.stop.choose'));
    await signAs(page, 'Moves away', 'MM', words('people.stop.confirm'));
    await expect(page.getByRole('heading', { name: words('people.status.withdrawn') })).toBeVisible();
    await expect(page.getByRole('button', { name: words('people.person.start', { number: 2 }), exact: true })).toHaveCount(0);
    const refused = await answerOf(page, 'session/start', { studyId, participantCode: code, moderator: 'MM', stratum: null, replaces: null, outsideGap: null, display: 'same' });
    expect(refused).toMatchObject({ ok: false, message: expect.stringContaining('withdrawn') });
    expect(filesWith(dataFolder, markers.message)).not.toEqual([]);
    expect(await callApp(page, 'storage/verify', {})).toEqual({ sound: true, findings: [] });
  });

  for (const marker of [markers.message, markers.field, markers.note, markers.other]) {
    expect(databaseFiles(dataFolder, marker), `${marker} is there before`).not.toEqual([]);
  }
  const foretold = await callApp(page, 'people/erasure', { studyId, participantCode: code });
  expect(foretold).toMatchObject({ sessions: 1, notes: 1, importedConversations: 0 });
  expect(foretold.events).toBeGreaterThan(5);

  await test.step('erased, after the code was typed by hand', async () => {
    await press(page, words('people.leave'));
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByText(words('people.leave.stop.already'))).toBeVisible();
    await press(dialog, words('people.leave.erase.choose'));
    const { sessions, events, notes, importedConversations: conversations } = foretold;
    await expect(dialog.getByText(words('people.erase.counts', { sessions, events, conversations, notes }))).toBeVisible();
    await expect(dialog.locator('.people-copies')).toContainText(archive);
    await expect(dialog.locator('.people-copies')).toContainText(table);
    await dialog.getByRole('textbox', { name: words('people.erase.type', { code }) }).fill(other);
    await signAs(page, 'Asked for it by letter', 'MM', words('people.erase.confirm'));
    await expect(dialog.getByText(words('people.erase.type.wrong', { code }))).toBeVisible();
    expect((await callApp(page, 'people/get', { studyId, participantCode: code })).status).toBe('withdrawn');
    await dialog.getByRole('textbox', { name: words('people.erase.type', { code }) }).fill(code.toLowerCase());
    await press(dialog, words('people.erase.confirm'));
    await peopleScreen(page, 'person-erased').waitFor();
    await expect(page.getByText(words('people.erased.about', { sessions, events, conversations, notes }))).toBeVisible();
    await expect(page.locator('.people-copies')).toContainText(archive);
    await expect(page.locator('.people-copies')).toContainText(table);
  });

  await test.step('no byte of it is left but in the copies that are listed', async () => {
    const listed = (await callApp(page, 'people/erasure', { studyId, participantCode: code })).copies.map((copy) => copy.where);
    expect(existsSync(path.join(dataFolder, 'visavis.db'))).toBe(true);
    for (const marker of [markers.message, markers.field, markers.note]) {
      expect(databaseFiles(dataFolder, marker), marker).toEqual([]);
      expect(filesWith(dataFolder, marker).filter((file) => !listed.includes(file)), marker).toEqual([]);
    }
    expect(databaseFiles(dataFolder, markers.other)).not.toEqual([]);
    expect(await callApp(page, 'storage/verify', {})).toEqual({ sound: true, findings: [] });
  });

  await test.step('the page is an empty mark, its session says that its words were erased, and the other person’s is whole', async () => {
    await press(page, words('people.erased.back'));
    expect(await cellOf(page, code, words('people.column.status'))).toBe(words('people.status.erased'));
    await openPerson(page, code);
    await expect(page.locator('.person-signed').first()).toContainText(words('people.signed.no-reason'));
    await expect(page.locator('.person-signed').last()).toContainText('Asked for it by letter');
    await openPersonPart(page, 'profile');
    await expect(page.getByText(words('people.profile.erased'))).toBeVisible();
    await openPersonPart(page, 'notes');
    await expect(page.getByText(words('people.notes.none'))).toBeVisible();
    await openPersonPart(page, 'overview');
    await press(page, words('people.sessions.read.named', { number: 1 }));
    await expect(screen(page, 'transcript')).toContainText(mainWords('session.erased'));
    await press(page, words('transcript.back.participant'));
    await press(page, words('moderator.home'));
    await readSession(page, other);
    await openPart(screen(page, 'transcript'), /Whatever you like/);
    await expect(page.getByText(markers.other).first()).toBeVisible();
  });

  await test.step('and it stays so when the app is opened again', async () => {
    await app.close();
    for (const marker of [markers.message, markers.field, markers.note]) expect(databaseFiles(dataFolder, marker), marker).toEqual([]);
    const { moderator: again } = await open();
    await home(again).waitFor();
    expect(await callApp(again, 'storage/verify', {})).toEqual({ sound: true, findings: [] });
    const listed = (await callApp(again, 'people/erasure', { studyId, participantCode: code })).copies.map((copy) => copy.where);
    for (const marker of [markers.message, markers.field, markers.note]) {
      expect(filesWith(dataFolder, marker).filter((file) => !listed.includes(file)), marker).toEqual([]);
    }
    const refused = await answerOf(again, 'session/start', { studyId, participantCode: code, moderator: 'MM', stratum: null, replaces: null, outsideGap: null, display: 'same' });
    expect(refused).toMatchObject({ ok: false, message: expect.stringContaining('erased') });
  });
});

/** Those of the database and of its logs that hold a text. */
function databaseFiles(folder: string, text: string): readonly string[] {
  const names = filesIn(folder).filter((file) => path.dirname(file) === folder && path.basename(file).startsWith('visavis.db'));
  expect(names.length).toBeGreaterThan(0);
  return filesWith(folder, text).filter((file) => names.includes(file));
}

async function profilesOf(page: Page, studyId: string): Promise<unknown> {
  const { people } = await callApp(page, 'people/list', { studyId });
  return Promise.all(people.map(async ({ participantCode }) => (await callApp(page, 'people/get', { studyId, participantCode })).profile));
}
