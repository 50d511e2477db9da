import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { PersonalPrompt } from '../../shared/study/arms.ts';
import { closeSession, home, screen } from './robot/moderator.ts';
import { insert, placeholderCard, selectByKeyboard, setByKeyboard, sourceRow, unfoldByKeyboard } from './robot/prompt-writer.ts';
import { openPerson, openPersonPart, openRegister, setField } from './robot/registrar.ts';
import { choose, field, form, leaveStudy, openStudies, openStudy, part, press, waitUntilSaved } from './robot/researcher.ts';
import { createRobot, playUntil } from './robot/robot.ts';
import { callApp, lockStudy, lockTemplate } from './setting/designs.ts';
import { openFrom, saveTo } from './setting/dialogs.ts';
import { importPeople } from './setting/imported-people.ts';
import { armOf, goodbye, sessionOf, smallStudy, talks } from './setting/small-study.ts';
import { expect, test, type OpenApp } from './setting/test.ts';
import { threePeople } from './setting/three-people.ts';
import { readSessionOnDisk } from './setting/truth.ts';
import { resize } from './setting/windows.ts';
import { words } from './setting/words.ts';

const title = 'Told about people';
const [keeper] = threePeople;

/** An amendment of the template PRISM-X with three people of an earlier study in its register; the form of an arm is open. */
async function beginDraft({ app, moderator: page }: OpenApp, dataFolder: string, arm: string): Promise<{ readonly studyId: string; readonly codes: readonly string[] }> {
  await resize(app, 'moderator', 1700, 1000);
  await home(page).waitFor();
  const studyId = await lockTemplate(page, 'prism-x', title);
  const codes = await importPeople(app, page, studyId, dataFolder);
  await openStudies(page);
  await openStudy(page, title);
  await press(page, words('design.amend'));
  await choose(page, arm);
  return { studyId, codes };
}

