import { describe, expect, it } from 'vitest';
import { loadDatabaseLibrary } from '../../../../electron/storage/binding.ts';
import { openInMemory } from '../../../../electron/storage/connection.ts';
import { bringUpToDate, migrations } from '../../../../electron/storage/migrations/migrations.ts';
import { openStorage, openStorageForReading } from '../../../../electron/storage/open-storage.ts';
import { projectionTables } from '../../../../electron/storage/projections/projections.ts';
import type { Storage } from '../../../../electron/storage/storage.ts';
import { replay } from '../../../../shared/session/evolve.ts';
import { opened } from '../data-folders.ts';
import { firstTables, folderOfFormat, rowsOfVersionOne, tablesOf } from './folder-of-format.ts';

/** Rows with the columns named, sorted, so that two tables can be set against each other. */
function columnsOf(rows: readonly object[], columns: Readonly<Record<string, string>>): readonly string[] {
  return rows
    .map((row) => JSON.stringify(Object.entries(columns).map(([old]) => (row as Record<string, unknown>)[old] ?? null)))
    .toSorted();
}

/** What version 0.1 told, and what is told today, of the columns that both have; names change from old to new. */
function expectSame(storage: Storage, oldTable: string, columns: Readonly<Record<string, string>>, today: string): void {
  const selected = Object.entries(columns).map(([old, now]) => `${now} AS "${old}"`);
  const found = storage.select(`SELECT ${selected.join(', ')} FROM ${today}`);
  expect(columnsOf(found, columns)).toEqual(columnsOf(rowsOfVersionOne(oldTable), columns));
  expect(found.length).toBeGreaterThan(0);
}

const kept = (...names: string[]) => Object.fromEntries(names.map((name) => [name, name]));
const given = { changes: 'changes', first_given_utc_milliseconds: 'first_given_utc_milliseconds', given_utc_milliseconds: 'given_utc_milliseconds' };
const place = { session_id: 'session_id', conversation_id: 'conversation_id' };

