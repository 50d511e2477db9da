import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { eventHash, firstPreviousHash, payloadDigest } from '../../../electron/storage/canonical.ts';
import { InvalidEventError, StorageError } from '../../../electron/storage/errors.ts';
import { openStorage } from '../../../electron/storage/open-storage.ts';
import type { NewEvent } from '../../../electron/storage/storage.ts';
import { canonicalJson } from '../../../shared/study/canonical-json.ts';
import { replay } from '../../../shared/session/evolve.ts';
import { PlayedSession } from '../session/play.ts';
import { smallStudy } from '../session/small-study.ts';
import { newFolder, opened, tamperWith } from './data-folders.ts';
import { entriesOf, playedToTheEnd, storeSession } from './played-sessions.ts';

const at = { utcMilliseconds: 1_800_000_000_000, monotonicMilliseconds: 12.5 };
const note: NewEvent = { event: { kind: 'note-added', payload: { text: 'Coughs' } }, at, actor: 'moderator' };

describe('the event log', () => {
  it('gives a whole session back after the app was closed and opened again', async () => {
    const folder = newFolder();
    const storage = await openStorage(folder);
    const played = playedToTheEnd();
    const recorded = storeSession(storage, 's-1', played);
    storage.close();

    const again = await opened(folder);
    expect(again.readEvents('s-1')).toEqual(recorded);
    const study = again.readStudy(again.listStudies()[0]?.digest ?? '');
    expect(study).toEqual(smallStudy);
    const [first, ...rest] = again.readEvents('s-1');
    expect(first?.kind).toBe('session-created');
    expect(rest).toEqual(played.events.slice(1));
    expect(replay(smallStudy, again.readEvents('s-1')).status).toBe('complete');
  });

  it('numbers the events of a session without a gap, whatever goes on in another one', async () => {
    const storage = await opened();
    storeSession(storage, 's-1', new PlayedSession(smallStudy, 'one'));
    storeSession(storage, 's-2', new PlayedSession(smallStudy, 'two'));
    const [noted] = storage.appendEvents('s-1', [note]);
    expect(noted?.sequence).toBe(3);
    expect(storage.readEvents('s-2').map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  it('chains every event to the one before, from sixty-four zeros on', async () => {
    const storage = await opened();
    storeSession(storage, 's-1', playedToTheEnd());
    const rows = storage.readStoredEvents('s-1');
    let previous = firstPreviousHash;
    for (const row of rows) {
      expect(row.previousHash).toBe(previous);
      expect(payloadDigest(row.salt ?? '', row.payload ?? '')).toBe(row.payloadDigest);
      const columns = {
        session_id: row.sessionId,
        sequence: row.sequence,
        study_id: row.studyId,
        utc_milliseconds: row.at.utcMilliseconds,
        monotonic_milliseconds: row.at.monotonicMilliseconds,
        actor: row.actor,
        kind: row.kind,
        payload_digest: row.payloadDigest,
        previous_hash: row.previousHash,
        format: row.format,
      };
      expect(row.hash).toBe(createHash('sha256').update(canonicalJson(columns)).digest('hex'));
      expect(eventHash(columns)).toBe(row.hash);
      previous = row.hash;
    }
    expect(new Set(rows.map(({ salt }) => salt)).size).toBe(rows.length);
  });

  it('keeps nothing of a step when one of its events cannot be stored', async () => {
    const storage = await opened();
    const played = new PlayedSession(smallStudy);
    storeSession(storage, 's-1', played);
    const unknownConversation: NewEvent = {
      event: { kind: 'rating-given', payload: { conversationId: 'never-held', turn: null, judgementId: 'rating', slot: 'A', item: null, value: 50, moved: true } },
      at,
      actor: 'participant',
    };
    expect(() => storage.appendEvents('s-1', [note, unknownConversation])).toThrow(InvalidEventError);
    expect(storage.readEvents('s-1')).toHaveLength(played.events.length);
    expect(storage.select('SELECT * FROM note')).toEqual([]);
    expect(storage.verify()).toEqual({ sound: true, findings: [] });
  });

  it('refuses events that do not fit their schema, and events of sessions that never began', async () => {
    const storage = await opened();
    const entries = entriesOf(new PlayedSession(smallStudy).events, storage.saveStudy(smallStudy));
    const tooHigh = {
      ...note,
      event: { kind: 'rating-given', payload: { conversationId: 'trials-1', turn: null, judgementId: 'rating', slot: 'A', item: null, value: 101, moved: true } },
    } as NewEvent;
    storage.appendEvents('s-1', entries);
    expect(() => storage.appendEvents('s-1', [tooHigh])).toThrow(/"rating-given" of session s-1 was not stored/);
    expect(() => storage.appendEvents('s-1', entries)).toThrow(/the session has begun already/);
    expect(() => storage.appendEvents('s-2', [note])).toThrow(StorageError);
    expect(storage.listSessions().map(({ sessionId }) => sessionId)).toEqual(['s-1']);
  });

  it('refuses a session whose study was never saved', async () => {
    const storage = await opened();
    const entries = entriesOf(new PlayedSession(smallStudy).events, '0'.repeat(64));
    expect(() => storage.appendEvents('s-1', entries)).toThrow(/FOREIGN KEY/);
  });

  it('keeps an answer that was cut inside an emoji, and returns it as it was kept', async () => {
    const storage = await opened();
    storeSession(storage, 's-1', new PlayedSession(smallStudy));
    const [recorded] = storage.appendEvents('s-1', [
      { ...note, event: { kind: 'note-added', payload: { text: 'Tired \uD83D' } } },
    ]);
    expect(recorded?.payload).toEqual({ text: 'Tired \uFFFD' });
    expect(storage.readEvents('s-1').at(-1)).toEqual(recorded);
    expect(storage.verify().findings).toEqual([]);
  });

  it.each([
    ['UPDATE event SET actor = \'system\'', 'events are never changed'],
    ['DELETE FROM event', 'FOREIGN KEY|events are never deleted'],
    [
      `INSERT OR REPLACE INTO event SELECT session_id, sequence, study_id, utc_milliseconds + 1, monotonic_milliseconds,
         actor, kind, payload_digest, previous_hash, hash, format FROM event WHERE sequence = 2`,
      'an event must follow the last one',
    ],
    ['UPDATE OR REPLACE event SET sequence = 1 WHERE sequence = 2', 'events are never changed'],
    ["UPDATE event_payload SET payload = '{}'", 'a payload can be erased, not changed'],
    ['DELETE FROM event_payload', 'the row of a payload is never deleted'],
    [
      "INSERT OR REPLACE INTO event_payload SELECT session_id, sequence, salt, '{}', NULL FROM event_payload WHERE sequence = 2",
      'the row of a payload is never deleted',
    ],
    ["UPDATE study SET title = 'Other'", 'a version of a study is never changed'],
    ['DELETE FROM study', 'a version of a study is never deleted|FOREIGN KEY'],
  ])('lets the past be: %s', async (sql, refusal) => {
    const storage = await opened();
    const recorded = storeSession(storage, 's-1', new PlayedSession(smallStudy));
    tamperWith(storage.file, (database) => {
      database.pragma('recursive_triggers = ON');
      expect(() => database.exec(sql)).toThrow(new RegExp(refusal));
    });
    expect(storage.readEvents('s-1')).toEqual(recorded);
  });

  it('still holds its chain when what somebody said was erased on request', async () => {
    const storage = await opened();
    storeSession(storage, 's-1', new PlayedSession(smallStudy));
    storage.appendEvents('s-1', [note]);
    tamperWith(storage.file, (database) => {
      database.exec('UPDATE event_payload SET salt = NULL, payload = NULL, erased_utc_milliseconds = 1 WHERE sequence = 3');
    });
    expect(storage.verify()).toEqual({ sound: true, findings: [] });
    expect(() => storage.readEvents('s-1')).toThrow(/was erased on request/);
    expect(storage.readStoredEvents('s-1').at(-1)).toMatchObject({ kind: 'note-added', salt: null, payload: null });
  });

  it('answers questions to its tables, but takes no orders that way', async () => {
    const storage = await opened();
    storeSession(storage, 's-1', new PlayedSession(smallStudy));
    expect(storage.select('SELECT arm_id FROM trial_slot WHERE session_id = ? AND slot = ?', ['s-1', 'A'])).toHaveLength(3);
    expect(() => storage.select('DELETE FROM draft')).toThrow(/Only a SELECT/);
    expect(() => storage.select('PRAGMA foreign_keys = OFF')).toThrow(/Only a SELECT/);
    expect(() => storage.select("INSERT INTO draft VALUES ('s', 'k', '1', 1) RETURNING *")).toThrow(/Only a SELECT/);
  });
});

describe('drafts', () => {
  it('come back after a crash, and are gone when the session is over', async () => {
    const folder = newFolder();
    const storage = await openStorage(folder);
    const played = playedToTheEnd();
    const entries = entriesOf(played.events, storage.saveStudy(smallStudy));
    storage.appendEvents('s-1', entries.slice(0, -1));
    expect(storage.saveDraft('s-1', 'message/first', 'Half a sen')).toBe(true);
    expect(storage.saveDraft('s-1', 'message/first', 'Half a sentence \uD83D')).toBe(true);
    expect(storage.saveDraft('s-1', 'profile', { wish: 'Be brief' })).toBe(true);
    storage.close();

    const again = await opened(folder);
    expect(again.readDrafts('s-1')).toEqual({ 'message/first': 'Half a sentence \uFFFD', profile: { wish: 'Be brief' } });
    again.forgetDraft('s-1', 'profile');
    expect(again.readDrafts('s-1')).toEqual({ 'message/first': 'Half a sentence \uFFFD' });
    again.appendEvents('s-1', entries.slice(-1));
    expect(again.readDrafts('s-1')).toEqual({});
    expect(again.saveDraft('s-1', 'message/first', 'Too late')).toBe(false);
    expect(again.saveDraft('nobody', 'message/first', 'Too early')).toBe(false);
    expect(again.readDrafts('s-1')).toEqual({});
  });

  it('are forgotten in the same step in which they are handed in, and only then', async () => {
    const storage = await opened();
    storeSession(storage, 's-1', new PlayedSession(smallStudy));
    storage.saveDraft('s-1', 'note', 'Cou');
    storage.saveDraft('s-1', 'message/first', 'Hello');
    const broken: NewEvent = { event: { kind: 'turn-revealed', payload: { conversationId: 'first', turn: 0, responses: [
      { slot: 'A', armId: 'arm-generic', callId: 'never-made' },
    ] } }, at, actor: 'system' };
    expect(() => storage.appendEvents('s-1', [note, broken], { forgetDrafts: ['note'] })).toThrow(InvalidEventError);
    expect(storage.readDrafts('s-1')).toHaveProperty('note');
    storage.appendEvents('s-1', [note], { forgetDrafts: ['note'] });
    expect(storage.readDrafts('s-1')).toEqual({ 'message/first': 'Hello' });
  });
});
