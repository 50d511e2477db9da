import { canonicalJson } from '../../shared/study/canonical-json.ts';
import type { Connection } from './binding.ts';
import { wellFormed } from './canonical.ts';

export function draftReaderOf(database: Connection): (sessionId: string) => Readonly<Record<string, unknown>> {
  const statement = database.prepare<[string], { readonly key: string; readonly value: string }>(
    'SELECT key, value FROM draft WHERE session_id = ? ORDER BY key',
  );
  return (sessionId) =>
    Object.fromEntries(statement.all(sessionId).map(({ key, value }) => [key, JSON.parse(value) as unknown]));
}

export function draftWriterOf(database: Connection, now: () => number) {
  const save = database.prepare(
    `INSERT INTO draft (session_id, key, value, saved_utc_milliseconds)
     SELECT session_id, @key, @value, @now FROM session WHERE session_id = @sessionId AND status = 'running'
     ON CONFLICT (session_id, key)
     DO UPDATE SET value = excluded.value, saved_utc_milliseconds = excluded.saved_utc_milliseconds`,
  );
  const forget = database.prepare('DELETE FROM draft WHERE session_id = ? AND key = ?');
  const forgetWhenOver = database.prepare(
    `DELETE FROM draft WHERE session_id = @sessionId
     AND NOT EXISTS (SELECT 1 FROM session WHERE session_id = @sessionId AND status = 'running')`,
  );
  return {
    saveDraft: (sessionId: string, key: string, value: unknown): boolean =>
      save.run({ sessionId, key, value: canonicalJson(wellFormed(value)), now: now() }).changes === 1,
    forgetDraft: (sessionId: string, key: string): void => {
      forget.run(sessionId, key);
    },
    forgetDraftsWhenOver: (sessionId: string): void => {
      forgetWhenOver.run({ sessionId });
    },
  };
}