test('an arm is told about people: written, set, cut and filled in by keyboard, undone, saved, and there again after the app was killed', async ({ open, dataFolder }) => {
  test.setTimeout(300_000);
  const first = await open();
  let page = first.moderator;
  const { studyId, codes } = await beginDraft(first, dataFolder, 'Prompted');
  const [code = ''] = codes;
  const box = () => field(form(page), words('design.form.personalisation.template'));

  await test.step('placeholders are put in where the keyboard stands', async () => {
    await box().focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('They live in .');
    await page.keyboard.press('ArrowLeft');
    await insert(page, 'location.reside_country');
    await expect(box()).toBeFocused();
    await expect(box()).toHaveValue('They live in {{location.reside_country}}.');
    await page.keyboard.press('End');
    await page.keyboard.type(' Dear to them: ');
    await insert(page, 'top_preferences');
    await page.keyboard.type('. Their tongue: {{mother_tongue}}.');
    await page.keyboard.press('Enter');
    await insert(page, 'examples');
    await expect(box()).toHaveValue('They live in {{location.reside_country}}. Dear to them: {{top_preferences}}. Their tongue: {{mother_tongue}}.\n{{examples}}');
  });

  await test.step('what each stands for is set by keyboard', async () => {
    const preferences = await unfoldByKeyboard(page, 'top_preferences');
    await expect(preferences.getByLabel(words('design.prompt.kind'), { exact: true })).toHaveValue('top-preferences');
    await preferences.getByLabel(words('design.form.personalisation.count'), { exact: true }).fill('2');
    const examples = await unfoldByKeyboard(page, 'examples');
    await selectByKeyboard(examples.getByLabel(words('design.prompt.rule'), { exact: true }), 'most-recent');
    await examples.getByLabel(words('design.form.personalisation.count'), { exact: true }).fill('2');
    const english = await unfoldByKeyboard(page, 'mother_tongue');
    await selectByKeyboard(english.getByLabel(words('design.prompt.kind'), { exact: true }), 'summary');
    await selectByKeyboard(english.getByLabel(words('design.prompt.kind'), { exact: true }), 'field');
    await expect(english.getByLabel(words('design.prompt.field'), { exact: true })).toHaveValue('mother_tongue');
  });

  const preview = part(page, words('design.form.part.prompt-preview'));
  const prompt = preview.getByRole('region', { name: words('design.prompt.preview.prompt'), exact: true });
  const example = (index: number): string => {
    const { message = '', better = '', worse = '' } = keeper?.exchanges[index] ?? {};
    return `Message: ${message}\nLiked reply: ${better}\nDisliked reply: ${worse}`;
  };
  const around = (told: string): string =>
    `You are an assistant. Use plain language, and answer in the language of the message.\n\n${told}\n\nAnswer in about 50 words.`;

  await test.step('the preview shows the exact prompt of a person, where all of it comes from, and that a sentence is left out', async () => {
    await preview.getByLabel(words('design.prompt.preview.participant'), { exact: true }).selectOption(code);
    await expect(prompt).toHaveText(around(`They live in Iceland. Dear to them: helpfulness, personalisation.\n${example(1)}\n\n${example(0)}`), { useInnerText: true });
    await expect(sourceRow(preview, 'location.reside_country')).toHaveText([words('design.prompt.source.profile.prism'), words('design.prompt.done.filled')]);
    await expect(sourceRow(preview, 'mother_tongue')).toHaveText([words('design.prompt.source.none'), words('design.prompt.done.dropped')]);
    await expect(sourceRow(preview, 'examples')).toHaveText([words('design.prompt.source.exchanges', { count: 1, ids: 'c0' }), words('design.prompt.done.filled')]);
    await expect(preview).toContainText('Nothing is known for "mother_tongue", so its sentence is left out.');
  });

  const english = placeholderCard(page, 'mother_tongue');
  const missing = english.getByLabel(words('design.prompt.missing'), { exact: true });
  await test.step('a text stands instead, if one is given; or the session is refused, and the preview says so', async () => {
    await selectByKeyboard(missing, 'fallback');
    await english.getByLabel(words('design.prompt.fallback'), { exact: true }).fill('nobody asked');
    await expect(prompt).toContainText('Their tongue: nobody asked.');
    await expect(sourceRow(preview, 'mother_tongue').last()).toHaveText(words('design.prompt.done.fallback'));
    await selectByKeyboard(missing, 'refuse');
    await expect(preview).toContainText(words('design.prompt.preview.refused'));
    await expect(prompt).toHaveCount(0);
    await expect(sourceRow(preview, 'mother_tongue').last()).toHaveText(words('design.prompt.done.refused'));
  });

  await test.step('undoing brings the text back, redoing the refusal, undoing again the text', async () => {
    await press(page, words('design.undo'));
    await expect(prompt).toContainText('Their tongue: nobody asked.');
    await press(page, words('design.redo'));
    await expect(preview).toContainText(words('design.prompt.preview.refused'));
    await press(page, words('design.undo'));
    await expect(prompt).toContainText('Their tongue: nobody asked.');
  });

  await test.step('the length: what is cut first is moved by keyboard, and the preview cuts it', async () => {
    const length = part(page, words('design.form.part.budget'));
    const keep = length.getByRole('checkbox');
    // The template came with an order of its own; a new one begins with what is long and can be spared.
    await setByKeyboard(length);
    await expect(keep).not.toBeChecked();
    await setByKeyboard(length);
    await expect(keep).toBeChecked();
    await field(length, words('design.form.personalisation.tokens')).fill('50');
    const order = length.locator('.prompt-cut-entry');
    await expect(order.first()).toHaveAttribute('data-name', 'examples');
    await expect(preview).toContainText('1 item of "examples" left out to keep to the budget.');
    await expect(prompt).toHaveText(around(`They live in Iceland. Dear to them: helpfulness, personalisation. Their tongue: nobody asked.\n${example(1)}`), { useInnerText: true });
    const later = length.getByRole('button', { name: words('design.prompt.cut.down', { name: 'examples' }), exact: true });
    await later.focus();
    for (const place of [2, 3, 4]) {
      await page.keyboard.press('Enter');
      await expect(order.nth(place - 1)).toHaveAttribute('data-name', 'examples');
      // The keyboard goes along with the entry.
      await expect(later).toBeFocused();
    }
    await expect(prompt).toContainText(`${example(1)}\n\n${example(0)}`);
    await expect(prompt).not.toContainText('Their tongue');
  });

  const written = await test.step('all of it is saved, and there again after the app was killed', async () => {
    await waitUntilSaved(page);
    const before = await promptOf(page, studyId);
    await first.kill();
    const second = await open();
    page = second.moderator;
    await resize(second.app, 'moderator', 1700, 1000);
    await openStudies(page);
    await openStudy(page, title);
    await choose(page, 'Prompted');
    await expect(box()).toHaveValue(before.template);
    expect(await promptOf(page, studyId)).toEqual(before);
    return before;
  });
  expect(written).toMatchObject({
    placeholders: {
      top_preferences: { kind: 'top-preferences', count: 2 },
      examples: { kind: 'examples', rule: 'most-recent', count: 2 },
      mother_tongue: { kind: 'field', field: 'mother_tongue', missing: { fallback: 'nobody asked' } },
    },
    budget: { tokens: 50 },
  });
  expect(written.budget?.cut.at(-1)).toBe('examples');

  await test.step('a ready-made one takes its place, after a warning, and undoing brings the own one back', async () => {
    await press(form(page), words('design.prompt.ready.open'));
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText(words('design.prompt.ready.warning'));
    const ready = await callApp(page, 'prompt/ready-made', {});
    expect(ready).toHaveLength(4);
    const wanted = ready.find(({ id }) => id === 'stated-preferences');
    await page.keyboard.press('ArrowDown');
    await expect(dialog.getByRole('region')).toHaveText(wanted?.prompt.template ?? '', { useInnerText: true });
    await press(dialog, words('design.prompt.ready.replace'));
    await expect(box()).toHaveValue(wanted?.prompt.template ?? '');
    await press(page, words('design.undo'));
    await expect(box()).toHaveValue(written.template);
    await waitUntilSaved(page);
    expect(await promptOf(page, studyId)).toEqual(written);
  });
});

