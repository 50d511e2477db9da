import type { EventOf, RecordedEvent, SessionEventKind } from '../../../shared/session/events.ts';
import type { Connection } from '../binding.ts';

type RecordedOf<Kind extends SessionEventKind> = RecordedEvent<EventOf<Kind>>;

/** What a projection does about each kind of event; kinds that do not concern it are left out. */
type Handlers = {
  readonly [Kind in SessionEventKind]?: (sessionId: string, event: RecordedOf<Kind>) => void;
};

/**
 * Tables that follow from events alone. Handlers read nothing but the event and tables of
 * projections, so that replaying the events gives the same rows again.
 */
export interface Projection {
  /** Every table has a column `session_id`. Referenced tables come first. */
  readonly tables: readonly string[];
  readonly handlers: (database: Connection) => Handlers;
}

/** Writes a row; undefined and booleans become what SQLite knows. */
export function inserter(database: Connection, table: string, columns: readonly string[]) {
  const statement = database.prepare(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((column) => `@${column}`).join(', ')})`,
  );
  return (row: Readonly<Record<string, string | number | boolean | null | undefined>>): void => {
    statement.run(
      Object.fromEntries(
        Object.entries(row).map(([column, value]) => [column, typeof value === 'boolean' ? Number(value) : (value ?? null)]),
      ),
    );
  };
}
