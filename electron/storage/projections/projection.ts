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

type Value = string | number | boolean | null | undefined;

/** Writes a row; columns that are left out are null. */
export function inserter(database: Connection, table: string, columns: readonly string[]) {
  const statement = database.prepare<(string | number | null)[]>(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  return (row: Readonly<Record<string, Value>>): void => {
    statement.run(...columns.map((column) => sqlValueOf(row[column])));
  };
}

function sqlValueOf(value: Value): string | number | null {
  return typeof value === 'boolean' ? Number(value) : (value ?? null);
}