test('a summary is made by a model, changed and signed by a person, and only then stands in prompts', async ({ open, dataFolder }) => {
  test.setTimeout(200_000);
  const opened = await open();
  const { moderator: page } = opened;
  const { codes } = await beginDraft(opened, dataFolder, 'Prompted');
  const [code = ''] = codes;
  await field(form(page), words('design.form.personalisation.template')).fill('In short: {{summary}}');
  const preview = part(page, words('design.form.part.prompt-preview'));
  const summaries = part(page, words('design.form.part.summaries'));
  await preview.getByLabel(words('design.prompt.preview.participant'), { exact: true }).selectOption(code);
  await expect(sourceRow(preview, 'summary').last()).toHaveText(words('design.prompt.done.dropped'));
  await expect(summaries).toContainText(words('design.prompt.summaries.counts', { reviewed: 0, made: 0, none: 3 }));

  const dialog = page.getByRole('dialog');
  await press(summaries, words('design.prompt.summaries.make.named', { code }));
  await press(dialog, words('design.prompt.summaries.make'));
  await expect(dialog).toContainText(words('design.prompt.summaries.model.missing'));
  await dialog.getByLabel(words('ui.model.provider'), { exact: true }).selectOption('practice');
  await expect(dialog).toContainText(words('design.prompt.summaries.stays'));
  await field(dialog, words('design.prompt.summaries.model')).fill('practice-brief');
  await press(dialog, words('design.prompt.summaries.make'));

  // What was made is read at once; leaving it unread leaves it unused.
  await expect(dialog).toContainText(words('design.prompt.summaries.review.about'));
  const made = await dialog.getByRole('region', { name: words('design.prompt.summaries.made-text', { model: 'practice-brief' }), exact: true }).innerText();
  expect(made.length).toBeGreaterThan(20);
  await page.keyboard.press('Escape');
  await expect(summaries).toContainText(words('design.prompt.summaries.state.made'));
  await preview.getByLabel(words('design.prompt.preview.opening'), { exact: true }).fill('Hello.');
  await expect(preview).toContainText('There is a summary that nobody has reviewed, so it is not used.');
  await expect(preview).not.toContainText(made.slice(0, 30));

  await press(summaries, words('design.prompt.summaries.review.named', { code }));
  const used = field(dialog, words('design.prompt.summaries.used-text'));
  await expect(used).toBeFocused();
  await used.fill('Likes it short and plain.');
  await expect(dialog).toContainText(words('design.prompt.summaries.changed'));
  await press(dialog, words('design.prompt.summaries.sign'));
  await expect(dialog).toContainText(words('design.prompt.summaries.by.missing'));
  await field(dialog, words('design.prompt.summaries.by')).fill('RR');
  await press(dialog, words('design.prompt.summaries.sign'));
  await expect(dialog).toHaveCount(0);
  await expect(summaries).toContainText(words('design.prompt.summaries.state.reviewed', { by: 'RR' }));
  await expect(summaries).toContainText(words('design.prompt.summaries.counts', { reviewed: 1, made: 0, none: 2 }));
  await preview.getByLabel(words('design.prompt.preview.opening'), { exact: true }).fill('Hello again.');
  await expect(preview.getByRole('region', { name: words('design.prompt.preview.prompt'), exact: true })).toContainText('In short: Likes it short and plain.');
  await expect(sourceRow(preview, 'summary')).toHaveText([words('design.prompt.source.summary', { by: 'RR' }), words('design.prompt.done.filled')]);

  await test.step('one that is discarded is gone from prompts', async () => {
    await press(summaries, words('design.prompt.summaries.discard.named', { code }));
    await press(summaries, words('design.prompt.summaries.discard.sure.named', { code }));
    await expect(summaries).toContainText(words('design.prompt.summaries.counts', { reviewed: 0, made: 0, none: 3 }));
    await preview.getByLabel(words('design.prompt.preview.opening'), { exact: true }).fill('Hello once more.');
    await expect(preview).not.toContainText('Likes it short');
  });
});

