import path from 'node:path';
import type { Diary, ConversationNotes } from './robot/diary.ts';
import { addNote, closeSession, home, openPart, readSession, screen, startSession } from './robot/moderator.ts';
import { pointerHand } from './robot/pointer-hand.ts';
import { createRobot, playUntil } from './robot/robot.ts';
import { linesIn, readArchive, sha256, tableIn, textIn, type Archive } from './setting/archive.ts';
import { saveTo } from './setting/dialogs.ts';
import { expect, test } from './setting/test.ts';
import { words } from './setting/words.ts';

test('a first session: from an empty data folder to an archive that says what was done on the screen', async ({
  open,
  dataFolder,
}) => {
  const { app, moderator, participant } = await open();
  await expect(home(moderator)).toContainText(words('home.sessions.none'));
  await startSession(moderator, { code: 'K7-264', pin: '4961' });
  const page = await participant();
  const robot = createRobot({ seed: 'whole session', turns: 3, hand: pointerHand({ drags: true }) });
  await playUntil(page, robot, 'conversation');
  await addNote(moderator, 'The participant asked whether the letters mean anything.');
  await playUntil(page, robot);

  const live = screen(moderator, 'live');
  await expect(live).toContainText(words('live.over.complete'));
  await closeSession(moderator);
  await test.step('the archive holds what the screen showed', async () => {
    const file = path.join(dataFolder, 'study.zip');
    await saveTo(app, file);
    await moderator.getByRole('button', { name: words('home.export'), exact: true }).click();
    await expect(home(moderator)).toContainText('study.zip');
    checkArchive(await readArchive(file), robot.diary);
  });

  await test.step('the transcript reads as the session went, and is blinded', async () => {
    await readSession(moderator, 'K7-264');
    const transcript = screen(moderator, 'transcript');
    const last = lastOf(robot.diary);
    await openPart(moderator, last.title);
    for (const message of last.messages) await expect(transcript).toContainText(message);
    for (const rating of Object.values(last.ratings)) {
      await expect(transcript).toContainText(words('transcript.judgements.of', { rating, maximum: 100 }));
    }
    for (const text of Object.values(last.words)) if (text !== '') await expect(transcript).toContainText(text);
    await expect(transcript).not.toContainText('practice-');
    await openPart(moderator, words('transcript.notes'));
    await expect(transcript).toContainText('whether the letters mean anything');
  });

  await test.step('unblinding asks for a reason and is itself recorded', async () => {
    await moderator.getByRole('button', { name: words('transcript.unblind'), exact: true }).click();
    const dialog = moderator.getByRole('dialog');
    await dialog.getByRole('button', { name: words('transcript.unblind.confirm'), exact: true }).click();
    await expect(dialog).toContainText(words('transcript.unblind.missing'));
    await dialog.getByRole('textbox').fill('The test wants to see the arms.');
    await dialog.getByRole('button', { name: words('transcript.unblind.confirm'), exact: true }).click();
    await expect(dialog).toBeHidden();
    await openPart(moderator, lastOf(robot.diary).title);
    await expect(screen(moderator, 'transcript')).toContainText('practice-long-winded');
    await openPart(moderator, words('transcript.audit'));
    await expect(screen(moderator, 'transcript')).toContainText('The test wants to see the arms.');
  });

  await test.step('the records are sound', async () => {
    await screen(moderator, 'transcript').getByRole('button', { name: words('transcript.back'), exact: true }).click();
    await expect(home(moderator)).toContainText(words('home.sessions.unblinded'));
    await moderator.getByRole('button', { name: words('home.records.check'), exact: true }).click();
    await expect(home(moderator).getByText(words('home.records.sound'))).toBeVisible();
  });
});

interface ExportedConversation {
  readonly conversation_id: string;
  readonly title: string;
  readonly turns: readonly { readonly message: string; readonly responses: readonly { readonly slot: string; readonly text: string }[] }[];
  readonly judged: {
    readonly ratings: readonly { readonly judgement_id: string; readonly slot: string | null; readonly item: string | null; readonly value: number | 'not-applicable' }[];
    readonly rankings: Readonly<Record<string, readonly (readonly string[])[]>>;
    readonly texts: Readonly<Record<string, Readonly<Record<string, string>>>>;
  };
}

