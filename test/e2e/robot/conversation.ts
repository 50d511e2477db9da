import { expect, type Page } from '@playwright/test';
import { words } from '../setting/words.ts';
import { notesOn } from './diary.ts';
import type { Robot } from './robot.ts';
import { drawInteger } from '../../../shared/allocation/random.ts';
import { playSheet } from './sheet.ts';
import { continueButton, slotsShown, waitForOtherScreen } from './screen.ts';

/** One turn, or the end of the conversation once enough was said. */
export async function playConversation(page: Page, robot: Robot): Promise<void> {
  if (await isWaiting(page)) {
    await waitForReplies(page);
    return;
  }
  await noteThreads(page, robot);
  if ((await page.locator('main .turn-sheet').count()) > 0) {
    await playSheet(page, robot);
    await expect(page.locator('main .turn-sheet')).toHaveCount(0);
    return;
  }
  const turns = await turnCount(page);
  const finish = page.getByRole('button', { name: words('participant.composer.finish'), exact: true });
  const canFinish = (await finish.count()) > 0;
  const mayWrite = await messageBox(page).isEditable();
  if (canFinish && (turns >= robot.turns || !mayWrite)) {
    await robot.hand.press(finish);
    await waitForOtherScreen(page, 'conversation');
    return;
  }
  await say(page, robot, turns);
}

/** Picks what the conversation is about. */
export async function pickType(page: Page, { hand, random }: Robot): Promise<void> {
  const types = await page.locator('main').getByRole('radio').all();
  const type = types[drawInteger(random, types.length)];
  if (type !== undefined) await hand.press(type);
  await hand.press(continueButton(page));
}

async function say(page: Page, robot: Robot, turn: number): Promise<void> {
  const opening = page.locator('main [data-opening]');
  if ((await opening.count()) > 0) {
    const [first] = await opening.getByRole('radio').all();
    if (first !== undefined) await robot.hand.press(first);
    await robot.hand.press(sendButton(page));
    await waitForReplies(page);
    await noteThreads(page, robot);
    return;
  }
  const box = messageBox(page);
  const wanted = robot.speech.message(await titleOf(page), turn);
  const written = await box.inputValue();
  if (written === '') await robot.hand.write(box, wanted);
  else if (wanted.startsWith(written)) await robot.hand.write(box, wanted.slice(written.length));
  // Anything else was written before an interruption, and is sent as it stands.
  await robot.hand.press(sendButton(page));
  await expect.poll(() => turnCount(page)).toBeGreaterThan(turn);
  await waitForReplies(page);
  await noteThreads(page, robot);
}

export function messageBox(page: Page) {
  return page.locator('main').getByRole('textbox');
}

export function sendButton(page: Page) {
  return page.getByRole('button', { name: words('participant.composer.send'), exact: true });
}

export async function turnCount(page: Page): Promise<number> {
  const history = page.locator('main .history-pane');
  const thread = (await history.count()) > 0 ? history : page.locator('main [data-slot]').first();
  return thread.locator('[data-turn]').count();
}

async function isWaiting(page: Page): Promise<boolean> {
  return (await page.locator('main .thread-waiting').count()) > 0;
}

/** Until all replies are there, or the turn was taken away. */
async function waitForReplies(page: Page): Promise<void> {
  await expect(page.locator('main .thread-waiting')).toHaveCount(0, { timeout: 60_000 });
}

/** The title stands in a heading that only screen readers show. */
async function titleOf(page: Page): Promise<string> {
  return (await page.locator('main h1').textContent()) ?? '';
}

async function noteThreads(page: Page, { diary }: Robot): Promise<void> {
  const notes = notesOn(diary, await titleOf(page));
  for (const slot of await slotsShown(page, 'data-slot')) {
    const pane = page.locator(`main [data-slot="${slot}"]`);
    // Where the conversation is shared, the panes hold the latest responses alone.
    const isShared = (await page.locator('main .history-pane').count()) > 0;
    notes.messages = await (isShared ? page.locator('main .history-pane') : pane).locator('.thread-message p').allInnerTexts();
    notes.replies[slot] = await pane.locator('[data-reply]').allInnerTexts();
  }
}