test('models of their own: set one by one, taken from a table as a whole or not at all, checked, and written to a table', async ({ open, dataFolder }) => {
  test.setTimeout(200_000);
  const opened = await open();
  const { app, moderator: page } = opened;
  const { codes } = await beginDraft(opened, dataFolder, 'Personal');
  const [first = '', second = '', third = ''] = codes;
  const models = part(page, words('design.form.part.own-models'));
  const row = (code: string): Locator => models.locator('tbody tr').filter({ has: page.getByRole('rowheader', { name: code, exact: true }) }).getByRole('cell');
  const found = (standing: 'rule' | 'mapped' | 'common' | 'refused'): string => words(`design.own-model.standing.${standing}`);
  for (const code of codes) {
    await expect(row(code).nth(0)).toContainText(`practice-own-${code}`);
    await expect(row(code).nth(1)).toHaveText(found('rule'));
  }

  await test.step('one is set by hand', async () => {
    await press(models, words('design.own-model.set.named', { code: first }));
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(words('ui.model.provider'), { exact: true }).selectOption('practice');
    await field(dialog, words('design.own-model.model')).fill('practice-brief');
    await press(dialog, words('design.own-model.set.save'));
    await expect(dialog).toHaveCount(0);
    await expect(row(first).nth(0)).toContainText('practice-brief');
    await expect(row(first).nth(1)).toHaveText(found('mapped'));
  });

  const table = path.join(dataFolder, 'models.csv');
  await test.step('of a table with a problem nothing is taken', async () => {
    await writeFile(table, `participant,model\n${second},practice-warm\nNOBODY-1,practice-warm\n`);
    await openFrom(app, table);
    await press(models, words('design.own-model.import'));
    await expect(models).toContainText(words('design.own-model.problems', { count: 1 }));
    await expect(models).toContainText('models.csv, line 3, column participant: "NOBODY-1" is not in the register of this study.');
    await expect(row(second).nth(1)).toHaveText(found('rule'));
  });

  await test.step('one without is taken', async () => {
    await writeFile(table, `participant,model\n${second},practice-warm\n${third},there-is-no-such-model\n`);
    await press(models, words('design.own-model.import'));
    await expect(models).toContainText(words('design.own-model.imported', { count: 2 }).slice(3));
    await expect(row(second).nth(0)).toContainText('practice-warm');
    await expect(row(third).nth(1)).toHaveText(found('mapped'));
  });

  await test.step('all are checked at the endpoint', async () => {
    await press(models, words('design.own-model.check'));
    await expect(row(third).nth(2)).toHaveText(words('design.own-model.answers.no'));
    await expect(row(second).nth(2)).toHaveText(words('design.own-model.answers.yes'));
  });

  await test.step('the table goes out as it came in', async () => {
    const written = path.join(dataFolder, 'written.csv');
    await saveTo(app, written);
    await press(models, words('design.own-model.export'));
    await expect(models).toContainText('written.csv');
    const lines = (await readFile(written, 'utf8')).trim().split(/\r?\n/).map((line) => line.split(',').slice(0, 2).join());
    expect(lines[0]).toBe('participant,model');
    expect(lines.slice(1).toSorted()).toEqual([`${first},practice-brief`, `${second},practice-warm`, `${third},there-is-no-such-model`].toSorted());
    await openFrom(app, written);
    await press(models, words('design.own-model.import'));
    await expect(models).not.toContainText(words('design.own-model.problems', { count: 1 }).slice(0, 20));
    await expect(row(second).nth(0)).toContainText('practice-warm');
  });

  await test.step('whoever is taken out of the table has the model of the rule again; without rule and table there is none', async () => {
    await press(models, words('design.own-model.remove.named', { code: third }));
    await expect(row(third).nth(0)).toContainText(`practice-own-${third}`);
    await form(page).locator('label').filter({ has: page.getByText(words('design.form.personalisation.finding.table'), { exact: true }) }).getByRole('radio').check();
    await form(page).locator('label').filter({ has: page.getByText(words('design.form.personalisation.without-one.refuse'), { exact: true }) }).getByRole('radio').check();
    await expect(row(third).nth(1)).toHaveText(found('refused'));
    await expect(row(second).nth(1)).toHaveText(found('mapped'));
  });
  await leaveStudy(page);
});

