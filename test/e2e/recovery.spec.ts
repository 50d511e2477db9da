import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Page } from '@playwright/test';
import { createRandom, drawInteger } from '../../shared/allocation/random.ts';
import type { RecordedEvent } from '../../shared/session/events.ts';
import { participantView } from '../../shared/session/participant-view.ts';
import { ParticipantView } from '../../shared/session/views.ts';
import { closeSession, continueSession, home, startSession } from './robot/moderator.ts';
import { pointerHand } from './robot/pointer-hand.ts';
import { waitForForm } from './robot/questionnaire.ts';
import { createRobot, playStep, type Robot } from './robot/robot.ts';
import { waitForAnyScreen } from './robot/screen.ts';
import { draftsShown, noteAcknowledgements, type AcknowledgedDrafts } from './setting/acknowledgements.ts';
import { countMessages, readMessages } from './setting/recorded-messages.ts';
import { expect, test, type OpenApp } from './setting/test.ts';
import { readSessionOnDisk, stateAt, type SessionOnDisk } from './setting/truth.ts';
import { words } from './setting/words.ts';

const kills = 50;
/** Milliseconds of play between two kills, at most. */
const longestLife = 1_300;

const seed = process.env['VISAVIS_TEST_SEED'] ?? String(Date.now() % 1_000_000);

test(`${kills} kills at random moments lose nothing that was acknowledged`, async ({
  open,
  dataFolder,
}) => {
  test.setTimeout(1_800_000);
  console.info(`kills: VISAVIS_TEST_SEED=${seed}`);
  const random = createRandom(`kills ${seed}`);
  const record = path.join(dataFolder, 'messages.jsonl');
  const env = {
    VISAVIS_RECORD_MESSAGES: record,
    VISAVIS_PRACTICE_SPEED: '4',
    VISAVIS_REVEAL_DELAY: '300',
  };
  const robot = createRobot({ seed: `robot ${seed}`, turns: 4, hand: pointerHand({ typingDelay: 3 }) });
  const tally = { sessions: 1, interrupted: 0, draftsChecked: 0, viewsChecked: 0, duringStart: 0 };

  let code = 'KILL-1';
  let opened = await open({ env });
  await startSession(opened.moderator, { code, pin: '4961' });
  let saved = await watchDrafts(await opened.participant());
  for (let kill = 1; kill <= kills; kill += 1) {
    const from = countMessages(record);
    // One kill in four is aimed at the moments in which replies are awaited.
    const over = await liveFor(drawInteger(random, longestLife), drawInteger(random, 4) === 0, opened, robot);
    if (over) {
      // The session was played to its end in between: the next one takes the remaining kills.
      tally.interrupted += checkWholeSession(readSessionOnDisk(dataFolder));
      await closeSession(opened.moderator);
      tally.sessions += 1;
      code = `KILL-${tally.sessions}`;
      await startSession(opened.moderator, { code });
    }
    await opened.kill();

    const disk = readSessionOnDisk(dataFolder);
    expect(disk.findings, `kill ${kill}`).toEqual([]);
    tally.viewsChecked += checkAcknowledgedViews(disk, record, from);

    if (drawInteger(random, 6) === 0) {
      // A second blow while the app is still getting up.
      tally.duringStart += 1;
      await dieWhileStarting(await open({ env }), code, drawInteger(random, 900));
      expect(readSessionOnDisk(dataFolder).findings).toEqual([]);
    }
    opened = await open({ env });
    await expect(home(opened.moderator)).toContainText(words('home.participant', { code }));
    const before = countMessages(record);
    await continueSession(opened.moderator, code);
    const page = await opened.participant();
    // The answers of a form are there with the form, a moment after its screen.
    if ((await waitForAnyScreen(page)) === 'questionnaire') await waitForForm(page);
    checkSameStep(disk, record, before);
    const savedBefore = saved;
    saved = await watchDrafts(page);
    if (!over) tally.draftsChecked += await checkDrafts(page, savedBefore, disk);
  }

  const page = await opened.participant();
  while ((await waitForAnyScreen(page)) !== 'end') await playStep(page, robot);
  const disk = readSessionOnDisk(dataFolder);
  tally.interrupted += checkWholeSession(disk);
  expect(disk.findings).toEqual([]);
  await closeSession(opened.moderator);
  await opened.moderator.getByRole('button', { name: words('home.records.check'), exact: true }).click();
  await expect(home(opened.moderator).getByText(words('home.records.sound'))).toBeVisible();
  console.info(`kills: ${kills} and ${tally.duringStart} while starting`, tally);
  // The oracle had something to look at.
  expect(tally.interrupted).toBeGreaterThan(0);
  expect(tally.viewsChecked).toBeGreaterThan(kills);
  expect(tally.draftsChecked).toBeGreaterThan(5);
});

/** Plays for a while; true when the session came to its end meanwhile. */
async function liveFor(milliseconds: number, whileWaiting: boolean, opened: OpenApp, robot: Robot): Promise<boolean> {
  const page = await opened.participant();
  let stopped = false;
  const playing = (async (): Promise<boolean> => {
    for (;;) {
      if ((await waitForAnyScreen(page)) === 'end') return true;
      await playStep(page, robot);
    }
  })().catch((error: unknown) => {
    // The window goes in the middle of a step: that is the point.
    if (stopped) return false;
    throw error;
  });
  const time = (async (): Promise<'time'> => {
    if (whileWaiting) await page.locator('main .thread-waiting').first().waitFor({ timeout: 10_000 }).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, whileWaiting ? milliseconds / 4 : milliseconds));
    return 'time';
  })();
  const first = await Promise.race([playing, time]);
  stopped = true;
  if (first !== 'time') return first;
  await opened.kill();
  return playing.then(() => false);
}

