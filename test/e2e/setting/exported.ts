import { composeReply } from '../../../electron/models/practice/compose-reply.ts';
import { findOwnModel } from '../../../electron/models/practice/personal-models.ts';
import { practiceModels } from '../../../electron/models/practice/practice-models.ts';
import type { ConversationNotes, Diary, JudgedNote } from '../robot/diary.ts';
import { linesIn, tableIn, textIn, type Archive, type Row } from './archive.ts';
import { expect } from './test.ts';
import type { Study } from '../../../shared/study/protocol.ts';

/** What `openServices` starts the practice models with. */
const practiceSeed = 'visavis';

/** A line of conversations.jsonl, as far as these checks read it. */
export interface ExportedConversation {
  readonly session_id: string;
  readonly session_number: number;
  readonly stage_id: string;
  readonly conversation_id: string;
  readonly conversation_number: number;
  readonly practice: boolean;
  readonly repeat: boolean;
  readonly repeat_of_session: string | null;
  readonly repeat_of_conversation: string | null;
  readonly layout: string;
  readonly title: string | null;
  readonly slots: readonly { readonly slot: string; readonly arm_id: string }[];
  readonly turns: readonly { readonly message: string }[];
  readonly history: readonly { readonly turn_index: number; readonly message: string; readonly slot: string; readonly arm_id: string }[];
}

export interface DealtRow {
  readonly row: string;
  readonly ordinal: number;
  readonly held_by: string | null;
  readonly sessions: readonly { readonly session_id: string; readonly participant_code: string; readonly standing: string }[];
  readonly conversations: readonly Dealt[];
  readonly repeats: readonly (Dealt & { readonly of_stage_id: string; readonly of_conversation_number: number })[];
}

interface Dealt {
  readonly stage_id: string;
  readonly conversation_number: number;
  readonly slots: readonly { readonly slot: string; readonly arm_id: string }[];
}

export interface ExportedSessionLine {
  readonly session_id: string;
  readonly session_number: number;
  readonly participant_code: string;
  readonly status: string;
  readonly standing: string;
  readonly moderator: string;
  readonly study_version: number | null;
  readonly allocation_row: string | null;
}

export function sessionsIn(archive: Archive): readonly ExportedSessionLine[] {
  return linesIn(archive, 'sessions.jsonl') as readonly ExportedSessionLine[];
}

export function conversationsIn(archive: Archive): readonly ExportedConversation[] {
  return linesIn(archive, 'conversations.jsonl') as readonly ExportedConversation[];
}

export function dealtRowsIn(archive: Archive): readonly DealtRow[] {
  return linesIn(archive, 'allocation.jsonl') as readonly DealtRow[];
}

/**
 * One session of an archive against the diary of who took part in it: everything that was said, shown, judged,
 * chosen, ranked, written and guessed is in its file, under its slot, arm and turn.
 */
export function checkAgainstDiary(archive: Archive, sessionId: string, diary: Diary): void {
  const study = JSON.parse(textIn(archive, 'study.json')) as Study;
  const conversations = conversationsIn(archive).filter((each) => each.session_id === sessionId);
  expect(conversations.map((each) => each.title ?? 'once more')).toHaveLength(diary.conversations.length);
  for (const [index, notes] of diary.conversations.entries()) {
    const conversation = conversations[index];
    if (conversation === undefined) throw new Error('unreachable: as many conversations as notes');
    if (!conversation.repeat) {
      expect(conversation.title, notes.head).toBe(notes.title);
      checkTurns(archive, study, conversation, notes);
    }
    checkJudgements(archive, conversation, notes);
  }
  checkAnswers(archive, sessionId, diary);
}

function rowsOf(archive: Archive, file: string, { session_id, conversation_id }: ExportedConversation): readonly Row[] {
  return tableIn(archive, file).filter((row) => row['session_id'] === session_id && row['conversation_id'] === conversation_id);
}