test('somebody of whom a study has to know more is not begun with, and the start screen names the field and no arm', async ({ open, dataFolder }) => {
  test.setTimeout(200_000);
  const { app, moderator: page, participant } = await open();
  await home(page).waitFor();
  const arms = [
    armOf('plain', 'Plain arm', 'practice-brief'),
    { ...armOf('telling', 'Telling arm', 'practice-warm'), personalisation: { kind: 'prompt', template: 'They live in {{location.reside_country}} and speak {{mother_tongue}}.', placeholders: { mother_tongue: { kind: 'field', field: 'mother_tongue', missing: 'refuse' } } } as const },
  ];
  const study = 'Must be known';
  const studyId = await lockStudy(page, study, { ...smallStudy({ arms, sessions: [sessionOf('only', [talks({ kind: 'parallel', sendTo: 'all' }, { minimum: 1, maximum: 1 }), goodbye])] }) });
  const [code = ''] = await importPeople(app, page, studyId, dataFolder);
  const startButton = page.getByRole('button', { name: words('start.start'), exact: true });
  const openStart = async (): Promise<void> => {
    await press(page, words('people.person.start', { number: 1 }));
    await screen(page, 'start').waitFor();
    await page.getByRole('textbox', { name: words('start.moderator'), exact: true }).fill('MM');
  };

  await test.step('refused', async () => {
    await openRegister(page, study);
    await openPerson(page, code);
    await openStart();
    await expect(screen(page, 'start')).toContainText(words('preflight.about-participant.refused', { fields: 'mother_tongue' }));
    await expect(startButton).toHaveAttribute('aria-disabled', 'true');
    const shown = await screen(page, 'start').innerText();
    for (const secret of ['telling', 'Telling', 'Plain arm', 'practice-warm']) expect(shown).not.toContain(secret);
    // The app itself refuses too, not the button alone.
    const details = { studyId, participantCode: code, moderator: 'MM', stratum: null, replaces: null, outsideGap: null, display: 'same' } as const;
    await callApp(page, 'settings/set-pin', { pin: '4961' });
    await expect(callApp(page, 'session/start', details)).rejects.toThrow('The study cannot begin without knowing this about the participant: mother_tongue.');
    await press(page, words('start.cancel'));
  });

  await test.step('the field is filled in on the page of the participant', async () => {
    await openRegister(page, study);
    await openPerson(page, code);
    await openPersonPart(page, 'profile');
    await setField(page, 'mother_tongue', 'Icelandic');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  await test.step('and it starts, and the arm is told', async () => {
    await openStart();
    await expect(startButton).not.toHaveAttribute('aria-disabled', 'true', { timeout: 60_000 });
    await startButton.click();
    await screen(page, 'live').waitFor({ timeout: 60_000 });
    await playUntil(await participant(), createRobot({ seed: 'known now', turns: 1 }));
    await closeSession(page);
    const { events } = readSessionOnDisk(dataFolder);
    const told = events.flatMap((event) => (event.kind === 'call-started' && event.payload.armId === 'telling' ? [event.payload.messages[0]?.content] : []));
    expect(told).toEqual(['They live in Iceland and speak Icelandic.']);
  });
});

async function promptOf(page: Page, studyId: string): Promise<PersonalPrompt> {
  const { content } = await callApp(page, 'design/get', { studyId });
  const personalisation = (content as unknown as { readonly arms: readonly { readonly id: string; readonly personalisation: PersonalPrompt }[] }).arms.find(({ id }) => id === 'prompted')?.personalisation;
  if (personalisation === undefined) throw new Error('The draft has no such arm.');
  return personalisation;
}
