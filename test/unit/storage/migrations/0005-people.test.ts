import { describe, expect, it } from 'vitest';
import { openInMemory } from '../../../../electron/storage/connection.ts';
import { bringUpToDate, migrations } from '../../../../electron/storage/migrations/migrations.ts';
import { projectionTables } from '../../../../electron/storage/projections/projections.ts';
import { opened } from '../data-folders.ts';
import { firstTables, folderOfFormat, rowsOfVersionOne, tablesOf } from './folder-of-format.ts';

const ofDesign = ['allocation_list', 'allocation_row', 'rehearsal', 'study_draft', 'study_part', 'study_version'];
const added = [
  'copy_made',
  'copy_made_person',
  'erased_session',
  'import_run',
  'imported_conversation',
  'own_model',
  'participant',
  'participant_note',
  'participant_summary',
  'pending_compaction',
  'tuning_job',
];

describe('migration 0005', () => {
  it('adds what is known of people, and touches nothing else', () => {
    const database = openInMemory();
    bringUpToDate(database, { steps: migrations.slice(0, 5) });
    expect(tablesOf(database)).toEqual([...projectionTables, ...firstTables, ...ofDesign, ...added].toSorted());
    const loose = database
      .prepare<[], string>("SELECT name FROM pragma_table_list WHERE schema = 'main' AND NOT strict AND name NOT LIKE 'sqlite_%'")
      .pluck();
    expect(loose.all()).toEqual([]);
    database.close();
  });

  it('registers everybody who had a session, once, from the first one on', async () => {
    const storage = await opened(folderOfFormat(2).folder);
    const sessions = rowsOfVersionOne('session');
    const codes = [...new Set(sessions.map((row) => row['participant_code']))];
    const people = storage.listParticipants(String(sessions[0]?.['study_id']));
    expect(people.map(({ code }) => code).toSorted()).toEqual(codes.toSorted());
    for (const { code, addedAtUtcMilliseconds, ...rest } of people) {
      const begun = sessions.filter((row) => row['participant_code'] === code).map((row) => Number(row['started_utc_milliseconds']));
      expect(addedAtUtcMilliseconds).toBe(Math.min(...begun));
      expect(rest).toEqual({
        studyId: sessions[0]?.['study_id'],
        origin: 'session',
        originId: null,
        profile: {},
        excluded: null,
        withdrawn: null,
        erased: null,
      });
    }
    expect(storage.verify()).toEqual({ sound: true, findings: [] });
  });

  it('registers also whose session began before, and was erased since, in the format before', () => {
    const database = openInMemory();
    bringUpToDate(database, { steps: migrations.slice(0, 4) });
    database.pragma('foreign_keys = OFF');
    database.exec(`
      INSERT INTO session (session_id, study_id, study_digest, participant_code, session_number, moderator, seed, status, standing,
        unblinded, reopenings, current_step, last_sequence, started_utc_milliseconds, last_event_utc_milliseconds)
      VALUES ('s-1', 'a-study', 'digest', 'K7', 1, 'AB', 'seed', 'complete', 'kept', 0, 0, 3, 9, 1000, 2000)`);
    bringUpToDate(database);
    expect(database.prepare('SELECT study_id, code, origin, added_utc_milliseconds FROM participant').all()).toEqual([
      { study_id: 'a-study', code: 'K7', origin: 'session', added_utc_milliseconds: 1000 },
    ]);
    database.close();
  });

  it('lets sessions of version 0.1 be erased like any other', async () => {
    const { folder } = folderOfFormat(2);
    const storage = await opened(folder);
    const at = { utcMilliseconds: 1_900_000_000_000, monotonicMilliseconds: 1 };
    for (const { sessionId, status } of storage.listSessions()) {
      if (status !== 'running') continue;
      storage.appendEvents(sessionId, [{ event: { kind: 'session-ended', payload: { reason: 'over', standing: 'kept' } }, at, actor: 'moderator' }]);
    }
    const before = storage.listSessions();
    for (const { studyId, code } of storage.listParticipants(before[0]?.studyId ?? '')) {
      storage.eraseParticipant(studyId, code, { reason: 'asked for it', by: 'AB' });
    }
    const after = before.map((session) => ({ ...session, endReason: null, erased: true }));
    expect(storage.listSessions()).toEqual(after);
    storage.rebuildProjections();
    expect(storage.listSessions()).toEqual(after);
    expect(storage.verify()).toEqual({ sound: true, findings: [] });
  });
});