/** Collects what the screen calls saved from now on. */
async function watchDrafts(page: Page): Promise<readonly AcknowledgedDrafts[]> {
  const saved: AcknowledgedDrafts[] = [];
  await noteAcknowledgements(page, (drafts) => saved.push(drafts));
  return saved;
}

async function dieWhileStarting(opened: OpenApp, code: string, milliseconds: number): Promise<void> {
  const continuing = continueSession(opened.moderator, code).catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  await opened.kill();
  await continuing;
}

/** The practice study has no time limits, so its screens do not depend on the clock. */
const anyTime = { utcMilliseconds: 0, monotonicMilliseconds: 0 };

/** Every view that was sent to the participant's window is what the first events on disk make of it. */
function checkAcknowledgedViews(disk: SessionOnDisk, record: string, from: number): number {
  const views = viewsIn(record, from).filter((view) => view.sessionId === disk.sessionId);
  for (const view of views) {
    expect(disk.events.length, 'events on disk').toBeGreaterThanOrEqual(view.revision);
    const rebuilt = participantView(disk.sessionId, stateAt(disk, view.revision), anyTime);
    expect(isDeepStrictEqual(ParticipantView.parse(rebuilt), view), `view of revision ${view.revision}`).toBe(true);
  }
  return views.length;
}

/** After continuing, the window gets what lies on disk: same step, same slots, same replies. */
function checkSameStep(before: SessionOnDisk, record: string, from: number): void {
  const view = viewsIn(record, from).find((each) => each.sessionId === before.sessionId);
  expect(view, 'a view after continuing').toBeDefined();
  if (view === undefined) return;
  const expected = participantView(before.sessionId, stateAt(before, before.events.length), anyTime);
  expect(view.progress).toEqual(expected.progress);
  expect(view.screen.kind).toBe(expected.screen.kind);
  if (!('threads' in view.screen) || !('threads' in expected.screen)) return;
  const { screen } = expected;
  expect(view.screen.conversationId).toBe(screen.conversationId);
  for (const [index, thread] of screen.threads.entries()) {
    const restored = view.screen.threads[index];
    expect(restored?.slot).toBe(thread.slot);
    expect(restored?.turns.map((turn) => turn.message)).toEqual(thread.turns.map((turn) => turn.message));
    thread.turns.forEach((turn, place) => {
      if (turn.reply !== null) expect(restored?.turns[place]?.reply).toBe(turn.reply);
    });
  }
  if (view.screen.kind === 'judgement' && screen.kind === 'judgement') expect(view.screen.judging).toEqual(screen.judging);
}

/** What the screen called saved stands there again, or was handed in since. */
async function checkDrafts(page: Page, saved: readonly AcknowledgedDrafts[], disk: SessionOnDisk): Promise<number> {
  const last = saved.at(-1);
  if (last === undefined) return 0;
  const shown = await draftsShown(page);
  const log = JSON.stringify(disk.events);
  const isHandedIn = (value: string): boolean => log.includes(JSON.stringify(value).slice(1, -1));
  const stands = (name: string, value: string): boolean =>
    shown.screen === last.screen && (shown.values[name] ?? '').startsWith(value);
  const lost = Object.entries(last.values).filter(([name, value]) => !stands(name, value) && !isHandedIn(value));
  expect(lost, `drafts of "${last.screen}", now "${shown.screen}"`).toEqual([]);
  return Object.keys(last.values).length;
}

/** A session that is over: nothing was asked in vain, every turn was shown whole, once. */
function checkWholeSession({ events, findings }: SessionOnDisk): number {
  expect(findings).toEqual([]);
  expect(events.at(-1)?.kind).toBe('session-completed');
  const started = ofKind(events, 'call-started');
  const interrupted = ofKind(events, 'call-ended').filter((event) => event.payload.outcome === 'interrupted');
  for (const { sequence, payload } of interrupted) {
    const call = started.find((event) => event.payload.callId === payload.callId)?.payload;
    const again = started.some(
      (event) =>
        event.sequence > sequence &&
        event.payload.conversationId === call?.conversationId &&
        event.payload.turn === call.turn &&
        event.payload.slot === call.slot,
    );
    expect(again, `call ${payload.callId} was asked again`).toBe(true);
  }
  const revealed = ofKind(events, 'turn-revealed');
  expect(revealed).toHaveLength(ofKind(events, 'turn-sent').length);
  for (const { payload } of revealed) expect(new Set(payload.responses.map(({ slot }) => slot)).size).toBe(4);
  return interrupted.length;
}

function ofKind<Kind extends RecordedEvent['kind']>(events: readonly RecordedEvent[], kind: Kind) {
  return events.filter((event): event is Extract<RecordedEvent, { kind: Kind }> => event.kind === kind);
}

/** The views that the participant's window was given, pushed or as the answer to a call. */
function viewsIn(record: string, from: number): readonly ParticipantView[] {
  return readMessages(record, from).flatMap(({ channel, payload }) => {
    if (!channel.startsWith('participant:')) return [];
    const answer = payload as { readonly value?: { readonly view?: unknown } };
    const candidates = [payload, answer.value, answer.value?.view];
    return candidates.flatMap((candidate) => {
      const parsed = ParticipantView.safeParse(candidate);
      return parsed.success ? [parsed.data] : [];
    });
  });
}
