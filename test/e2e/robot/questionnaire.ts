import type { Locator, Page } from '@playwright/test';
import { drawInteger, shuffled } from '../../../shared/allocation/random.ts';
import { isUnset } from './hand.ts';
import type { Robot } from './robot.ts';
import { continueButton } from './screen.ts';

/** Answers what is still open on a page of a form, question by question from the top, and goes on. */
export async function playQuestionnaire(page: Page, robot: Robot): Promise<void> {
  await waitForForm(page);
  const answered = new Set<string>();
  // An answer can bring up another question, so the page is read anew after each.
  for (let next = await nextQuestion(page, answered); next !== null; next = await nextQuestion(page, answered)) {
    answered.add(next);
    await answer(next, questionOf(page, next), robot);
  }
  const heading = await page.locator('main h1').textContent();
  await robot.hand.press(continueButton(page));
  // The next page of the form, or another screen.
  await page.waitForFunction(
    ({ before }) => {
      const main = document.querySelector('main[data-screen]');
      return main?.getAttribute('data-screen') !== 'questionnaire' || main.querySelector('h1')?.textContent !== before;
    },
    { before: heading },
  );
}

/** The form comes a moment after its heading, and the button to go on with it. */
export async function waitForForm(page: Page): Promise<void> {
  await continueButton(page).waitFor();
}

function questionOf(page: Page, name: string): Locator {
  return page.locator(`main [data-name=${JSON.stringify(name)}]`).first();
}

async function nextQuestion(page: Page, answered: ReadonlySet<string>): Promise<string | null> {
  const names = await page
    .locator('main [data-name]')
    // A panel has a name too, and its questions inside it.
    .evaluateAll((elements) =>
      elements
        .filter((element) => element.querySelector('[data-name]') === null)
        .map((element) => element.getAttribute('data-name') ?? ''),
    );
  return names.find((name) => !answered.has(name)) ?? null;
}

async function answer(name: string, question: Locator, robot: Robot): Promise<void> {
  const has = async (role: Parameters<Locator['getByRole']>[0]): Promise<boolean> => (await question.getByRole(role).count()) > 0;
  if (await has('slider')) await answerSliders(name, question, robot);
  else if (await has('radio')) await answerRadios(name, question, robot);
  else if (await has('checkbox')) await answerBoxes(name, question, robot);
  else if (await has('combobox')) await answerList(name, question, robot);
  else if (await has('textbox')) await answerText(name, question, robot);
}

/** One choice, or one in every line of a table. */
async function answerRadios(name: string, question: Locator, { hand, random, diary }: Robot): Promise<void> {
  const groups = await question.locator('input[type="radio"]').evaluateAll((inputs) => [
    ...new Set(inputs.map((input) => (input as HTMLInputElement).name)),
  ]);
  for (const group of groups) {
    const radios = question.locator(`input[type="radio"][name=${JSON.stringify(group)}]`);
    const chosen = question.locator(`input[type="radio"][name=${JSON.stringify(group)}]:checked`);
    if ((await chosen.count()) === 0) await hand.press(radios.nth(drawInteger(random, await radios.count())));
    if (groups.length === 1) diary.answers[name] = await chosen.inputValue();
  }
}

async function answerBoxes(name: string, question: Locator, { hand, random, diary }: Robot): Promise<void> {
  const boxes = question.locator('input[type="checkbox"]');
  const chosen = question.locator('input[type="checkbox"]:checked');
  if ((await chosen.count()) === 0) {
    const [first] = shuffled(await boxes.all(), random);
    if (first !== undefined) await hand.press(first);
  }
  diary.answers[name] = await chosen.evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
}

async function answerList(name: string, question: Locator, { hand, random, diary }: Robot): Promise<void> {
  const list = question.getByRole('combobox');
  if ((await list.inputValue()) === '') {
    // The first entry is the one that says "choose".
    const choices = (await list.locator('option').count()) - 1;
    await hand.select(list, 1 + drawInteger(random, choices));
  }
  diary.answers[name] = await list.inputValue();
}

async function answerSliders(name: string, question: Locator, { hand, random, diary }: Robot): Promise<void> {
  const values: Record<string, number> = {};
  for (const row of await question.locator('[data-slider]').all()) {
    const slider = row.getByRole('slider');
    if (await isUnset(slider)) await hand.slide(slider, 1 + drawInteger(random, 100));
    values[(await row.getAttribute('data-slider')) ?? ''] = Number(await slider.inputValue());
  }
  diary.answers[name] = values;
}

async function answerText(name: string, question: Locator, { hand, speech, diary }: Robot): Promise<void> {
  const box = question.getByRole('textbox');
  const wanted = speech.profile(name);
  const written = await box.inputValue();
  if (written.length < wanted.length) {
    // Goes on where it stopped when that was its own sentence, otherwise after what stands there.
    await hand.write(box, wanted.startsWith(written) ? wanted.slice(written.length) : ` ${wanted}`);
  }
  diary.answers[name] = await box.inputValue();
}