/** Messages, replies by slot, the arm that spoke there, and what the conversation went on from. */
function checkTurns(archive: Archive, study: Study, conversation: ExportedConversation, notes: ConversationNotes): void {
  expect(conversation.turns.map((turn) => turn.message), notes.head).toEqual(notes.turns.map((turn) => turn.message));
  expect(notes.turns.length).toBeGreaterThan(0);
  const turns = rowsOf(archive, 'turns.csv', conversation);
  const responses = rowsOf(archive, 'responses.csv', conversation).filter((row) => row['fate'] === 'shown');
  const calls = callsIn(archive, conversation.session_id);
  const code = sessionsIn(archive).find((each) => each.session_id === conversation.session_id)?.participant_code ?? '';
  const wentOn: string[] = [];
  for (const [index, turn] of notes.turns.entries()) {
    const place = `${notes.head}, turn ${index}`;
    const shown = responses.filter((row) => row['turn_index'] === String(index));
    expect(shown.map((row) => row['slot']), place).toEqual(Object.keys(turn.replies));
    expect(turns[index]?.['sent_to'], place).toBe(turn.to === null ? 'all' : 'one');
    for (const row of shown) {
      const slot = row['slot'] ?? '';
      expect(bare(turn.replies[slot] ?? ''), `${place}, slot ${slot}`).toBe(bare(row['text'] ?? ''));
      const call = calls.get(row['call_id'] ?? '');
      expect(call?.armId, place).toBe(row['arm_id']);
      expect(row['raw_text'], `${place}: what the model of ${row['arm_id']} says to what it was asked`).toBe(
        spokenBy(study, row['arm_id'] ?? '', code, call?.messages ?? [], row['raw_text']?.length ?? 0),
      );
      expect(call?.messages.at(-1)?.content, place).toBe(turn.message);
      if (conversation.layout !== 'parallel') {
        expect(call?.messages.filter(({ role }) => role === 'assistant').map(({ content }) => content), `history of ${place}`).toEqual(wentOn);
      }
    }
    checkArms(conversation, index, shown, responses);
    if (conversation.layout !== 'parallel') wentOn.push(checkPreferred(notes, index, shown, turns[index]));
  }
  if (conversation.layout === 'parallel') {
    expect(conversation.history).toEqual([]);
    return;
  }
  expect(conversation.history.map((each) => each.message)).toEqual(notes.turns.map((turn) => turn.message));
  // The screen showed the same history as is stored.
  expect(notes.shared.map(({ message, reply }) => [message, bare(reply)])).toEqual(
    notes.turns.map((turn, index) => [turn.message, bare(wentOn[index] ?? '')]),
  );
}

/** Who stood where: all of the allocated, or samples of one. */
function checkArms(conversation: ExportedConversation, turn: number, shown: readonly Row[], all: readonly Row[]): void {
  const allocated = conversation.slots.map(({ slot, arm_id }) => [slot, arm_id]);
  const stood = shown.map((row) => [row['slot'], row['arm_id']]);
  if (conversation.layout === 'branch' && turn > 0) {
    const preferred = all.find((row) => row['turn_index'] === '0' && row['preferred'] === 'true');
    expect(new Set(stood.map(([, arm]) => arm))).toEqual(new Set([preferred?.['arm_id']]));
    expect(shown.map((row) => row['sample'])).toEqual(shown.map((_, index) => String(index + 1)));
  } else if (conversation.layout === 'common-thread') {
    expect(stood.map(([, arm]) => arm).sort()).toEqual(allocated.map(([, arm]) => arm).sort());
  } else {
    expect(allocated).toEqual(expect.arrayContaining(stood));
  }
}

/** The preferred one of a turn is the one that the sheet says, or one of those that were level; returns its words. */
function checkPreferred(notes: ConversationNotes, turn: number, shown: readonly Row[], row: Row | undefined): string {
  const preferred = shown.filter((each) => each['preferred'] === 'true');
  expect(preferred, `preferred in turn ${turn} of ${notes.head}`).toHaveLength(1);
  expect(row?.['preferred_slot']).toBe(preferred[0]?.['slot']);
  const best = bestOf(notes.judged.filter((each) => each.turn === turn), shown.map((each) => each['slot'] ?? ''));
  expect(best, `preferred in turn ${turn} of ${notes.head}`).toContain(preferred[0]?.['slot']);
  return preferred[0]?.['text'] ?? '';
}

