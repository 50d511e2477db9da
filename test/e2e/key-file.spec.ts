import { existsSync, readFileSync } from 'node:fs';
import { message as mainWords } from '../../electron/messages/message.ts';
import { home, screen, startSession } from './robot/moderator.ts';
import { addParticipant, openRegister } from './robot/registrar.ts';
import { press } from './robot/researcher.ts';
import { filesWith } from './setting/bytes.ts';
import { answerOf, callApp, lockStudy } from './setting/designs.ts';
import { openFrom, saveTo } from './setting/dialogs.ts';
import { peopleStudy } from './setting/people-study.ts';
import { expect, test } from './setting/test.ts';
import { words } from './setting/words.ts';

const study = 'Known by codes';
const person = { name: 'Wilhelmina Ofterdingen', contact: 'wilhelmina@ofterdingen.example' };
const passphrase = 'seven green lamps on a hill';

test('names are in the encrypted key file alone: made, filled, locked, opened with its passphrase and with no other', async ({ open, dataFolder }, testInfo) => {
  const { app, moderator: page } = await open();
  await home(page).waitFor();
  const studyId = await lockStudy(page, study, peopleStudy());
  await openRegister(page, study);
  const code = await addParticipant(page);
  const file = testInfo.outputPath('laboratory.key.age');
  await press(page, words('people.key-file'));
  const dialog = page.getByRole('dialog');
  const field = dialog.getByLabel(words('people.key-file.passphrase'), { exact: true });
  const entry = dialog.getByRole('row').filter({ has: page.getByRole('rowheader', { name: code, exact: true }) });

  await test.step('making one asks for a long passphrase, twice', async () => {
    await dialog.getByRole('radio', { name: words('people.key-file.which.make') }).check();
    await field.fill('short');
    await press(dialog, words('people.key-file.make'));
    await expect(field).toHaveAccessibleDescription(new RegExp(words('people.key-file.passphrase.short')));
    await field.fill(passphrase);
    const repeated = dialog.getByLabel(words('people.key-file.repeat'), { exact: true });
    await repeated.fill(`${passphrase}!`);
    await saveTo(app, file);
    await press(dialog, words('people.key-file.make'));
    await expect(repeated).toHaveAccessibleDescription(new RegExp(words('people.key-file.repeat.differs')));
    expect(existsSync(file)).toBe(false);
    await repeated.fill(passphrase);
    await press(dialog, words('people.key-file.make'));
    await expect(dialog.getByText(words('people.key-file.none'))).toBeVisible();
  });

  await test.step('an entry is written at once, and nobody reads it without the passphrase', async () => {
    await dialog.getByRole('combobox', { name: words('people.key-file.code') }).fill(code);
    await dialog.getByRole('textbox', { name: words('people.key-file.name') }).fill(person.name);
    await dialog.getByRole('textbox', { name: words('people.key-file.contact') }).fill(person.contact);
    await press(dialog, words('people.key-file.save'));
    await expect(entry).toContainText(person.name);
    await expect(entry).toContainText(person.contact);
    const bytes = readFileSync(file);
    expect(bytes.subarray(0, 30).toString('latin1')).toContain('age-encryption.org/v1');
    expect(bytes.toString('latin1')).not.toContain('Ofterdingen');
  });

  await test.step('locked, it is opened by its passphrase and by no other', async () => {
    await press(dialog, words('people.key-file.close'));
    await expect(field).toBeVisible();
    expect(await callApp(page, 'key-file/get', {})).toEqual({ fileName: null, entries: [] });
    await openFrom(app, file);
    await field.fill('seven green lamps on a hall');
    await press(dialog, words('people.key-file.open'));
    await expect(dialog.getByRole('alert')).toHaveText(mainWords('people.key-file.wrong-passphrase', { file: 'laboratory.key.age' }));
    await expect(entry).toHaveCount(0);
    await field.fill(passphrase);
    await press(dialog, words('people.key-file.open'));
    await expect(entry).toContainText(person.name);
    await press(dialog, words('people.key-file.edit.named', { code }));
    await dialog.getByRole('textbox', { name: words('people.key-file.contact') }).fill('Room 7');
    await press(dialog, words('people.key-file.save'));
    await expect(entry).toContainText('Room 7');
    await expect(entry).not.toContainText(person.contact);
    await press(dialog, words('people.key-file.done'));
  });

  await test.step('nobody is taken out of it by one press', async () => {
    await press(page, words('people.key-file'));
    await press(dialog, words('people.key-file.remove.named', { code }));
    // A second press of the same key keeps the entry, and leaves the keyboard where it was.
    await page.keyboard.press('Enter');
    await expect(dialog.getByRole('button', { name: words('people.key-file.remove.named', { code }), exact: true })).toBeFocused();
    await expect(entry).toContainText(person.name);
    await press(dialog, words('people.key-file.done'));
  });

  await test.step('a key file that is there is never overwritten by a new one', async () => {
    const before = readFileSync(file);
    await saveTo(app, file);
    expect(await answerOf(page, 'key-file/open', { passphrase: 'another long passphrase', make: true })).toMatchObject({
      ok: false,
      message: mainWords('people.key-file.exists', { file: 'laboratory.key.age' }),
    });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  await test.step('a session closes it', async () => {
    expect((await callApp(page, 'key-file/get', {})).fileName).toBe('laboratory.key.age');
    await page.getByRole('button', { name: words('moderator.home'), exact: true }).click();
    await startSession(page, { code, pin: '4961', study });
    await screen(page, 'live').waitFor();
    expect(await answerOf(page, 'key-file/get', {})).toMatchObject({ ok: false, message: mainWords('people.locked') });
  });

  await test.step('no file of the data folder holds a name, a contact or the passphrase', async () => {
    expect(filesWith(dataFolder, code)).not.toEqual([]);
    for (const secret of ['Ofterdingen', person.contact, 'Room 7', passphrase]) expect(filesWith(dataFolder, secret), secret).toEqual([]);
    expect((await answerOf(page, 'people/list', { studyId })).ok).toBe(false);
  });
});
