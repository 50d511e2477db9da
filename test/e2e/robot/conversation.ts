import { expect, type Page } from '@playwright/test';
import { words } from '../setting/words.ts';
import { notesOn } from './diary.ts';
import type { Robot } from './robot.ts';
import { slotsShown, waitForOtherScreen } from './screen.ts';

/** One turn, or the end of the conversation once enough was said. */
export async function playConversation(page: Page, robot: Robot): Promise<void> {
  if (await isWaiting(page)) {
    await waitForReplies(page);
    return;
  }
  await noteThreads(page, robot);
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

async function say(page: Page, robot: Robot, turn: number): Promise<void> {
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
  return page.locator('main [data-slot]').first().locator('[data-turn]').count();
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
    notes.messages = await pane.locator('.thread-message p').allInnerTexts();
    notes.replies[slot] = await pane.locator('[data-reply]').allInnerTexts();
  }
}