function bestOf(judged: readonly JudgedNote[], slots: readonly string[]): readonly (string | null)[] {
  const choice = judged.find((each) => each.kind === 'choice');
  if (choice?.kind === 'choice') return choice.slot === null ? slots : [choice.slot];
  const ratings = judged.flatMap((each) => (each.kind === 'rating' && typeof each.value === 'number' ? [each] : []));
  const highest = Math.max(...ratings.map(({ value }) => Number(value)));
  return ratings.filter(({ value }) => value === highest).map(({ slot }) => slot);
}

/** Every answer is in the file of its kind exactly once, and there are no others. */
function checkJudgements(archive: Archive, conversation: ExportedConversation, notes: ConversationNotes): void {
  const at = (row: Row): string => `${row['turn_index'] ?? ''}/${row['judgement_id']}`;
  const placeOf = (note: JudgedNote): string => `${note.turn ?? ''}/${note.judgement}`;
  const armAt = armFinder(archive, conversation);
  const ratings = rowsOf(archive, 'ratings.csv', conversation);
  expect(
    ratings.map((row) => [at(row), row['subject'] === 'slot' ? row['slot'] : null, row['item'] || null, row['not_applicable'] === 'true' ? 'not-applicable' : Number(row['value'])]).sort(),
    notes.head,
  ).toEqual(notes.judged.flatMap((note) => (note.kind === 'rating' ? [[placeOf(note), note.slot, note.item, note.value]] : [])).sort());
  for (const row of ratings.filter((each) => each['slot'] !== '')) expect(row['arm_id']).toBe(armAt(row['turn_index'], row['slot']));

  const choices = rowsOf(archive, 'choices.csv', conversation);
  const expected = notes.judged.flatMap((note) => (note.kind === 'choice' ? [note] : []));
  expect(new Set(choices.map(at))).toEqual(new Set(expected.map(placeOf)));
  for (const note of expected) {
    for (const row of choices.filter((each) => at(each) === placeOf(note))) {
      expect(row['outcome'], placeOf(note)).toBe(note.slot === null ? 'tie' : row['slot'] === note.slot ? 'won' : 'lost');
      expect(row['strength'], placeOf(note)).toBe(note.strength === null ? '' : String(note.strength));
      expect(row['arm_id']).toBe(armAt(row['turn_index'], row['slot']));
    }
  }

  const ranks = rowsOf(archive, 'rankings.csv', conversation);
  expect(ranks.map((row) => [at(row), row['slot'], Number(row['rank'])]).sort()).toEqual(
    notes.judged.flatMap((note) => (note.kind === 'ranking' ? note.places.map((slot, index) => [placeOf(note), slot, index + 1]) : [])).sort(),
  );
  for (const row of ranks) expect(row['arm_id']).toBe(armAt(row['turn_index'], row['slot']));

  expect(rowsOf(archive, 'texts.csv', conversation).map((row) => [at(row), row['box'], row['text']]).sort()).toEqual(
    notes.judged.flatMap((note) => (note.kind === 'text' ? [[placeOf(note), note.box, note.text.trim()]] : [])).sort(),
  );
  const sheets = rowsOf(archive, 'sheets.csv', conversation);
  expect(sheets.length).toBeGreaterThan(0);
  expect(sheets.filter((row) => row['confirmed'] !== 'true')).toEqual([]);
}

/** Who stood in a slot of a turn, or (without a turn) at the opening. */
function armFinder(archive: Archive, conversation: ExportedConversation) {
  const responses = rowsOf(archive, 'responses.csv', conversation);
  return (turn: string | undefined, slot: string | undefined): string | undefined => {
    if (turn === undefined || turn === '') return conversation.slots.find((each) => each.slot === slot)?.arm_id;
    return responses.find((row) => row['turn_index'] === turn && row['slot'] === slot)?.['arm_id'];
  };
}

