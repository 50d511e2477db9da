import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { exportStudy } from '../../../electron/exchange/export-study.ts';
import { openStorage } from '../../../electron/storage/open-storage.ts';
import { revealedReply } from '../../../shared/session/queries.ts';
import type { SessionState } from '../../../shared/session/state.ts';
import { smallStudy } from '../session/small-study.ts';
import { Archive, expectChained } from './archives.ts';
import { awkwardTexts, storeBoth } from './stories.ts';

type Row = Record<string, string | null>;

describe('the rows of an export', () => {
  let archive: Archive;
  let awkward: SessionState;
  let disturbed: SessionState;

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'visavis-rows-'));
    const storage = await openStorage(join(folder, 'data'));
    const played = storeBoth(storage);
    awkward = played.awkward.state;
    disturbed = played.disturbed.state;
    const file = join(folder, 'study.zip');
    await exportStudy(storage, smallStudy.id, file, { now: new Date(0), appVersion: '0' });
    storage.close();
    archive = await Archive.read(file);
    rmSync(folder, { recursive: true });
  });

  const rowsOf = (name: string, sessionId: string): Row[] =>
    archive.rows(name).filter((row) => row['session_id'] === sessionId);
  const conversationLine = (sessionId: string, conversationId: string) =>
    archive
      .lines('conversations.jsonl')
      .find((line) => line['session_id'] === sessionId && line['conversation_id'] === conversationId);

  it('hold every response as it was shown, with its place, arm and call', () => {
    const rows = rowsOf('responses.csv', 'session-a');
    const expected = awkward.conversations.flatMap((conversation) =>
      conversation.turns.flatMap((turn, index) =>
        conversation.slots.map(({ slot, armId }, position) => ({
          conversation_id: conversation.conversationId,
          practice: String(conversation.stageId === 'practice'),
          turn_index: String(index),
          turn_number: String(index + 1),
          turn_voided: 'false',
          slot,
          slot_position: String(position + 1),
          arm_id: armId,
          message: turn.text,
          text: revealedReply(turn, slot),
          raw_text: revealedReply(turn, slot),
          revealed_at: new Date(turn.revealedAt?.utcMilliseconds ?? 0).toISOString(),
          fate: 'shown',
          screening: 'nothing',
          preferred: null,
          sample: '1',
          slots_in_turn: '4',
          reported_model: 'secret-reported-model',
        })),
      ),
    );
    expect(rows).toHaveLength(expected.length);
    expect(rows).toMatchObject(expected);
  });

  it('keep line breaks, quotation marks, right-to-left text, emoji and a leading equals sign as they were', () => {
    const rows = rowsOf('responses.csv', 'session-a').filter((row) => row['message'] === awkwardTexts.message);
    expect(rows.map((row) => row['text'])).toEqual(awkwardTexts.replies);
    expect(rows.map((row) => row['characters'])).toEqual(
      awkwardTexts.replies.map((text) => String(Array.from(text).length)),
    );
    expect(conversationLine('session-a', 'trials-1')).toMatchObject({
      turns: [{ message: awkwardTexts.message, responses: awkwardTexts.replies.map((text) => ({ text })) }, {}],
    });
    expect(archive.lines('sessions.jsonl')[0]).toMatchObject({ notes: [{ text: awkwardTexts.note }] });
  });

  it('say how often a judgement was changed, how long it took, and what it is about', () => {
    const rated = rowsOf('ratings.csv', 'session-a').filter((row) => row['conversation_id'] === 'trials-1');
    const slots = awkward.conversations.find((each) => each.conversationId === 'trials-1')?.slots ?? [];
    expect(rated.filter((row) => row['judgement_id'] === 'rating')).toMatchObject([
      {
        slot: 'A',
        slot_position: '1',
        arm_id: slots[0]?.armId,
        subject: 'slot',
        first_value: '90',
        value: '20',
        changes: '2',
        rating_order: '1',
        first_given_milliseconds: '600',
        last_given_milliseconds: '1000',
        moved: 'true',
        confirmed: 'true',
        turn_index: null,
        sheet_id: 'comparison',
      },
      { slot: 'B', first_value: '21', value: '21', changes: '0', rating_order: '2' },
      { slot: 'C', value: '22' },
      { slot: 'D', value: '23' },
    ]);
    // Qualities are of the slot that came first, which the rows themselves name.
    expect(rated.filter((row) => row['judgement_id'] === 'attributes')).toMatchObject([
      { item: 'values', subject: 'preferred', slot: 'D', slot_position: '4', arm_id: slots[3]?.armId, value: '20', confirmed: 'true' },
      { item: 'fluency', subject: 'preferred', slot: 'D', arm_id: slots[3]?.armId },
    ]);
    const ranked = rowsOf('rankings.csv', 'session-a').filter((row) => row['conversation_id'] === 'trials-1');
    expect(ranked).toMatchObject([
      { slot: 'A', rank: '4', rank_direction: '1 = best', changes: '1', slots_to_rank: '4', tied_with: '0' },
      { slot: 'B', rank: '3' },
      { slot: 'C', rank: '2' },
      { slot: 'D', rank: '1' },
    ]);
    const sheets = rowsOf('sheets.csv', 'session-a').filter((row) => row['conversation_id'] === 'trials-1');
    expect(sheets).toMatchObject([
      { sheet_id: 'comparison', preferred_slot: 'D', preferred_arm_id: slots[3]?.armId, tied_slots: '', duration_milliseconds: '1000' },
      { sheet_id: 'explanation', preferred_slot: null, preferred_arm_id: null },
    ]);
    // Nothing to complain of is an empty text that was handed in, not a missing answer.
    expect(rowsOf('texts.csv', 'session-a').filter((row) => row['conversation_id'] === 'trials-1')).toMatchObject([
      { judgement_id: 'feedback', box: 'good', text: 'Clear words', preferred_slot: 'D', preferred_arm_id: slots[3]?.armId },
      { judgement_id: 'feedback', box: 'bad', text: '' },
    ]);
  });

  it('are explained by a dictionary of what was asked', () => {
    const dictionary = archive.rows('judgements.csv').filter((row) => row['stage_id'] === 'trials');
    expect(dictionary.map((row) => [row['sheet_id'], row['judgement_id'], row['item'], row['decides_preferred']])).toEqual([
      ['comparison', 'rating', null, 'false'],
      ['comparison', 'ranking', null, 'true'],
      ['explanation', 'attributes', 'values', 'false'],
      ['explanation', 'attributes', 'fluency', 'false'],
      ['explanation', 'feedback', 'good', 'false'],
      ['explanation', 'feedback', 'bad', 'false'],
    ]);
    expect(JSON.parse(dictionary[2]?.['value_labels'] ?? '')).toEqual({ '1': 'Terrible', '100': 'Perfect', 'not-applicable': 'does not apply' });
    const asked = new Set(dictionary.map((row) => row['judgement_id']));
    for (const name of ['ratings.csv', 'rankings.csv', 'texts.csv']) {
      expect(archive.rows(name).every((row) => asked.has(row['judgement_id'] ?? ''))).toBe(true);
    }
  });

  it('keep voided turns, marked, without a number and without judgements', () => {
    const rows = rowsOf('responses.csv', 'session-b').filter((row) => row['conversation_id'] === 'trials-1');
    const firstTry = rows.filter((row) => row['message'] === 'First try');
    expect(firstTry).toHaveLength(4);
    for (const row of firstTry) {
      expect(row).toMatchObject({ turn_index: '0', turn_number: null, turn_voided: 'true', fate: 'shown', preferred: null });
      expect(row['revealed_at']).not.toBeNull();
    }
    // One reply had come in when the network went down; it was never shown.
    const secondTry = rows.filter((row) => row['message'] === 'Second try');
    expect(secondTry).toMatchObject([{ turn_voided: 'true', revealed_at: null, fate: 'not-shown' }]);
    const thirdTry = rows.filter((row) => row['message'] === 'Third try');
    expect(thirdTry.map((row) => [row['turn_index'], row['turn_number']])).toEqual([
      ['2', '1'],
      ['2', '1'],
      ['2', '1'],
      ['2', '1'],
    ]);
    expect(rowsOf('turns.csv', 'session-b').filter((row) => row['conversation_id'] === 'trials-1')).toMatchObject([
      { status: 'voided', void_reason: 'Wrong person at the keyboard', slots: 'A B C D', sent_to: 'all' },
      { status: 'voided', void_reason: 'The network is down', revealed_at: null, wait_milliseconds: null },
      { status: 'revealed', void_reason: null, wait_milliseconds: '2000', message_words: '2' },
    ]);
    expect(rowsOf('ratings.csv', 'session-b')).toMatchObject([
      { conversation_id: 'practice-1', slot: 'A' },
      { conversation_id: 'practice-1', slot: 'B' },
      { conversation_id: 'practice-1', slot: 'C' },
      { conversation_id: 'practice-1', slot: 'D' },
      { conversation_id: 'practice-1', item: 'values' },
      { conversation_id: 'practice-1', item: 'fluency' },
      { conversation_id: 'trials-1', slot: 'B', value: '12', confirmed: 'false' },
    ]);
    expect(conversationLine('session-b', 'trials-1')).toMatchObject({
      turns: [
        { status: 'voided', void_reason: 'Wrong person at the keyboard' },
        { status: 'voided', void_reason: 'The network is down', revealed_at: null },
        { status: 'revealed', void_reason: null },
      ],
      judged: { ratings: [{ judgement_id: 'rating', slot: 'B', value: 12 }], confirmed_sheets: [] },
      preferred: null,
    });
  });

  it('tell how a session went: pauses, restarts, early end, unblinding', () => {
    expect(archive.lines('sessions.jsonl')[1]).toMatchObject({
      session_id: 'session-b',
      participant_code: 'K7',
      status: 'ended',
      end_reason: 'The participant had to leave',
      standing: 'withdrawn',
      void_reason: null,
      consent: { given: true, version: '1' },
      pauses: [{ reason: 'Fire alarm' }],
      unblindings: [{ reason: 'To pay out' }],
      events: disturbed.revision,
    });
    const [line] = archive.lines('sessions.jsonl').filter((each) => each['session_id'] === 'session-b');
    expect(line?.['reopened_at']).toHaveLength(1);
    expect(line?.['steps']).toHaveLength(disturbed.steps.length);
    expect(rowsOf('incidents.csv', 'session-b').map((row) => [row['kind'], row['turn_index'], row['text']])).toEqual([
      ['session-paused', null, 'Fire alarm'],
      ['session-resumed', null, null],
      ['turn-voided', '0', 'Wrong person at the keyboard'],
      ['session-reopened', null, null],
      ['turn-voided', '1', 'The network is down'],
      ['session-ended', null, 'The participant had to leave'],
      ['session-unblinded', null, 'To pay out'],
    ]);
    expect(archive.rows('ratings.csv').every((row) => row['standing'] === (row['session_id'] === 'session-b' ? 'withdrawn' : 'kept'))).toBe(true);
  });

  it('hold consent and questionnaires item by item, answered or not', () => {
    expect(rowsOf('consents.csv', 'session-a')).toMatchObject([
      { decision: 'given', consent_version: '1', statement_id: null, agreed: null },
      { statement_id: 'read', statement: 'I have read it.', agreed: 'true' },
      { statement_id: 'agree', agreed: 'true' },
    ]);
    expect(rowsOf('questionnaires.csv', 'session-a')).toMatchObject([
      {
        question_name: 'age',
        question_type: 'radiogroup',
        question_title: 'Age?',
        part_kind: 'whole',
        answered: 'true',
        answer: 'old',
        answer_readable: 'Old',
        answer_json: '"old"',
      },
      { question_name: 'wish', answered: 'false', answer: null, answer_readable: null, answer_json: null },
    ]);
  });

  it('say whether a guess was right, by the targets of the study', () => {
    const rows = rowsOf('guesses.csv', 'session-a');
    expect(rows).toHaveLength(2);
    for (const row of rows) {
      const slots = awkward.conversations.find((each) => each.conversationId === row['conversation_id'])?.slots ?? [];
      const armId = slots[1]?.armId;
      expect(row).toMatchObject({
        guessed_slot: 'B',
        guessed_slot_position: '2',
        guessed_arm_id: armId,
        sure: 'guessing',
        sure_label: 'Guessing',
        right: String(armId === 'arm-personal'),
        target_slots: '1',
        slots_to_guess_from: '4',
      });
    }
  });

  it('let anybody check the chain of events without the app', () => {
    expect(archive.lines('events.jsonl')).toHaveLength(awkward.revision + disturbed.revision);
    expectChained(archive);
  });
});
