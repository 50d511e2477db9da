import path from 'node:path';
import type { Study } from '../../shared/study/protocol.ts';
import { closeSession, home, startSession } from './robot/moderator.ts';
import {
  addOfKind,
  addStage,
  choose,
  expectErrorAt,
  expectProblemAt,
  expectProblems,
  field,
  form,
  leaveStudy,
  lockStudyAs,
  newStudy,
  openStudies,
  openStudy,
  outlineTitles,
  part,
  press,
  problemsShown,
  start,
  unfolded,
  waitUntilSaved,
} from './robot/researcher.ts';
import { createRobot, playUntil } from './robot/robot.ts';
import { linesIn, readArchive, textIn } from './setting/archive.ts';
import { saveTo } from './setting/dialogs.ts';
import { checkAgainstDiary, checkAllocation, conversationsIn, dealtRowsIn, sessionsIn } from './setting/exported.ts';
import { expect, test } from './setting/test.ts';
import { resize } from './setting/windows.ts';
import { words } from './setting/words.ts';

const title = 'Hot drinks, blinded';

test('a study built from nothing in the editor: every error is named at its field, the draft outlives the app, and what was locked is what is played', async ({
  open,
  dataFolder,
}) => {
  test.setTimeout(400_000);
  const first = await open();
  let page = first.moderator;
  await resize(first.app, 'moderator', 1700, 1000);
  await openStudies(page);
  await newStudy(page, title, words('designs.new.nothing'));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  const problem = {
    conversations: words('problem.no-conversations'),
    consent: words('problem.no-consent'),
    debrief: words('problem.no-debrief'),
    outcome: words('problem.no-outcome'),
    contrasts: words('problem.no-contrasts'),
  };
  await expectProblems(page, [problem.conversations, problem.consent, problem.debrief, problem.outcome]);

  await test.step('nothing is locked while there is an error, and the button says why', async () => {
    await expect(part(page, words('design.form.part.sessions'))).toContainText(problem.conversations);
    const lock = page.getByRole('button', { name: words('design.lock'), exact: true });
    await expect(lock).toHaveAttribute('aria-disabled', 'true');
    await expect(lock).toHaveAccessibleDescription(words('design.lock.why-not', { count: 1 }));
    await lock.click({ force: true });
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  await test.step('an emptied title is an error at the title', async () => {
    const box = field(start(page), words('design.form.study.title'));
    await box.fill('');
    await expectErrorAt(box, words('problem.text-empty'));
    // The list leads back to the field from anywhere.
    await choose(page, words('design.outline.blinding'));
    await page.locator('.problems-entry').filter({ hasText: words('problem.text-empty') }).click();
    await expect(box).toBeFocused();
    await box.fill(title);
    await expect(box).not.toHaveAttribute('aria-invalid', 'true');
    await field(start(page), words('design.form.study.summary')).fill('Three ways of talking about hot drinks.');
  });

  await test.step('three arms, each with a name, an id and a model of its own', async () => {
    await choose(page, words('design.outline.arms'));
    await press(form(page), words('design.form.arms.add'));
    await press(form(page), words('design.form.arms.add'));
    await expect.poll(async () => (await problemsShown(page)).some(({ words: text }) => text.includes('alike in everything'))).toBe(true);
    for (const [index, arm] of arms.entries()) {
      const name = field(form(page), words('design.form.arm.name')).nth(index);
      await name.fill(arm.name);
      await field(form(page), words('design.form.arm.model')).nth(index).fill(arm.model);
    }
    for (const arm of arms) {
      await choose(page, arm.name);
      await field(start(page), words('design.form.id')).fill(arm.id);
      await field(start(page), words('design.form.id')).press('Enter');
    }
    await expectProblems(page, [problem.conversations, problem.consent, problem.debrief, problem.outcome, problem.contrasts]);
  });

  await test.step('consent, brought before the welcome', async () => {
    await choose(page, 'Welcome');
    await addStage(page, 'consent');
    await field(form(page), words('design.form.markdown')).fill('You will talk with assistants about **hot drinks**.');
    await press(page, words('design.outline.up', { title: words('design.stage.consent') }));
    expect((await outlineTitles(page)).slice(5)).toEqual(['Session', words('design.stage.consent'), 'Welcome', ...plans()]);
    await expectProblems(page, [problem.conversations, problem.debrief, problem.outcome, problem.contrasts]);
  });

  await test.step('a questionnaire with two questions of different types, which need names of their own', async () => {
    await addStage(page, 'questionnaire');
    await field(start(page), words('design.form.stage.title')).fill('About you');
    const questions = part(page, words('design.form.part.questions'));
    const age = await unfolded(questions, words('design.new.questionnaire.question'));
    await field(age, words('design.form.question.title')).fill('How old are you?');
    const named = await unfolded(questions, 'How old are you?');
    await field(named, words('design.form.question.name')).fill('age');
    await addOfKind(questions, words('design.form.questions.add'), words('design.form.question-kind.radiogroup'));
    const drink = await unfolded(questions, words('design.form.new.question.radiogroup'));
    await field(drink, words('design.form.question.name')).fill('age');
    await expect.poll(async () => (await problemsShown(page)).some(({ severity, words: text }) => severity === 'error' && text.includes('age'))).toBe(true);
    await expect(drink.locator('.form-problem.error').first()).toContainText('age');
    await field(drink, words('design.form.question.name')).fill('drink');
    await field(drink, words('design.form.question.choices')).fill('tea | Tea\ncoffee | Coffee\nneither | Neither');
    await field(drink, words('design.form.question.title')).fill('What do you drink?');
    await expectProblems(page, [problem.conversations, problem.debrief, problem.outcome, problem.contrasts]);
  });

  await test.step('conversations of two types, judged with slider, ranking and text', async () => {
    await choose(page, 'Welcome');
    await addStage(page, 'conversations');
    await field(start(page), words('design.form.stage.title')).fill('Talk');
    const conversations = part(page, words('design.form.part.conversations'));
    const type = await unfolded(conversations, words('design.form.new.type.title'));
    await field(type, words('design.form.type.label')).fill('tea');
    await field(type, words('design.form.type.prompt')).fill('Talk about tea.');
    await field(type, words('design.form.type.title')).fill('Tea');
    await press(conversations, words('design.form.types.add'));
    const second = await unfolded(conversations, words('design.form.new.type.title'));
    await field(second, words('design.form.type.label')).fill('coffee');
    await field(second, words('design.form.type.prompt')).fill('Talk about coffee.');
    await field(second, words('design.form.opening')).selectOption({ label: words('design.form.opening.fixed') });
    await field(second, words('design.form.opening.message')).fill('How is coffee made?');
    await field(second, words('design.form.type.title')).fill('Coffee');
    await field(conversations, words('design.form.conversations.order')).selectOption({ label: words('design.form.order.balanced') });
    await field(conversations, words('design.form.conversations.count')).fill('3');
    const count = field(conversations, words('design.form.conversations.count'));
    await expectProblemAt(count, words('problem.types-uneven', { count: 3, types: 2 }));
    await count.fill('2');

    const turns = part(page, words('design.form.part.turns'));
    await field(turns, words('design.form.turns.minimum')).fill('9');
    await expect(turns).toContainText(words('problem.turns-reversed'));
    await field(turns, words('design.form.turns.minimum')).fill('1');
    await expect(turns).not.toContainText(words('problem.turns-reversed'));

    const messages = part(page, words('design.form.part.messages'));
    await field(messages, words('design.form.messages.words')).fill('2');
    const coffee = await unfolded(conversations, 'Coffee');
    await expectErrorAt(field(coffee, words('design.form.opening.message')), words('problem.opening-too-long', { maximum: 2, unit: 'words' }));
    await field(messages, words('design.form.messages.words')).fill('');

    const layout = part(page, words('design.form.part.layout'));
    await layout.getByRole('radio', { name: words('design.form.layout.common-thread') }).check();
    await expect(part(page, words('design.form.part.turn-sheet'))).toContainText(words('problem.turn-sheet-missing', { layout: 'common-thread' }));
    await page.keyboard.press('Control+z');
    await expect(layout.getByRole('radio', { name: words('design.form.layout.parallel') })).toBeChecked();
    await expect(part(page, words('design.form.part.turn-sheet'))).not.toContainText(words('problem.turn-sheet-missing', { layout: 'common-thread' }));

    const replies = part(page, words('design.form.part.replies'));
    await field(replies, words('design.form.replies.delay')).fill('0');
    const sheets = part(page, words('design.form.part.end-sheets'));
    await addOfKind(sheets, words('design.form.judgements.add'), words('design.form.judgement.slider'));
    await addOfKind(sheets, words('design.form.judgements.add'), words('design.form.judgement.text'));
    const text = await unfolded(sheets, words('design.form.new.judgement.text'));
    await field(text, words('design.form.text.minimum')).fill('3000');
    await expectErrorAt(field(text, words('design.form.text.minimum')), words('problem.text-limits-reversed', { minimum: 3000, maximum: 2000 }));
    await field(text, words('design.form.text.minimum')).fill('10');
    const slider = await unfolded(sheets, words('design.form.new.judgement.slider'));
    await field(slider, words('design.form.id')).fill('liking');
    await field(slider, words('design.form.judgement.question')).fill('How did you like it?');
    const preferred = field(sheets, words('design.form.sheet.preferred-by'));
    await preferred.selectOption({ label: 'How did you like it?' });
    await expect(preferred).toHaveValue('liking');
    await preferred.selectOption({ label: words('design.form.new.judgement.ranking') });
    await expectProblems(page, [problem.debrief, problem.outcome, problem.contrasts]);
  });

  await test.step('debrief, sample, outcome and contrasts', async () => {
    await addStage(page, 'debrief');
    await choose(page, words('design.outline.analysis'));
    const sample = part(page, words('design.form.part.sample'));
    await field(sample, words('design.form.analysis.participants')).fill('13');
    await expectProblemAt(field(sample, words('design.form.analysis.participants')), words('problem.sample-uneven', { planned: 13, strata: 1, next: 18, block: 6 }));
    await field(sample, words('design.form.analysis.participants')).fill('12');
    await field(sample, words('design.form.analysis.outcome')).selectOption({ index: 2 });
    const contrasts = part(page, words('design.form.part.contrasts'));
    await press(contrasts, words('design.form.contrasts.add'));
    const contrast = contrasts.locator('.form-card').first();
    await field(contrast, words('design.form.contrast.second')).selectOption({ label: 'Brief' });
    await expectErrorAt(field(contrast, words('design.form.contrast.second')), words('problem.contrast-of-one', { arm: 'brief' }));
    await field(contrast, words('design.form.contrast.second')).selectOption({ label: 'Warm' });
    await field(contrast, words('design.form.contrast.expectation')).selectOption({ label: words('design.form.expectation.equivalent') });
    await expectErrorAt(field(contrast, words('design.form.contrast.margin')), words('problem.margin-missing', { contrast: 'contrast' }));
    await field(contrast, words('design.form.contrast.margin')).fill('0.4');
    await expectProblems(page, []);
    await expect(page.getByText(words('design.problems.none'), { exact: true })).toBeVisible();
  });

  await test.step('undo and redo across places, one step at a time', async () => {
    await press(page, words('design.undo'));
    await expect(field(form(page), words('design.form.contrast.margin'))).toHaveValue('');
    await press(page, words('design.undo'));
    await expect(field(form(page), words('design.form.contrast.expectation'))).toHaveValue('different');
    await press(page, words('design.undo'));
    await press(page, words('design.undo'));
    await press(page, words('design.undo'));
    await expect(part(page, words('design.form.part.contrasts')).locator('.form-card')).toHaveCount(0);
    for (let step = 0; step < 5; step += 1) await press(page, words('design.redo'));
    await expect(page.getByRole('button', { name: words('design.redo'), exact: true })).toHaveAttribute('aria-disabled', 'true');
    await expectProblems(page, []);
    await waitUntilSaved(page);
  });

  await first.kill();
  const { app, moderator, participant } = await open();
  page = moderator;
  await resize(app, 'moderator', 1700, 1000);

  await test.step('after the app was ended at once, the draft is as it was', async () => {
    await openStudies(page);
    await expect(page.getByRole('article', { name: title })).toContainText(words('designs.sound'));
    await openStudy(page, title);
    expect(await outlineTitles(page)).toEqual([
      words('design.outline.study'),
      words('design.outline.arms'),
      ...arms.map(({ name }) => name),
      'Session',
      words('design.stage.consent'),
      'About you',
      'Welcome',
      'Talk',
      words('design.stage.debrief'),
      ...plans(),
    ]);
    await expectProblems(page, []);
  });

  let digest = '';
  await test.step('locked: version, signature, rows and digest are shown', async () => {
    await press(page, words('design.lock'));
    await press(page.getByRole('dialog'), words('design.locking.confirm'));
    await expect(page.getByRole('dialog')).toContainText(words('design.locking.by.missing'));
    await page.keyboard.press('Escape');
    await lockStudyAs(page, 'RB');
    const facts = page.getByRole('dialog').locator('dl');
    await expect(facts).toContainText('RB');
    await expect(facts).toContainText('12');
    digest = (await facts.locator('.code').textContent()) ?? '';
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    await press(page.getByRole('dialog'), words('design.locked.done'));
    await expect(page.getByText(words('design.state.locked', { version: 1 }), { exact: true })).toBeVisible();
    await expect(field(start(page), words('design.form.study.title'))).toHaveAttribute('readonly', '');
    await leaveStudy(page);
  });

  await page.getByRole('button', { name: words('moderator.home'), exact: true }).click();
  await home(page).waitFor();
  await startSession(page, { code: 'D-1', pin: '4961', study: title, moderator: 'AB' });
  const robot = createRobot({ seed: 'built from nothing' });
  await playUntil(await participant(), robot);
  await closeSession(page);
  const file = path.join(dataFolder, 'built.zip');
  await saveTo(app, file);
  const card = page.getByRole('article', { name: title, exact: true });
  await press(card, words('home.export'));
  await expect(card).toContainText('built.zip');
  const archive = await readArchive(file);
  const [session] = sessionsIn(archive);
  if (session === undefined) throw new Error('The archive has no session.');
  expect(session).toMatchObject({ participant_code: 'D-1', status: 'complete', standing: 'kept', moderator: 'AB', study_version: 1, allocation_row: '1' });
  expect(linesIn(archive, 'sessions.jsonl')[0]).toMatchObject({ study_digest: digest });
  const study = JSON.parse(textIn(archive, 'study.json')) as Study;
  expect(study.arms.map(({ id, name, model }) => ({ id, name, model: model.model }))).toEqual(arms);
  expect(dealtRowsIn(archive)).toHaveLength(12);
  expect(conversationsIn(archive).map((each) => each.title).sort()).toEqual(['Coffee', 'Tea']);
  for (const conversation of conversationsIn(archive)) {
    expect(conversation.slots.map(({ arm_id }) => arm_id).sort()).toEqual(arms.map(({ id }) => id).sort());
  }
  expect(Object.keys(robot.diary.answers).sort()).toEqual(['age', 'drink']);
  checkAllocation(archive, session);
  checkAgainstDiary(archive, session.session_id, robot.diary);
});

const arms = [
  { id: 'brief', name: 'Brief', model: 'practice-brief' },
  { id: 'warm', name: 'Warm', model: 'practice-warm' },
  { id: 'agreeable', name: 'Agreeable', model: 'practice-agreeable' },
];

function plans(): readonly string[] {
  return [words('design.outline.allocation'), words('design.outline.analysis'), words('design.outline.blinding')];
}