function checkArchive(archive: Archive, diary: Diary): void {
  checkManifest(archive);
  const exported = linesIn(archive, 'conversations.jsonl') as readonly ExportedConversation[];
  expect(exported.map((each) => each.title)).toEqual(diary.conversations.map((each) => each.title));
  for (const [index, notes] of diary.conversations.entries()) {
    const conversation = exported[index];
    if (conversation !== undefined) checkConversation(archive, conversation, notes);
  }
  for (const [conversation, slot] of Object.entries(diary.guesses)) {
    const guess = tableIn(archive, 'guesses.csv').find((row) => row['conversation_id'] === conversation);
    expect(guess?.['guessed_slot'] || 'none').toBe(slot);
  }
  checkQuestionnaires(archive, diary);
  const [session] = linesIn(archive, 'sessions.jsonl') as readonly { status: string; notes: { text: string }[]; events: number }[];
  expect(session?.status).toBe('complete');
  expect(session?.notes[0]?.text).toContain('whether the letters mean anything');
  expect(linesIn(archive, 'events.jsonl')).toHaveLength(session?.events ?? 0);
}

function checkManifest(archive: Archive): void {
  const manifest = JSON.parse(textIn(archive, 'MANIFEST.json')) as { files: { name: string; sha256: string; bytes: number }[] };
  expect(manifest.files.map((file) => file.name).sort()).toEqual([...archive.keys()].filter((name) => name !== 'MANIFEST.json').sort());
  for (const file of manifest.files) expect(sha256(archive.get(file.name) ?? ''), file.name).toBe(file.sha256);
  expect(textIn(archive, 'codebook.md')).toContain('rank_direction');
}

function checkConversation(archive: Archive, conversation: ExportedConversation, notes: ConversationNotes): void {
  expect(conversation.turns.map((turn) => turn.message)).toEqual(notes.messages);
  expect(notes.messages.length).toBeGreaterThanOrEqual(2);
  for (const [slot, replies] of Object.entries(notes.replies)) {
    const texts = conversation.turns.map((turn) => turn.responses.find((response) => response.slot === slot)?.text ?? '');
    // The screen shows the text laid out; letter by letter it is the same.
    expect(replies.map(bare)).toEqual(texts.map(bare));
  }
  const { ratings, rankings, texts } = conversation.judged;
  const bySlot = ratings.filter((rating) => rating.slot !== null);
  expect(Object.fromEntries(bySlot.map(({ slot, value }) => [slot, value]))).toEqual(notes.ratings);
  const qualities = ratings.filter((rating) => rating.item !== null);
  expect(Object.fromEntries(qualities.map(({ item, value }) => [item, value]))).toEqual(notes.qualities);
  expect(Object.values(rankings).map((places) => places.flat())).toEqual([notes.places]);
  expect(Object.assign({}, ...Object.values(texts))).toEqual(notes.words);
  const own = (name: string) => tableIn(archive, name).filter((row) => row['conversation_id'] === conversation.conversation_id);
  const rated = own('ratings.csv').filter((row) => row['judgement_kind'] === 'slider');
  expect(Object.fromEntries(rated.map((row) => [row['slot'], Number(row['value'])]))).toEqual(notes.ratings);
  const ranks = own('rankings.csv');
  expect(ranks.map((row) => row['slot']).sort((one, other) => rankIn(ranks, one) - rankIn(ranks, other))).toEqual(notes.places);
  const responses = own('responses.csv');
  expect(responses).toHaveLength(notes.messages.length * 4);
  expect(new Set(responses.map((row) => row['arm_id'])).size).toBe(4);
}

function checkQuestionnaires(archive: Archive, diary: Diary): void {
  const rows = tableIn(archive, 'questionnaires.csv').filter((row) => row['answered'] === 'true');
  for (const [question, answer] of Object.entries(diary.answers)) {
    const stored = rows.filter((row) => row['question_name'] === question);
    if (typeof answer === 'string') {
      // A table has a row for each of its lines; what the robot noted is one of them.
      expect(stored.map((row) => row['answer']), question).toContain(answer);
    } else if (Array.isArray(answer)) {
      expect(JSON.stringify(stored.map((row) => row['answer_json'])), question).toContain(String(answer[0]));
    } else {
      const sliders = stored.filter((row) => row['part'] !== '').map((row) => [row['part'], row['answer']]);
      expect(Object.fromEntries(sliders), question).toEqual(Object.fromEntries(Object.entries(answer).map(([id, value]) => [id, String(value)])));
    }
  }
  expect(Object.keys(diary.answers).length).toBeGreaterThan(3);
  const agreed = tableIn(archive, 'consents.csv').filter((row) => row['agreed'] === 'true');
  expect(agreed.map((row) => row['statement'])).toEqual(diary.statements);
}

function rankIn(rows: ReturnType<typeof tableIn>, slot: string | undefined): number {
  return Number(rows.find((row) => row['slot'] === slot)?.['rank']);
}

function bare(text: string): string {
  return text.replaceAll(/[\s*_`#>|-]+|\d+\./g, '');
}

function lastOf(diary: Diary): ConversationNotes {
  const last = diary.conversations.at(-1);
  if (last === undefined) throw new Error('No conversation was held.');
  return last;
}
