import path from 'node:path';
import type { Page } from '@playwright/test';
import type { StageOf } from '../../shared/study/stages.ts';
import type { Study } from '../../shared/study/protocol.ts';
import { closeSession, giveReason, home, openPart, readSession, screen, startSession } from './robot/moderator.ts';
import { createRobot, playStep, playUntil, type Robot } from './robot/robot.ts';
import { waitForScreen } from './robot/screen.ts';
import { readArchive } from './setting/archive.ts';
import { answerOf, callApp, lockStudy } from './setting/designs.ts';
import { saveTo } from './setting/dialogs.ts';
import { checkAgainstDiary, checkAllocation, conversationsIn, sessionsIn } from './setting/exported.ts';
import { armOf, comparison, goodbye, sessionOf, smallStudy, talks } from './setting/small-study.ts';
import { expect, test } from './setting/test.ts';
import { words } from './setting/words.ts';

const again: StageOf<'repeats'> = {
  kind: 'repeats',
  id: 'again',
  title: 'Once more',
  of: 'talks',
  count: 2,
  prompt: 'You read this the last time. Please judge it as you do today.',
  sheets: [comparison.id],
};

/** Two sessions; in the second what was said in the first is judged once more. */
function twoSessions(minimumDays: number): Study {
  const study = smallStudy({
    arms: ['practice-brief', 'practice-warm', 'practice-long-winded'].map((model, index) => armOf(`arm-${index + 1}`, `Arm ${index + 1}`, model)),
    sessions: [
      sessionOf('first', [talks({ kind: 'parallel', sendTo: 'all' }, { minimum: 1, maximum: 3 }, 2), goodbye]),
      sessionOf('second', [again, { ...goodbye, id: 'goodbye-again' }], { minimumDays, maximumDays: 14 }),
    ],
  });
  return { ...study, analysis: { ...study.analysis, plannedParticipants: 6 } };
}

