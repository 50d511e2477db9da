import type { Connection } from './binding.ts';
import { eventReaderOf, recordedEventOf } from './event-log.ts';
import { clearerOf, projectionTables, projectorOf } from './projections/projections.ts';

/** Writes all projections anew from the events, in one transaction. */
export function rebuildProjections(database: Connection): void {
  const readRows = eventReaderOf(database);
  const project = projectorOf(database);
  const clear = clearerOf(database);
  database
    .transaction(() => {
      const known = sessionIdsOf(database);
      const projected = projectionTables.flatMap((table) => sessionIdsOf(database, table));
      for (const sessionId of new Set([...projected, ...known])) {
        const rows = readRows(sessionId);
        // What was erased cannot be told again; such a session keeps the rows that it has.
        if (rows.some((row) => row.payload === null)) continue;
        clear(sessionId);
        rows.forEach((row) => project(sessionId, recordedEventOf(row)));
      }
    })
    .immediate();
}

/** Every session that has rows in a table, the event log unless another is named. */
export function sessionIdsOf(database: Connection, table = 'event'): readonly string[] {
  return database.prepare<[], string>(`SELECT DISTINCT session_id FROM ${table} ORDER BY session_id`).pluck().all();
}
