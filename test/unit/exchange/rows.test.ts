import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { beforeAll, describe, expect, it } from 'vitest';
import { exportStudy } from '../../../electron/exchange/export-study.ts';
import { openStorage } from '../../../electron/storage/open-storage.ts';
import { revealedReply } from '../../../shared/session/queries.ts';
import type { SessionState } from '../../../shared/session/state.ts';
import { smallStudy } from '../session/small-study.ts';
import { Archive } from './archives.ts';
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

  it('hold every response as it was shown, with its slot, arm and judgements', () => {
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
          revealed_at: new Date(turn.revealedAt?.utcMilliseconds ?? 0).toISOString(),
          rating: String(conversation.ratings[slot]),
          rank: String(conversation.places.indexOf(slot) + 1),
          rank_direction: '1 = best',
          chosen_best: String(conversation.best === slot),
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
    expect(conversationLine('session-a', 'first')).toMatchObject({
      turns: [{ message: awkwardTexts.message, responses: awkwardTexts.replies.map((text) => ({ text })) }, {}],
    });
    expect(archive.lines('sessions.jsonl')[0]).toMatchObject({ notes: [{ text: awkwardTexts.note }] });
  });

  it('count how often a judgement was changed', () => {
    const rated = rowsOf('ratings.csv', 'session-a').filter((row) => row['conversation_id'] === 'first');
    expect(rated).toMatchObject([
      { slot: 'A', first_rating: '90', rating: '20', rating_changes: '2', rating_order: '1', confirmed: 'true' },
      { slot: 'B', first_rating: '21', rating: '21', rating_changes: '0', rating_order: '2' },
      { slot: 'C', rating: '22' },
      { slot: 'D', rating: '23' },
    ]);
    const ranked = rowsOf('rankings.csv', 'session-a').filter((row) => row['conversation_id'] === 'first');
    expect(ranked).toMatchObject([
      { slot: 'A', rank: '4', rank_direction: '1 = best', ranking_changes: '1', slots_to_rank: '4' },
      { slot: 'B', rank: '3' },
      { slot: 'C', rank: '2' },
      { slot: 'D', rank: '1' },
    ]);
  });

  it('keep voided turns, marked, without a number and without judgements', () => {
    const rows = rowsOf('responses.csv', 'session-b').filter((row) => row['conversation_id'] === 'first');
    const firstTry = rows.filter((row) => row['message'] === 'First try');
    expect(firstTry).toHaveLength(4);
    for (const row of firstTry) {
      expect(row).toMatchObject({ turn_index: '0', turn_number: null, turn_voided: 'true', rating: null, chosen_best: null });
      expect(row['revealed_at']).not.toBeNull();
    }
    // One reply had come in when the network went down; it was never shown.
    const secondTry = rows.filter((row) => row['message'] === 'Second try');
    expect(secondTry).toMatchObject([{ turn_voided: 'true', revealed_at: null, rating: null }]);
    const thirdTry = rows.filter((row) => row['message'] === 'Third try');
    expect(thirdTry.map((row) => [row['turn_index'], row['turn_number'], row['rating'], row['chosen_best']])).toEqual([
      ['2', '1', null, null],
      ['2', '1', '12', null],
      ['2', '1', null, null],
      ['2', '1', null, null],
    ]);
    expect(conversationLine('session-b', 'first')).toMatchObject({
      turns: [
        { status: 'voided', void_reason: 'Wrong person at the keyboard' },
        { status: 'voided', void_reason: 'The network is down', revealed_at: null },
        { status: 'revealed', void_reason: null },
      ],
      judgements_confirmed: false,
      best: null,
    });
  });

  it('tell how a session went: pauses, restarts, early end, unblinding', () => {
    expect(archive.lines('sessions.jsonl')[1]).toMatchObject({
      session_id: 'session-b',
      participant_code: 'K7',
      status: 'ended',
      end_reason: 'The participant had to leave',
      consent: { given: true, version: '1' },
      pauses: [{ reason: 'Fire alarm' }],
      unblindings: [{ reason: 'To pay out' }],
      events: disturbed.revision,
    });
    const [line] = archive.lines('sessions.jsonl').filter((each) => each['session_id'] === 'session-b');
    expect(line?.['reopened_at']).toHaveLength(1);
    expect(line?.['steps']).toHaveLength(disturbed.steps.length);
  });

  it('hold questionnaires item by item, answered or not', () => {
    const rows = rowsOf('questionnaires.csv', 'session-a');
    const of = (source: string) => rows.filter((row) => row['source'] === source);
    expect(of('consent')).toMatchObject([{ answer: 'given', consent_version: '1' }]);
    expect(of('consent-statement').map((row) => [row['item'], row['answer']])).toEqual([
      ['read', 'agreed'],
      ['agree', 'agreed'],
    ]);
    expect(of('questionnaire')).toMatchObject([
      { item: 'age', answer: 'old', answer_label: 'Old' },
      { item: 'wish', answer: null },
    ]);
    expect(of('attribute').filter((row) => row['conversation_id'] === 'first')).toMatchObject([
      { item: 'values', answer: 'not-applicable', answer_number: null, answer_label: 'does not apply', slot: 'D' },
      { item: 'fluency', answer: '80', answer_number: '80', confirmed: 'true' },
    ]);
    // Nothing to complain of is an empty text that was handed in, not a missing answer.
    expect(of('feedback').filter((row) => row['conversation_id'] === 'first')).toMatchObject([
      { item: 'good', answer: 'Clear words' },
      { item: 'bad', answer: '' },
    ]);
    const arm = awkward.conversations.find((each) => each.conversationId === 'first')?.slots[1]?.armId;
    expect(of('blinding-guess').filter((row) => row['conversation_id'] === 'first')).toMatchObject([
      { item: 'slot', answer: 'B', slot: 'B', arm_id: arm },
      { item: 'sure', answer: 'certain', answer_label: 'Certain' },
    ]);
  });

  it('let anybody check the chain of events without the app', () => {
    const sha256 = (...parts: (string | Buffer)[]) => {
      const hash = createHash('sha256');
      for (const part of parts) hash.update(part);
      return hash.digest('hex');
    };
    const previous = new Map<unknown, unknown>();
    const lines = archive.lines('events.jsonl');
    expect(lines).toHaveLength(awkward.revision + disturbed.revision);
    for (const line of lines) {
      const { session_id: session, payload, salt, hash } = line;
      expect(line['previous_hash']).toBe(previous.get(session) ?? '0'.repeat(64));
      expect(line['payload_digest']).toBe(sha256(Buffer.from(String(salt), 'hex'), canonicalize(payload) ?? ''));
      const hashed = Object.fromEntries(
        ['session_id', 'sequence', 'study_id', 'utc_milliseconds', 'monotonic_milliseconds', 'actor', 'kind', 'payload_digest', 'previous_hash'].map(
          (key) => [key, line[key]],
        ),
      );
      expect(hash).toBe(sha256(canonicalize(hashed) ?? ''));
      previous.set(session, hash);
    }
  });
});
