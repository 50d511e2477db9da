import { describe, expect, it } from 'vitest';
import { eventHash, type HashedColumns } from '../../../electron/storage/canonical.ts';
import { canonicalJson } from '../../../shared/study/canonical-json.ts';
import type { Connection } from '../../../electron/storage/binding.ts';
import { opened, tamperWith } from './data-folders.ts';
import { playedToTheEnd, storeSession } from './played-sessions.ts';

/** Does what our triggers forbid, as somebody could who knows SQLite, and puts them back. */
function behindTriggers(database: Connection, change: () => void): void {
  const triggers = database
    .prepare<[], { readonly name: string; readonly sql: string }>("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
    .all();
  database.pragma('foreign_keys = OFF');
  triggers.forEach(({ name }) => database.exec(`DROP TRIGGER ${name}`));
  change();
  triggers.forEach(({ sql }) => database.exec(sql));
}

async function findingsAfter(change: (database: Connection) => void): Promise<readonly string[]> {
  const storage = await opened();
  storeSession(storage, 's-1', playedToTheEnd('one'));
  storeSession(storage, 's-2', playedToTheEnd('two'));
  expect(storage.verify()).toEqual({ sound: true, findings: [] });
  tamperWith(storage.file, (database) => {
    behindTriggers(database, () => { change(database); });
  });
  const { sound, findings } = storage.verify();
  expect(sound).toBe(findings.length === 0);
  return findings;
}

describe('verify', () => {
  it('names the event of which one byte was changed', async () => {
    const findings = await findingsAfter((database) => {
      database.exec(
        `UPDATE event_payload SET payload = replace(payload, '"value":21', '"value":91')
         WHERE session_id = 's-1' AND sequence = (SELECT min(sequence) FROM event_payload
           WHERE session_id = 's-1' AND payload LIKE '%"value":21%')`,
      );
    });
    expect(findings).toEqual([
      expect.stringMatching(/^Session s-1, event \d+ \(rating-given\): the payload does not match its digest\.$/),
      'Session s-1, table rating, row conversation_id practice-1, turn -1, judgement_id rating, slot B: value differs from what the events tell.',
    ]);
  });

  it('names the row of a projection that was changed', async () => {
    const findings = await findingsAfter((database) => {
      database.exec("UPDATE rating SET value = 99 WHERE session_id = 's-2' AND conversation_id = 'trials-1' AND judgement_id = 'attributes' AND item = 'values'");
    });
    expect(findings).toEqual([
      'Session s-2, table rating, row conversation_id trials-1, turn -1, judgement_id attributes, item values: value differs from what the events tell.',
    ]);
  });

  it('names rows that are missing, rows that nobody told of, and sessions that never were', async () => {
    const findings = await findingsAfter((database) => {
      database.exec("DELETE FROM judgement_text WHERE session_id = 's-1' AND conversation_id = 'trials-1' AND box = 'bad'");
      database.exec("INSERT INTO note VALUES ('s-1', 7, 'note', 'moderator', 'Made up', 1)");
      database.exec("INSERT INTO consent VALUES ('s-9', 'consent', '1', 1, 1)");
    });
    expect(findings).toEqual([
      'Table consent has a row without its row in session.',
      'Session s-1, table note, row sequence 7: no event tells of it.',
      'Session s-1, table judgement_text, row conversation_id trials-1, turn -1, judgement_id feedback, box bad: is missing, although the events tell of it.',
      'Session s-9, table consent: has rows, but the session has no events.',
    ]);
  });

  it('finds an event that was rewritten together with its own hash', async () => {
    const findings = await findingsAfter((database) => {
      const row = database
        .prepare<[], HashedColumns>("SELECT * FROM event WHERE session_id = 's-1' AND sequence = 5")
        .get() as HashedColumns;
      const forged = { ...row, actor: 'moderator' };
      database
        .prepare("UPDATE event SET actor = ?, hash = ? WHERE session_id = 's-1' AND sequence = 5")
        .run(forged.actor, eventHash(forged));
    });
    expect(findings).toEqual([
      expect.stringMatching(/^Session s-1, event 6 \(.*\): does not follow the event before it, the hashes differ\.$/),
    ]);
  });

  it('finds an event whose row was changed, and one that was taken out', async () => {
    const findings = await findingsAfter((database) => {
      database.exec("UPDATE event SET utc_milliseconds = utc_milliseconds + 1 WHERE session_id = 's-1' AND sequence = 4");
      database.exec("DELETE FROM event_payload WHERE session_id = 's-2' AND sequence = 6");
      database.exec("DELETE FROM event WHERE session_id = 's-2' AND sequence = 6");
    });
    expect(findings).toContainEqual(expect.stringMatching(/^Session s-1, event 4 \(.*\): the row does not match its hash\.$/));
    expect(findings).toContainEqual(expect.stringMatching(/^Session s-2, event 7 \(.*\): the event before it is missing\.$/));
  });

  it('finds a payload that is gone although nobody asked to erase it', async () => {
    const findings = await findingsAfter((database) => {
      database.exec("DELETE FROM event_payload WHERE session_id = 's-1' AND sequence = 6");
    });
    expect(findings).toEqual([
      expect.stringMatching(/^Session s-1, event 6 \(.*\): the payload is missing and was not erased on request\.$/),
    ]);
  });

  it('finds events that were taken off the end, because the tables still tell of them', async () => {
    const findings = await findingsAfter((database) => {
      database.exec("DELETE FROM event_payload WHERE session_id = 's-1' AND sequence > 40");
      database.exec("DELETE FROM event WHERE session_id = 's-1' AND sequence > 40");
    });
    expect(findings).toContain('Session s-1, table session: last_sequence differs from what the events tell.');
  });

  it('finds a study whose text was changed', async () => {
    const findings = await findingsAfter((database) => {
      database.exec("UPDATE study SET canonical_json = replace(canonical_json, 'How good?', 'How bad?')");
    });
    expect(findings).toEqual([expect.stringMatching(/^Study [0-9a-f]{64}: its text does not match its digest\.$/)]);
  });

  it('finds a guard that was taken off', async () => {
    const storage = await opened();
    tamperWith(storage.file, (database) => {
      database.exec('DROP TRIGGER event_never_changes');
      database.exec('CREATE TABLE extra (anything)');
    });
    expect(storage.verify().findings).toEqual([
      'The trigger event_never_changes is missing.',
      'The table extra does not belong here.',
    ]);
  });

  it('gives nothing away about arms and models, because moderators read it', async () => {
    const findings = await findingsAfter((database) => {
      database.exec("UPDATE trial_slot SET arm_id = arm_id || '-x'");
      database.exec("UPDATE turn_slot SET arm_id = arm_id || '-x'");
      database.exec("UPDATE model_call SET model = 'other', arm_id = 'secret'");
      database.exec("UPDATE session_model SET base_url = 'elsewhere' WHERE position = 1");
    });
    expect(findings.length).toBeGreaterThan(10);
    expect(canonicalJson(findings)).not.toMatch(/arm-generic|arm-prompted|arm-pooled|arm-personal|stand-in|secret|elsewhere|m-1/);
  });
});