test('somebody comes back: the app was closed, another moderator starts the second session from home, and the first is judged again in other places', async ({
  open,
  dataFolder,
}) => {
  const study = 'Now and later';
  const first = createRobot({ seed: 'first session', turns: 2 });
  const second = createRobot({ seed: 'second session' });

  await test.step('the first session', async () => {
    const { moderator, participant, kill } = await open();
    await home(moderator).waitFor();
    await lockStudy(moderator, study, twoSessions(0));
    await startSession(moderator, { code: 'P-1', pin: '4961', study, moderator: 'AB' });
    await playUntil(await participant(), first);
    await closeSession(moderator);
    await kill();
  });

  const { app, moderator, participant } = await open();
  await home(moderator).waitFor();
  await test.step('home says who is due, and the session is started from there', async () => {
    const due = moderator.locator('tr[data-due="due"]');
    await expect(due).toHaveCount(1);
    await expect(due).toContainText('P-1');
    await expect(due).toContainText(study);
    await startDue(moderator, 'P-1', 'CD');
    await expect(moderator.locator('tr[data-due]')).toHaveCount(0);
  });

  await test.step('the words of the first session stand in other places', async () => {
    const page = await participant();
    await waitForScreen(page, 'judgement');
    await expect(page.locator('main')).toContainText(again.prompt);
    for (const notes of [0, 1]) {
      await expect(page.locator('main .page-head-main')).toHaveText(words('participant.head.conversation', { number: notes + 1, count: 2 }));
      const before = await originalOf(page, first);
      for (const slot of await slotsWithWords(page)) {
        const said = before.replies.find((each) => bare(each.text) === bare(slot.text));
        expect(said, `what stands in ${slot.slot} was said in the first session`).toBeDefined();
        expect(said?.slot).not.toBe(slot.slot);
      }
      await playStep(page, second);
    }
    await playUntil(page, second);
    await closeSession(moderator);
  });

  await test.step('the archive has both sessions, and each judgement beside the other', async () => {
    const file = path.join(dataFolder, 'both.zip');
    await saveTo(app, file);
    await moderator.getByRole('article', { name: study, exact: true }).getByRole('button', { name: words('home.export'), exact: true }).click();
    await expect(home(moderator)).toContainText('both.zip');
    const archive = await readArchive(file);
    const sessions = sessionsIn(archive);
    expect(sessions.map(({ session_number, moderator: by, allocation_row, status }) => [session_number, by, allocation_row, status])).toEqual([
      [1, 'AB', '1', 'complete'],
      [2, 'CD', '1', 'complete'],
    ]);
    for (const [index, session] of sessions.entries()) {
      checkAllocation(archive, session);
      checkAgainstDiary(archive, session.session_id, index === 0 ? first.diary : second.diary);
    }
    for (const repeat of conversationsIn(archive).filter((each) => each.repeat)) {
      expect(repeat.repeat_of_session).toBe(sessions[0]?.session_id);
      const original = conversationsIn(archive).find(({ session_id, conversation_id }) => session_id === repeat.repeat_of_session && conversation_id === repeat.repeat_of_conversation);
      const before = new Map(original?.slots.map(({ slot, arm_id }) => [arm_id, slot]));
      for (const { slot, arm_id } of repeat.slots) expect(before.get(arm_id)).not.toBe(slot);
    }
    await expectProgress(moderator, study, { enrolled: 1, complete: 1 }, [['1', 'complete', 'P-1']]);
  });

  await test.step('a session that is found not to count gives its row back', async () => {
    await startSession(moderator, { code: 'P-2', study, moderator: 'CD' });
    await playUntil(await participant(), createRobot({ seed: 'to be voided', turns: 1 }));
    await closeSession(moderator);
    await expectProgress(moderator, study, { enrolled: 2, complete: 1, 'in-progress': 1 }, [['1', 'complete', 'P-1'], ['2', 'in-progress', 'P-2']]);
    await readSession(moderator, 'P-2');
    await moderator.getByRole('button', { name: words('transcript.void'), exact: true }).click();
    const dialog = moderator.getByRole('dialog');
    await dialog.getByRole('textbox').fill('The wrong person sat there.');
    await dialog.getByRole('button', { name: words('transcript.void.confirm'), exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(screen(moderator, 'transcript')).toContainText('The wrong person sat there.');
    await openPart(moderator, words('transcript.audit'));
    await expect(screen(moderator, 'transcript')).toContainText('The wrong person sat there.');
    await screen(moderator, 'transcript').getByRole('button', { name: words('transcript.back'), exact: true }).click();
    await expect(home(moderator).locator('tr:not([data-due])', { hasText: 'P-2' })).toContainText(words('home.sessions.voided'));
    // The same person may come again, for the same session.
    await expect(moderator.locator('tr[data-due]')).toContainText(['P-2']);
    await expectProgress(moderator, study, { enrolled: 2, complete: 1, voided: 1 }, [['1', 'complete', 'P-1'], ['2', 'free', 'P-2']]);
  });

  await test.step('whoever withdraws before any reply gives the row back, too, and is not awaited', async () => {
    await startSession(moderator, { code: 'P-3', study, moderator: 'CD' });
    await waitForScreen(await participant(), 'conversation');
    await withdraw(moderator);
    await expectProgress(moderator, study, { enrolled: 3, complete: 1, voided: 1, withdrawn: 1 }, [['2', 'free', 'P-2, P-3']]);
  });

  await test.step('whoever withdraws later keeps it', async () => {
    await startSession(moderator, { code: 'P-4', study, moderator: 'CD' });
    const page = await participant();
    const robot = createRobot({ seed: 'leaves in the middle', turns: 1 });
    await playUntil(page, robot, 'judgement');
    await withdraw(moderator);
    await expectProgress(moderator, study, { enrolled: 4, complete: 1, voided: 1, withdrawn: 2 }, [['1', 'complete', 'P-1'], ['2', 'withdrawn', 'P-4'], ['3', 'free', '–']]);
    await expect(moderator.locator('tr[data-due]')).toContainText(['P-2']);
    const { studyId } = (await callApp(moderator, 'home/get', {})).studies.find(({ title }) => title === study) ?? { studyId: '' };
    expect(await callApp(moderator, 'participant/next', { studyId, participantCode: 'P-4' })).toEqual({ kind: 'withdrawn' });
  });
});

test('whoever comes too early is told so, and the session is held only for a reason, which is recorded', async ({ open }) => {
  const study = 'A week between';
  const { moderator, participant } = await open();
  await home(moderator).waitFor();
  const studyId = await lockStudy(moderator, study, twoSessions(7));
  await startSession(moderator, { code: 'P-1', pin: '4961', study, moderator: 'AB' });
  await playUntil(await participant(), createRobot({ seed: 'too early', turns: 1 }));
  await closeSession(moderator);

  const next = await callApp(moderator, 'participant/next', { studyId, participantCode: 'P-1' });
  expect(next).toMatchObject({ kind: 'early', sessionNumber: 2 });
  if (next.kind !== 'early') throw new Error('unreachable');
  expect((next.until ?? 0) - (next.from ?? 0)).toBe(7 * 24 * 3_600_000);
  expect((next.from ?? 0) - Date.now()).toBeGreaterThan(6.9 * 24 * 3_600_000);
  const details = { studyId, participantCode: 'P-1', moderator: 'AB', stratum: null, replaces: null, outsideGap: null, display: 'same' } as const;
  expect(await answerOf(moderator, 'session/start', details)).toMatchObject({ ok: false, code: 'outside-gap' });

  await expect(moderator.locator('tr[data-due="early"]')).toContainText('P-1');
  await moderator.getByRole('button', { name: words('home.due.start.named', { code: 'P-1' }), exact: true }).click();
  await screen(moderator, 'start').waitFor();
  const start = moderator.getByRole('button', { name: words('start.start'), exact: true });
  const reason = moderator.getByRole('textbox', { name: words('start.outside-gap'), exact: true });
  await expect(reason).toBeVisible();
  await expect(start).toHaveAttribute('aria-disabled', 'true');
  await reason.fill('Leaves for a year tomorrow.');
  await moderator.getByRole('textbox', { name: words('start.moderator'), exact: true }).fill('AB');
  await expect(start).not.toHaveAttribute('aria-disabled', 'true', { timeout: 60_000 });
  await start.click();
  await screen(moderator, 'live').waitFor({ timeout: 60_000 });
  await expect(screen(moderator, 'live')).toContainText('Leaves for a year tomorrow.');
});

/** Starts the next session of somebody from the list of those who are due. */
async function startDue(page: Page, code: string, by: string): Promise<void> {
  await page.getByRole('button', { name: words('home.due.start.named', { code }), exact: true }).click();
  await screen(page, 'start').waitFor();
  await expect(page.getByRole('textbox', { name: words('start.code'), exact: true })).toHaveValue(code);
  await page.getByRole('textbox', { name: words('start.moderator'), exact: true }).fill(by);
  const start = page.getByRole('button', { name: words('start.start'), exact: true });
  await expect(start).not.toHaveAttribute('aria-disabled', 'true', { timeout: 60_000 });
  await start.click();
  await screen(page, 'live').waitFor({ timeout: 60_000 });
}

async function withdraw(page: Page): Promise<void> {
  await page.getByRole('button', { name: words('live.end-session'), exact: true }).click();
  await page.getByRole('dialog').getByRole('radio', { name: words('live.end-session.standing.withdrawn'), exact: true }).check();
  await giveReason(page, 'Does not want to go on.', words('live.end-session.confirm'));
  await closeSession(page);
}

/** What the progress page counts, and some of its rows: row, state, and who has it or had it before. */
async function expectProgress(
  page: Page,
  study: string,
  counts: Readonly<Record<string, number>>,
  rows: readonly (readonly [row: string, state: 'free' | 'complete' | 'in-progress' | 'withdrawn', who: string])[],
): Promise<void> {
  const article = page.getByRole('article', { name: study, exact: true });
  await article.getByRole('button', { name: words('home.progress'), exact: true }).click();
  const progress = screen(page, 'progress');
  const states = ['in-progress', 'complete', 'withdrawn', 'excluded', 'voided'] as const;
  const expected: [string, number][] = [
    [words('progress.planned'), 6],
    [words('progress.enrolled'), counts['enrolled'] ?? 0],
    ...states.map((state): [string, number] => [words(`progress.state.${state}`), counts[state] ?? 0]),
  ];
  await progress.locator('.progress-counts').waitFor();
  const shown = await progress.locator('.progress-counts > div').evaluateAll((cards) =>
    cards.map((card) => [card.querySelector('dt')?.textContent ?? '', Number(card.querySelector('dd')?.textContent)]),
  );
  expect(shown).toEqual(expected);
  await progress.getByRole('radio', { name: words('progress.by.rows'), exact: true }).check();
  await expect(progress.locator('tbody tr')).toHaveCount(6);
  for (const [row, state, who] of rows) {
    const line = progress.locator('tbody tr').filter({ has: page.getByRole('rowheader', { name: row, exact: true }) });
    await expect(line).toHaveAttribute('data-row-state', state);
    await expect(line.locator('td').nth(state === 'free' ? 2 : 1)).toHaveText(who);
  }
  await progress.getByRole('button', { name: words('progress.back'), exact: true }).click();
  await home(page).waitFor();
}

/** Which conversation of the first session is on the screen, by its first message. */
async function originalOf(page: Page, { diary }: Robot): Promise<{ readonly replies: readonly { readonly slot: string; readonly text: string }[] }> {
  const shown = await page.locator('main [data-slot] .thread-message p').first().innerText();
  const notes = diary.conversations.find((each) => each.turns[0]?.message === shown);
  if (notes === undefined) throw new Error(`Nobody said "${shown}" in the first session.`);
  return { replies: Object.entries(notes.replies).map(([slot, texts]) => ({ slot, text: texts.join(' ') })) };
}

async function slotsWithWords(page: Page): Promise<{ slot: string; text: string }[]> {
  return page.locator('main [data-slot]').evaluateAll((panes) =>
    panes.map((pane) => ({
      slot: pane.getAttribute('data-slot') ?? '',
      text: [...pane.querySelectorAll<HTMLElement>('[data-reply]')].map((reply) => reply.innerText).join(' '),
    })),
  );
}

function bare(text: string): string {
  return text.replaceAll(/\s+/g, '');
}