function checkAnswers(archive: Archive, sessionId: string, diary: Diary): void {
  const rows = tableIn(archive, 'questionnaires.csv').filter((row) => row['session_id'] === sessionId && row['answered'] === 'true');
  for (const [question, answer] of Object.entries(diary.answers)) {
    const stored = rows.filter((row) => row['question_name'] === question);
    if (typeof answer === 'string') {
      // What need not be answered may have been left.
      if (answer !== '') expect(stored.map((row) => row['answer']), question).toContain(answer);
    } else if (Array.isArray(answer)) {
      expect(JSON.parse(stored.find((row) => row['part_kind'] === 'whole')?.['answer'] ?? '[]'), question).toEqual(answer);
    } else {
      const sliders = stored.filter((row) => row['part_kind'] === 'row').map((row) => [row['part'], Number(row['answer'])]);
      expect(Object.fromEntries(sliders), question).toEqual(answer);
    }
  }
  expect(rows.filter((row) => row['source'] === 'message').map((row) => row['answer'])).toEqual(diary.remarks);
  const agreed = tableIn(archive, 'consents.csv').filter((row) => row['session_id'] === sessionId && row['agreed'] === 'true');
  expect(agreed.map((row) => row['statement'])).toEqual(diary.statements);
  const guesses = tableIn(archive, 'guesses.csv').filter((row) => row['session_id'] === sessionId);
  expect(Object.fromEntries(guesses.map((row) => [row['conversation_id'], row['guessed_slot'] || 'none']))).toEqual(diary.guesses);
}

/** The row that was dealt before anybody came is the one that was played, conversation by conversation. */
export function checkAllocation(archive: Archive, session: ExportedSessionLine): void {
  const row = dealtRowsIn(archive).find((each) => each.row === session.allocation_row);
  expect(row?.held_by).toBe(session.participant_code);
  expect(row?.sessions.map((each) => each.session_id)).toContain(session.session_id);
  const played = conversationsIn(archive).filter((each) => each.session_id === session.session_id);
  for (const conversation of played) {
    const dealt = (conversation.repeat ? row?.repeats : row?.conversations)?.find(
      (each) => each.stage_id === conversation.stage_id && each.conversation_number === conversation.conversation_number,
    );
    expect(conversation.slots.map(({ slot, arm_id }) => ({ slot, arm_id })), conversation.conversation_id).toEqual(dealt?.slots);
  }
}

interface StartedCall {
  readonly armId: string;
  readonly messages: readonly { readonly role: 'system' | 'user' | 'assistant'; readonly content: string }[];
}

function callsIn(archive: Archive, sessionId: string): ReadonlyMap<string, StartedCall> {
  const events = linesIn(archive, 'events.jsonl') as readonly {
    readonly session_id: string;
    readonly kind: string;
    readonly payload: StartedCall & { readonly callId: string };
  }[];
  return new Map(
    events.flatMap((event) => (event.session_id === sessionId && event.kind === 'call-started' ? [[event.payload.callId, event.payload] as const] : [])),
  );
}

/** The practice models are known by their words: what the arm's model, or the participant's own, answers, cut where its limit cut it. */
function spokenBy(study: Study, armId: string, code: string, messages: StartedCall['messages'], length: number): string {
  const stages = study.sessions.flatMap((session) => session.stages);
  const arms = [...study.arms, ...stages.flatMap((stage) => (stage.kind === 'practice' ? stage.arms : []))];
  const arm = arms.find((each) => each.id === armId);
  const own = arm?.personalisation.kind === 'own-model' ? arm.personalisation.model : null;
  const model = own === null ? practiceModels.find((each) => each.name === arm?.model.model) : findOwnModel(own.replaceAll('{participant}', code));
  return model === undefined || model === null ? `nobody speaks for ${armId}` : composeReply(model, messages, practiceSeed).slice(0, length);
}

/** Letters alone: the screen lays a text out, and the letters stay. */
function bare(text: string): string {
  return text.replaceAll(/[\s*_`#>|-]+|\d+\./g, '');
}
