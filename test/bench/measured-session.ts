import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ElectronApplication, Page } from '@playwright/test';
import { openStorage } from '../../electron/storage/open-storage.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { launchApp } from '../e2e/launch.ts';
import { messageBox, sendButton } from '../e2e/robot/conversation.ts';
import { pageOf } from '../e2e/setting/windows.ts';
import { lockBenchStudy } from './bench-study.ts';

const longestClose = 15_000;

export interface MeasuredApp {
  readonly app: ElectronApplication;
  readonly dataFolder: string;
  readonly moderator: Page;
}

/** The app with a study in its data folder, at home; practice models answer without a pause. */
export async function openWithStudy(folder: string, study: Study): Promise<MeasuredApp> {
  const dataFolder = join(folder, 'data');
  const storage = await openStorage(dataFolder);
  lockBenchStudy(storage, study);
  storage.close();
  const app = await launchApp({ dataFolder, env: { VISAVIS_PRACTICE_SPEED: '0', VISAVIS_REVEAL_DELAY: '0' } });
  const moderator = await pageOf(app, 'moderator');
  await moderator.locator('[data-screen="home"]').waitFor();
  return { app, dataFolder, moderator };
}

/** Starts a session as the moderator's page would; returns its id and the participant's page. */
export async function beginSession(
  { app, moderator }: MeasuredApp,
  studyId: string,
  participantCode = 'BENCH',
): Promise<{ sessionId: string; page: Page }> {
  const request = { studyId, participantCode, moderator: 'Bench', stratum: null, replaces: null, outsideGap: null };
  const sessionId = await moderator.evaluate(async (asked) => {
    const { visavis } = window as unknown as { readonly visavis: ModeratorApi };
    const answer = await visavis.call['session/start']({ ...asked, display: 'same' });
    if (!answer.ok) throw new Error(answer.message);
    return answer.value.sessionId;
  }, request);
  const page = await pageOf(app, 'participant');
  await page.locator('main[data-screen="conversation"]').waitFor();
  return { sessionId, page };
}

/** Leaves the conversation without judging it; returns when the next one is there. */
export async function nextConversation({ moderator }: MeasuredApp, page: Page): Promise<void> {
  await moderator.evaluate(async () => {
    const { visavis } = window as unknown as { readonly visavis: ModeratorApi };
    const skipped = await visavis.call['conversation/skip']({ reason: 'Measured' });
    if (!skipped.ok) throw new Error(skipped.message);
  });
  await page.waitForFunction(() => document.querySelector('main [data-slot]') !== null && document.querySelector('main [data-turn]') === null);
}

export async function endSession({ app, moderator }: MeasuredApp): Promise<void> {
  const closed = (await pageOf(app, 'participant')).waitForEvent('close');
  await moderator.evaluate(async () => {
    const { visavis } = window as unknown as { readonly visavis: ModeratorApi };
    const ended = await visavis.call['session/end']({ reason: 'Measured', standing: 'kept' });
    const left = ended.ok ? await visavis.call['session/close']({}) : ended;
    if (!left.ok) throw new Error(left.message);
  });
  await closed;
}

/** Closes an app; one that asks first whether to quit, because a measurement broke off, is ended. */
export async function shut(app: ElectronApplication): Promise<void> {
  const child = app.process();
  const closed = app.close().then(() => true);
  if (!(await Promise.race([closed, delay(longestClose, false, { ref: false })]))) child.kill('SIGKILL');
}

/** When a turn was painted, UTC milliseconds. */
export interface Painted {
  /** All slots show a reply, as far down as anybody can see without scrolling. */
  readonly inView: number;
  /** All slots hold their whole reply. */
  readonly whole: number;
}

/** Sends a message and waits until all replies are painted. */
export async function holdTurn(page: Page, turn: number, charactersOfReply: number): Promise<Painted> {
  await messageBox(page).fill(`Message number ${turn + 1}: what should one know about gardens?`);
  const painted = page.evaluate(paintOfTurn, { turn, charactersOfReply });
  await sendButton(page).click();
  return painted;
}

/** Runs in the page. Of two animation frames, the first comes before the page is painted, the second after. */
function paintOfTurn({ turn, charactersOfReply }: { readonly turn: number; readonly charactersOfReply: number }): Promise<Painted> {
  const repliesAre = (wanted: (reply: Element, pane: Element) => boolean) => {
    const panes = [...document.querySelectorAll('main [data-slot]')];
    return panes.every((pane) => {
      const reply = pane.querySelectorAll('[data-reply]')[turn];
      return reply !== undefined && reply.querySelector('.thread-waiting') === null && wanted(reply, pane);
    });
  };
  const paintOnce = (isThere: () => boolean) =>
    new Promise<number>((resolve) => {
      const observer = new MutationObserver(() => {
        if (!isThere()) return;
        observer.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(Date.now())));
      });
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    });
  const isWhole = (reply: Element) => reply.textContent.length >= charactersOfReply;
  const fillsPane = (reply: Element, pane: Element) => isWhole(reply) || reply.clientHeight >= pane.clientHeight;
  return Promise.all([paintOnce(() => repliesAre(fillsPane)), paintOnce(() => repliesAre(isWhole))]).then(
    ([inView, whole]) => ({ inView, whole }),
  );
}
