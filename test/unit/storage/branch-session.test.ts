import { describe, expect, it } from 'vitest';
import type { Storage } from '../../../electron/storage/storage.ts';
import { aStudy } from './a-study.ts';
import { branchSession } from './branch-session.ts';
import { opened } from './data-folders.ts';

async function held(): Promise<Storage> {
  const storage = await opened();
  storage.appendEvents('s-2', branchSession(storage.saveStudy(aStudy())));
  return storage;
}

describe('what the tables say of a session with branches', () => {
  it('follows from the events, also when it is written anew', async () => {
    const storage = await held();
    expect(storage.verify()).toEqual({ sound: true, findings: [] });
    storage.rebuildProjections();
    expect(storage.verify()).toEqual({ sound: true, findings: [] });
    expect(storage.select('SELECT DISTINCT format FROM event')).toEqual([{ format: 2 }]);
  });

  it('says which row and version it ran under, who held it, and whether it counts', async () => {
    const storage = await held();
    const row = storage.readSession('s-2');
    const [revealed] = storage.select("SELECT revealed_utc_milliseconds AS at FROM turn WHERE turn = 0");
    expect(row).toMatchObject({
      studyVersion: 2,
      sessionNumber: 2,
      moderator: 'AB',
      row: 'young-3',
      stratum: 'young',
      status: 'ended',
      standing: 'withdrawn',
      endReason: 'Has to leave',
      firstRevealedAtUtcMilliseconds: revealed?.['at'],
    });
    const at = { utcMilliseconds: 1_900_000_000_000, monotonicMilliseconds: 1 };
    storage.appendEvents('s-2', [{ event: { kind: 'session-voided', payload: { reason: 'Wrong code' } }, at, actor: 'moderator' }]);
    expect(storage.readSession('s-2')).toMatchObject({ status: 'ended', standing: 'voided', endReason: 'Wrong code', endedAtUtcMilliseconds: row?.endedAtUtcMilliseconds });
    expect(storage.select('SELECT end_reason, void_reason, voided_utc_milliseconds AS voided FROM session')).toEqual([
      { end_reason: 'Has to leave', void_reason: 'Wrong code', voided: 1_900_000_000_000 },
    ]);
    expect(storage.verify().sound).toBe(true);
  });

  it('names the arm and sample of every slot, turn by turn, and the response that was gone on from', async () => {
    const storage = await held();
    expect(storage.select("SELECT group_concat(turn || slot || ' ' || arm_id || ' ' || sample, ', ') AS slots FROM turn_slot")).toEqual([
      { slots: '0A arm-one 1, 0B arm-two 1, 1A arm-two 1, 1B arm-two 2, 1C arm-two 3' },
    ]);
    expect(storage.select('SELECT turn, preferred_slot FROM turn')).toEqual([
      { turn: 0, preferred_slot: 'B' },
      { turn: 1, preferred_slot: 'C' },
    ]);
  });

  it('keeps a reply as it came, what was found in it, and what was shown instead', async () => {
    const storage = await held();
    expect(storage.select("SELECT text FROM model_call WHERE call_id = 'call-1-A'")).toEqual([{ text: 'call-1-A says **I am Luna**' }]);
    expect(storage.select("SELECT text FROM response WHERE call_id IN ('call-1-A', 'call-1-B')")).toEqual([
      { text: 'call-1-A says [covered]' },
      { text: 'call-1-B says **I am Luna**' },
    ]);
    expect(storage.select('SELECT call_id, action, took_headings, took_bold, took_emoji, took_trailing_questions FROM screening')).toEqual([
      { call_id: 'call-1-A', action: 'masked', took_headings: 0, took_bold: 1, took_emoji: 0, took_trailing_questions: 0 },
    ]);
    expect(storage.select('SELECT leak, category, start_index, end_index, text FROM leak')).toEqual([
      { leak: 1, category: 'self-introduction', start_index: 16, end_index: 25, text: 'I am Luna' },
      { leak: 2, category: 'name', start_index: 21, end_index: 25, text: 'Luna' },
    ]);
  });

  it('keeps judgements of turns apart from those of the end, with ties, strengths and sliders left alone', async () => {
    const storage = await held();
    expect(storage.select('SELECT turn, judgement_id AS id, slot, item, value, not_applicable AS na, moved, changes FROM rating')).toEqual([
      { turn: -1, id: 'qualities', slot: '', item: 'warmth', value: 30, na: 0, moved: 1, changes: 2 },
      { turn: -1, id: 'quality', slot: '', item: '', value: 70, na: 0, moved: 1, changes: 1 },
      { turn: 0, id: 'quality', slot: 'A', item: '', value: 50, na: 0, moved: 0, changes: 1 },
      { turn: 0, id: 'quality', slot: 'B', item: '', value: null, na: 1, moved: 1, changes: 1 },
    ]);
    expect(storage.select('SELECT turn, slot, place FROM ranking_place')).toEqual([
      { turn: 1, slot: 'A', place: 1 },
      { turn: 1, slot: 'B', place: 2 },
      { turn: 1, slot: 'C', place: 1 },
    ]);
    expect(storage.select('SELECT turn, slot, strength, changes FROM choice')).toEqual([{ turn: 0, slot: 'B', strength: 2, changes: 2 }]);
    expect(storage.select('SELECT turn, sheet_id AS sheet, preferred_slot AS preferred, tied FROM sheet')).toEqual([
      { turn: -1, sheet: 'why', preferred: null, tied: '[]' },
      { turn: 0, sheet: 'each-turn', preferred: 'B', tied: '[]' },
      { turn: 1, sheet: 'each-turn', preferred: 'C', tied: '["A","C"]' },
    ]);
    expect(storage.select('SELECT turn, judgement_id AS id, box, text FROM judgement_text')).toEqual([
      { turn: -1, id: 'words', box: 'bad', text: '' },
      { turn: -1, id: 'words', box: 'good', text: 'Clear' },
    ]);
  });

  it('tells a conversation of its own from one that is judged once more', async () => {
    const storage = await held();
    expect(storage.select('SELECT conversation_id AS id, type_id AS type, phase, repeat_of_session AS of_session, repeat_of_conversation AS of FROM conversation ORDER BY position')).toEqual([
      { id: 'talks-1', type: 'values', phase: 'done', of_session: null, of: null },
      { id: 'again-1', type: null, phase: 'judging', of_session: 's-earlier', of: 'talks-2' },
    ]);
    const [row] = storage.select("SELECT repeat_transcript AS transcript FROM conversation WHERE conversation_id = 'again-1'");
    expect(JSON.parse(String(row?.['transcript']))).toMatchObject([{ message: 'Hi' }]);
  });

  it('keeps whatever a form asks for, in the order in which it was shown, and a message that was written', async () => {
    const storage = await held();
    expect(
      storage.select('SELECT question, value, presented, choices, last_change_milliseconds AS last FROM answer ORDER BY presented NULLS LAST'),
    ).toEqual([
      { question: 'Wie geht’s?', value: '"gut"', presented: 1, choices: null, last: null },
      { question: 'hobbies', value: '["chess","other"]', presented: 2, choices: '["other","chess"]', last: 9.5 },
      { question: 'skipped', value: null, presented: 3, choices: null, last: null },
      { question: 'matrix', value: '{"row1":3}', presented: 4, choices: null, last: null },
      { question: 'hidden', value: '0', presented: null, choices: null, last: null },
    ]);
    expect(storage.select('SELECT stage_id, answer FROM read_text')).toEqual([{ stage_id: 'wishes', answer: 'More time' }]);
  });
});