describe('migration 0003', () => {
  it('makes one table for everything that lists, transcripts and exports read', () => {
    const database = openInMemory();
    bringUpToDate(database, { steps: migrations.slice(0, 3) });
    expect(tablesOf(database)).toEqual([...projectionTables, ...firstTables].toSorted());
    database.close();
  });

  it('keeps every event of version 0.1 byte for byte, under the hashes that it had', async () => {
    const { folder } = folderOfFormat(2);
    const storage = await opened(folder);
    for (const table of ['event', 'event_payload', 'study']) {
      const columns = Object.keys(rowsOfVersionOne(table)[0] ?? {});
      expectSame(storage, table, kept(...columns), table);
    }
    expect(storage.select('SELECT DISTINCT format FROM event')).toEqual([{ format: 1 }]);
    expect(storage.verify()).toEqual({ sound: true, findings: [] });
  });

  it('tells of the sessions of version 0.1 what version 0.1 told', async () => {
    const storage = await opened(folderOfFormat(2).folder);
    expectSame(
      storage,
      'session',
      kept(
        'session_id',
        'study_id',
        'study_digest',
        'participant_code',
        'seed',
        'status',
        'end_reason',
        'unblinded',
        'reopenings',
        'current_step',
        'last_sequence',
        'started_utc_milliseconds',
        'ended_utc_milliseconds',
      ),
      'session',
    );
    for (const table of ['step', 'pause', 'note', 'unblinding', 'session_model', 'consent', 'consent_statement', 'trial_slot', 'model_call', 'call_attempt', 'response', 'blinding_guess']) {
      expectSame(storage, table, kept(...Object.keys(rowsOfVersionOne(table)[0] ?? {})), table);
    }
    expect(storage.listSessions()).toHaveLength(4);
    for (const session of storage.listSessions()) {
      expect(session).toMatchObject({ studyVersion: null, sessionNumber: 1, moderator: '', row: null, stratum: null, standing: 'kept' });
    }
  });

  it('gives conversations and turns their types, their slots and the preferred response', async () => {
    const storage = await opened(folderOfFormat(2).folder);
    const phase = "CASE phase WHEN 'judging' THEN CASE WHEN preferred_slot IS NULL THEN 'comparing' ELSE 'explaining' END ELSE phase END";
    const names = kept('stage_id', 'position', 'finished_utc_milliseconds', 'finish_reason', 'skipped_utc_milliseconds', 'skip_reason');
    expectSame(storage, 'conversation', { ...place, ...names, phase, best_slot: 'preferred_slot' }, 'conversation');
    expect(storage.select('SELECT * FROM conversation WHERE type_id IS NOT conversation_id OR repeat_of_conversation IS NOT NULL')).toEqual([]);
    expectSame(storage, 'turn', kept(...Object.keys(rowsOfVersionOne('turn')[0] ?? {})), 'turn');
    expect(
      storage.select(`SELECT count(*) AS rows, sum(sample = 1) AS firsts FROM turn_slot
        JOIN trial_slot USING (session_id, conversation_id, slot, arm_id)`),
    ).toEqual([{ rows: rowsOfVersionOne('turn').length * 4, firsts: rowsOfVersionOne('turn').length * 4 }]);
  });

  it('lays the judgements of protocol 1 on the sheets that its studies have now', async () => {
    const storage = await opened(folderOfFormat(2).folder);
    expectSame(storage, 'rating', { ...place, slot: 'slot', value: 'value', ...given }, "rating WHERE judgement_id = 'rating' AND item = '' AND moved AND turn = -1");
    expectSame(
      storage,
      'attribute_rating',
      { ...place, attribute: 'item', value: 'value', not_applicable: 'not_applicable', ...given },
      "rating WHERE judgement_id = 'attributes' AND slot = '' AND turn = -1",
    );
    expectSame(storage, 'ranking', { ...place, ...given }, "ranking WHERE judgement_id = 'ranking'");
    expectSame(storage, 'ranking_place', { ...place, slot: 'slot', place: 'place' }, 'ranking_place');
    expectSame(
      storage,
      'feedback',
      { ...place, good: 'good.text', bad: 'bad.text', given_utc_milliseconds: 'confirmed_utc_milliseconds' },
      `(SELECT * FROM judgement_text WHERE judgement_id = 'feedback' AND box = 'good') good
       JOIN (SELECT * FROM judgement_text WHERE judgement_id = 'feedback' AND box = 'bad') bad USING (session_id, conversation_id, turn, sheet_id)
       JOIN sheet USING (session_id, conversation_id, turn, sheet_id)`,
    );
    expect(
      storage.select("SELECT conversation_id, preferred_slot FROM sheet WHERE session_id = 's-running' AND sheet_id = 'comparison'"),
    ).toEqual([
      { conversation_id: 'first', preferred_slot: 'D' },
      { conversation_id: 'practice-trial', preferred_slot: 'D' },
    ]);
  });

  it('keeps answers one row a question, sliders together', async () => {
    const storage = await opened(folderOfFormat(2).folder);
    expect(
      storage.select(
        "SELECT question, value, presented, first_change_milliseconds AS first, changes FROM answer WHERE session_id = 's-whole' ORDER BY 1",
      ),
    ).toEqual([
      { question: 'age', value: '"old"', presented: null, first: 10, changes: 2 },
      { question: 'traits', value: '{"honest":1,"kind":100}', presented: null, first: 100, changes: 2 },
      { question: 'wish', value: '"Be brief"', presented: null, first: null, changes: null },
    ]);
  });

  it('lets a session of version 0.1 go on, and what was typed in it is still in its boxes', async () => {
    const storage = await opened(folderOfFormat(2).folder);
    expect(storage.readDrafts('s-running')).toEqual({
      'message:second': { turn: 0, text: 'Later' },
      'text:first:end:feedback:good': 'Clear wo',
    });
    const study = storage.readStudy(storage.readSession('s-running')?.studyDigest ?? '');
    if (!study) throw new Error('The study of the session is gone.');
    const state = replay(study, storage.readEvents('s-running'));
    expect(state.conversations.find(({ conversationId }) => conversationId === 'first')).toMatchObject({
      phase: 'judging',
      typeId: 'first',
      preferred: 'D',
      given: {
        ratings: [
          { judgementId: 'rating', slot: 'A', item: null, value: 11, moved: true },
          { judgementId: 'rating', slot: 'B', item: null, value: 22, moved: true },
          { judgementId: 'rating', slot: 'C', item: null, value: 33, moved: true },
          { judgementId: 'rating', slot: 'D', item: null, value: 44, moved: true },
          { judgementId: 'attributes', slot: null, item: 'values', value: 'not-applicable', moved: true },
        ],
        rankings: { ranking: [['D'], ['C'], ['B'], ['A']] },
        confirmed: ['comparison'],
      },
    });
    storage.appendEvents('s-running', [
      {
        event: {
          kind: 'rating-given',
          payload: { conversationId: 'first', turn: null, judgementId: 'attributes', slot: null, item: 'fluency', value: 80, moved: true },
        },
        at: { utcMilliseconds: 1_900_000_000_000, monotonicMilliseconds: 5 },
        actor: 'participant',
      },
    ]);
    expect(storage.select("SELECT format, count(*) AS events FROM event WHERE session_id = 's-running' GROUP BY 1 ORDER BY 1")).toMatchObject([
      { format: 1 },
      { format: 2, events: 1 },
    ]);
    expect(storage.verify()).toEqual({ sound: true, findings: [] });
  });

  it('replays every session of version 0.1 to the state in which it was left', async () => {
    const storage = await opened(folderOfFormat(2).folder);
    for (const { sessionId, studyDigest, status, endReason, currentStep, revision } of storage.listSessions()) {
      const study = storage.readStudy(studyDigest);
      if (!study) throw new Error('The study of the session is gone.');
      const state = replay(study, storage.readEvents(sessionId));
      expect({ status: state.status, endReason: state.endReason, currentStep: state.currentStep, revision: state.revision }).toEqual({
        status,
        endReason,
        currentStep,
        revision,
      });
    }
  });

  it('keeps what is left of a session of which something was erased', async () => {
    const erase = (kind: string) => `UPDATE event_payload SET salt = NULL, payload = NULL, erased_utc_milliseconds = 1
      WHERE session_id = 's-whole' AND sequence IN (SELECT sequence FROM event WHERE session_id = 's-whole' AND kind = '${kind}')`;
    const storage = await opened(folderOfFormat(2, erase('questionnaire-answered')).folder);
    expect(storage.select("SELECT * FROM answer WHERE session_id = 's-whole'")).toEqual([]);
    expect(storage.readSession('s-whole')?.status).toBe('complete');
    expect(storage.select("SELECT count(*) AS ratings FROM rating WHERE session_id = 's-whole'")).toEqual([
      { ratings: ['rating', 'attribute_rating'].flatMap(rowsOfVersionOne).filter(({ session_id }) => session_id === 's-whole').length },
    ]);
    expect(storage.verify()).toEqual({ sound: true, findings: [] });
    const withoutWords = await opened(folderOfFormat(2, erase('turn-sent')).folder);
    expect(withoutWords.readSession('s-whole')?.status).toBe('complete');
    expect(withoutWords.select("SELECT * FROM turn WHERE session_id = 's-whole'")).toEqual([]);
    expect(withoutWords.verify().sound).toBe(true);
  });

  it('runs after a backup, and fails as a whole: the database stays as version 0.1 left it', async () => {
    const { folder, file } = folderOfFormat(2);
    expect(() => openStorageForReading(folder)).toThrow(/has the older format 2.*Start Visavis once/);
    const failing = () => {
      throw new Error('the power went out');
    };
    await expect(openStorage(folder, { migrations: [...migrations, failing] })).rejects.toThrow('the power went out');
    const Database = loadDatabaseLibrary();
    const database = new Database(file);
    expect(database.pragma('user_version', { simple: true })).toBe(2);
    expect(database.prepare('SELECT count(*) FROM attribute_rating').pluck().get()).toBe(rowsOfVersionOne('attribute_rating').length);
    database.close();
    const storage = await opened(folder);
    expect(storage.verify().sound).toBe(true);
    expect(storage.listBackups().map(({ reason }) => reason)).toEqual(['before-migration', 'before-migration']);
  });
});
