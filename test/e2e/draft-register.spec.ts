import { message as mainWords } from '../../electron/messages/message.ts';
import { home } from './robot/moderator.ts';
import { addParticipant, fieldValue, openPerson, openPersonPart, openRegister, peopleScreen, setField, signAs } from './robot/registrar.ts';
import { openStudies, press } from './robot/researcher.ts';
import { filesWith } from './setting/bytes.ts';
import { callApp } from './setting/designs.ts';
import { expect, test } from './setting/test.ts';
import { words } from './setting/words.ts';

const study = 'Only tried';
const marker = 'marzipan-of-the-draft';

test('a draft is not discarded while its register holds somebody, and no byte of them is left when it is', async ({ open, dataFolder }) => {
  const { moderator: page } = await open();
  await home(page).waitFor();
  const { studyId } = await callApp(page, 'design/create', { title: study, from: { kind: 'template', templateId: 'single-arm-pilot' } });
  await openRegister(page, study);
  const code = await addParticipant(page);
  await openPerson(page, code);
  await openPersonPart(page, 'profile');
  await setField(page, 'self_description', `I like ${marker} cake.`);
  await expect(fieldValue(page, 'self_description')).toContainText(marker);

  const dialog = page.getByRole('dialog');
  await test.step('the dialog says how many people are in the way', async () => {
    await openStudies(page);
    await press(page, words('designs.discard.of', { title: study }));
    await press(dialog, words('designs.discard.confirm'));
    await expect(dialog.getByRole('alert')).toHaveText(mainWords('design.discard.people', { count: 1 }));
    await press(dialog, words('designs.cancel'));
    await expect(page.getByRole('article', { name: study, exact: true })).toBeVisible();
    expect(await callApp(page, 'people/get', { studyId, participantCode: code })).toMatchObject({ profile: { self_description: `I like ${marker} cake.` } });
  });

  await test.step('erased in the register of the draft', async () => {
    expect(filesWith(dataFolder, marker)).not.toEqual([]);
    await openRegister(page, study);
    await openPerson(page, code);
    await press(page, words('people.leave'));
    await press(dialog, words('people.leave.erase.choose'));
    await dialog.getByRole('textbox', { name: words('people.erase.type', { code }) }).fill(code);
    await signAs(page, 'The draft is given up', 'MM', words('people.erase.confirm'));
    await peopleScreen(page, 'person-erased').waitFor();
    expect(filesWith(dataFolder, marker)).toEqual([]);
  });

  await test.step('then the draft is discarded', async () => {
    await openStudies(page);
    await press(page, words('designs.discard.of', { title: study }));
    await press(dialog, words('designs.discard.confirm'));
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('article', { name: study, exact: true })).toHaveCount(0);
    expect(await callApp(page, 'storage/verify', {})).toEqual({ sound: true, findings: [] });
  });
});
