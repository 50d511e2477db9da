import type { Connection } from './binding.ts';
import { erasedProjectorOf, erasedSessionReaderOf } from './erased-sessions.ts';
import { codeOf } from './errors.ts';
import { type EventRow, eventReaderOf, recordedEventsOf, recorderOf } from './event-log.ts';
import { clearerOf, type Project, projectionTables, projectorOf } from './projections/projections.ts';

/** Writes all projections anew from the events, in one transaction: all of them, or none. */
export function rebuildProjections(database: Connection): void {
  const readRows = eventReaderOf(database);
  const project = projectorOf(database);
  const clear = clearerOf(database);
  const readErased = erasedSessionReaderOf(database);
  const projectErased = erasedProjectorOf(database);
  const hasRows = database.prepare<[string], number>('SELECT count(*) FROM session WHERE session_id = ?').pluck();
  database
    .transaction(() => {
      const known = sessionIdsOf(database);
      const projected = projectionTables.flatMap((table) => sessionIdsOf(database, table));
      for (const sessionId of new Set([...projected, ...known])) {
        const rows = readRows(sessionId);
        const erased = readErased(sessionId);
        if (erased) {
          clear(sessionId);
          projectErased(erased, rows);
        } else if (rows.every((row) => row.payload !== null)) {
          clear(sessionId);
          recordedEventsOf(rows).forEach((event) => { project(sessionId, event); });
        } else if (hasRows.get(sessionId) === 0) {
          // What was erased cannot be told again. Rows that are there stay as they are; after a migration
          // that made the tables anew there are none, and the session gets what is left of it.
          projectWhatIsLeft(database, project, rows);
        }
      }
    })
    .immediate();
}

/** Leaves out what was erased, and what says nothing without it. */
function projectWhatIsLeft(database: Connection, project: Project, rows: readonly EventRow[]): void {
  const recordedOf = recorderOf();
  for (const row of rows) {
    try {
      const event = recordedOf(row);
      if (event) database.transaction(() => { project(row.session_id, event); })();
    } catch (error) {
      const fitsNothing = error instanceof Error && (error instanceof RangeError || error.name === 'ZodError');
      if (!fitsNothing && !codeOf(error)?.startsWith('SQLITE_CONSTRAINT')) throw error;
    }
  }
}

/** Every session that has rows in a table, the event log unless another is named. */
export function sessionIdsOf(database: Connection, table = 'event'): readonly string[] {
  return database.prepare<[], string>(`SELECT DISTINCT session_id FROM ${table} ORDER BY session_id`).pluck().all();
}
