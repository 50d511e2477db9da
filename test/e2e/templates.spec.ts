import path from 'node:path';
import type { Study } from '../../shared/study/protocol.ts';
import type { Diary } from './robot/diary.ts';
import { closeSession, home, startSession } from './robot/moderator.ts';
import { createRobot, playUntil } from './robot/robot.ts';
import { readArchive, tableIn, textIn, type Archive } from './setting/archive.ts';
import { lockTemplate } from './setting/designs.ts';
import { saveTo } from './setting/dialogs.ts';
import { checkAgainstDiary, checkAllocation, conversationsIn, dealtRowsIn, sessionsIn } from './setting/exported.ts';
import { expect, test } from './setting/test.ts';
import { words } from './setting/words.ts';

interface Template {
  readonly id: string;
  readonly layout: string;
  readonly conversations: number;
  readonly check?: (archive: Archive, diary: Diary) => void;
}

const templates: readonly Template[] = [
  { id: 'prism-x', layout: 'parallel', conversations: 9, check: checkRepeats },
  { id: 'prism-2024', layout: 'branch', conversations: 7 },
  { id: 'pairwise-arena', layout: 'common-thread', conversations: 7, check: checkPickedTypes },
  { id: 'single-arm-pilot', layout: 'parallel', conversations: 3 },
];

// Six conversations, each with its sheets: as long as a session of the study itself, but for the reading.
test.describe.configure({ timeout: 300_000 });

for (const { id, layout, conversations, check } of templates) {
  test(`the template ${id}: locked as it is, played from consent to the end, and exported with everything that was said`, async ({
    open,
    dataFolder,
  }) => {
    const { app, moderator, participant } = await open();
    await home(moderator).waitFor();
    const title = `Our own ${id}`;
    await lockTemplate(moderator, id, title);
    await startSession(moderator, { code: 'T-1', pin: '4961', study: title, moderator: 'AB' });
    const page = await participant();
    const robot = createRobot({ seed: `template ${id}`, turns: 1 });
    await playUntil(page, robot);
    await closeSession(moderator);

    const file = path.join(dataFolder, `${id}.zip`);
    await saveTo(app, file);
    const card = moderator.getByRole('article', { name: title, exact: true });
    await card.getByRole('button', { name: words('home.export'), exact: true }).click();
    await expect(card).toContainText(`${id}.zip`);
    const archive = await readArchive(file);

    const [session] = sessionsIn(archive);
    if (session === undefined) throw new Error('The archive has no session.');
    expect(session).toMatchObject({ participant_code: 'T-1', session_number: 1, status: 'complete', standing: 'kept', moderator: 'AB', study_version: 1, allocation_row: '1' });
    expect(robot.diary.conversations).toHaveLength(conversations);
    expect(new Set(conversationsIn(archive).map((each) => each.layout))).toEqual(new Set([layout]));
    const { analysis } = JSON.parse(textIn(archive, 'study.json')) as Study;
    expect(dealtRowsIn(archive)).toHaveLength(analysis.plannedParticipants);
    checkAllocation(archive, session);
    checkAgainstDiary(archive, session.session_id, robot.diary);
    check?.(archive, robot.diary);
  });
}

/** Two conversations come again, with every arm in another slot, and are judged a second time. */
function checkRepeats(archive: Archive, diary: Diary): void {
  const all = conversationsIn(archive);
  const repeats = all.filter((each) => each.repeat);
  expect(repeats).toHaveLength(2);
  for (const repeat of repeats) {
    const original = all.find((each) => each.session_id === repeat.repeat_of_session && each.conversation_id === repeat.repeat_of_conversation);
    expect(original?.stage_id).toBe('conversations');
    expect(repeat.turns).toEqual([]);
    const before = new Map(original?.slots.map(({ slot, arm_id }) => [arm_id, slot]));
    expect(repeat.slots.map(({ arm_id }) => arm_id).sort()).toEqual([...before.keys()].sort());
    for (const { slot, arm_id } of repeat.slots) expect(slot).not.toBe(before.get(arm_id));
    const ranked = tableIn(archive, 'rankings.csv').filter((row) => row['conversation_id'] === repeat.conversation_id);
    expect(ranked.map((row) => row['repeat_of_conversation'])).toEqual(ranked.map(() => original?.conversation_id));
    expect(ranked).toHaveLength(4);
  }
  expect(Object.keys(diary.guesses)).toHaveLength(6);
}

/** What a conversation is about was picked by the participant, and the row says nothing of it. */
function checkPickedTypes(archive: Archive): void {
  const picked = tableIn(archive, 'turns.csv').filter((row) => row['stage_id'] === 'conversations' && row['turn_index'] === '0');
  expect(picked).toHaveLength(6);
  expect(new Set(picked.map((row) => row['type_id'])).size).toBeGreaterThan(1);
}
