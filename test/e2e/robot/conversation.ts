import { expect, type Page } from '@playwright/test';
import { words } from '../setting/words.ts';
import { notesOn, type ConversationNotes } from './diary.ts';
import type { Robot } from './robot.ts';
import { drawInteger } from '../../../shared/allocation/random.ts';
import { playSheet } from './sheet.ts';
import { continueButton, headOf, slotsShown, waitForOtherScreen } from './screen.ts';

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
    await noteThreads(page, robot);
    return;
  }
  const turns = await turnCount(page);
  const finish = page.getByRole('button', { name: words('participant.composer.finish'), exact: true });
  const canFinish = (await finish.count()) > 0;
  if (canFinish && (turns >= robot.turns || !(await mayWrite(page)))) {
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
  const before = await messagesShown(page);
  const to = await address(page, robot);
  const message = await compose(page, robot, turn);
  await robot.hand.press(sendButton(page));
  await expect.poll(() => messagesShown(page)).toBeGreaterThan(before);
  await waitForReplies(page);
  const notes = await noteThreads(page, robot);
  notes.turns.push({ message, to, replies: await lastReplies(page, to) });
}

/** Writes a message, or takes the first of those that the study gives; returns its words. */
async function compose(page: Page, { hand, speech }: Robot, turn: number): Promise<string> {
  const opening = page.locator('main [data-opening]');
  if ((await opening.count()) > 0) {
    const [first] = await opening.getByRole('radio').all();
    if (first === undefined) return (await opening.locator('.opening-fixed').textContent()) ?? '';
    await hand.press(first);
    return first.inputValue();
  }
  const box = messageBox(page);
  const wanted = speech.message(await titleOf(page), turn);
  const written = await box.inputValue();
  if (written === '') await hand.write(box, wanted);
  else if (wanted.startsWith(written)) await hand.write(box, wanted.slice(written.length));
  // Anything else was written before an interruption, and is sent as it stands.
  return box.inputValue();
}

/** Where a message can go to one slot alone: says whom it is for, drawn from those that are open. */
async function address(page: Page, { hand, random }: Robot): Promise<string | null> {
  const line = page.locator('main .composer-to');
  if ((await line.count()) === 0) return null;
  const open = await line.locator('input:enabled').all();
  const chosen = open[drawInteger(random, open.length)];
  if (chosen === undefined) return null;
  await hand.press(chosen);
  return chosen.evaluate((input) => input.closest('[data-to]')?.getAttribute('data-to') ?? null);
}

export function messageBox(page: Page) {
  return page.locator('main').getByRole('textbox');
}

/** Whatever it is called: to all, to one of them, or without saying to whom. */
export function sendButton(page: Page) {
  const beginning = words('participant.composer.send-to', { assistant: '' }).trim();
  const toOne = page.locator('main .composer-buttons').getByRole('button', { name: beginning });
  return toOne.or(page.getByRole('button', { name: words('participant.composer.send-one'), exact: true }));
}

/** The most turns that any slot has had; of all slots together where they share a conversation. */
export async function turnCount(page: Page): Promise<number> {
  const history = page.locator('main .history-pane');
  if ((await history.count()) > 0) return history.locator('[data-turn]').count();
  const counts = await page
    .locator('main [data-slot]')
    .evaluateAll((panes) => panes.map((pane) => pane.querySelectorAll('[data-turn]').length));
  return Math.max(0, ...counts);
}

/** Grows with every message, also with one that goes to a single slot. */
async function messagesShown(page: Page): Promise<number> {
  return page.locator('main .thread-message').count();
}

async function mayWrite(page: Page): Promise<boolean> {
  if ((await page.locator('main [data-opening]').count()) > 0) return true;
  return messageBox(page).isEditable();
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

async function noteThreads(page: Page, { diary }: Robot): Promise<ConversationNotes> {
  const notes = notesOn(diary, await headOf(page), await titleOf(page));
  const history = page.locator('main .history-pane');
  const isShared = (await history.count()) > 0;
  for (const slot of await slotsShown(page, 'data-slot')) {
    const pane = page.locator(`main [data-slot="${slot}"]`);
    // Where the conversation is shared, the panes hold the latest responses alone.
    notes.messages = await (isShared ? history : pane).locator('.thread-message p').allInnerTexts();
    notes.replies[slot] = await pane.locator('[data-reply]').allInnerTexts();
  }
  if (isShared) notes.shared = await sharedTurns(page);
  return notes;
}

async function sharedTurns(page: Page): Promise<{ message: string; reply: string }[]> {
  return page.locator('main .history-pane [data-turn]:has([data-reply])').evaluateAll((turns) =>
    turns.map((turn) => ({
      message: turn.querySelector<HTMLElement>('.thread-message p')?.innerText ?? '',
      reply: turn.querySelector<HTMLElement>('[data-reply]')?.innerText ?? '',
    })),
  );
}

async function lastReplies(page: Page, to: string | null): Promise<Record<string, string>> {
  const replies: Record<string, string> = {};
  for (const slot of await slotsShown(page, 'data-slot')) {
    if (to === null || to === slot) replies[slot] = await page.locator(`main [data-slot="${slot}"] [data-reply]`).last().innerText();
  }
  return replies;
}
