import type { RecordedEvent } from '../../../shared/session/events.ts';
import type { Connection } from '../binding.ts';
import { answers } from './answers.ts';
import { conversations } from './conversations.ts';
import { judgements } from './judgements.ts';
import { modelCalls } from './model-calls.ts';
import type { Projection } from './projection.ts';
import { sessions } from './sessions.ts';
import { steps } from './steps.ts';

/** In the order in which they are told of an event; tables that others refer to come first. */
const projections: readonly Projection[] = [sessions, steps, conversations, modelCalls, judgements, answers];

export const projectionTables: readonly string[] = projections.flatMap((projection) => projection.tables);

export type Project = (sessionId: string, event: RecordedEvent) => void;

/** The function that brings all projections of a database up to date with one more event. */
export function projectorOf(database: Connection): Project {
  const handlers = projections.map((projection) => projection.handlers(database));
  const touch = database.prepare(
    'UPDATE session SET last_sequence = ?, last_event_utc_milliseconds = ? WHERE session_id = ?',
  );
  return (sessionId, event) => {
    for (const each of handlers) {
      // The map's type ties each kind to its own event; looking it up by kind loses that tie.
      const handle = each[event.kind] as ((sessionId: string, event: RecordedEvent) => void) | undefined;
      handle?.(sessionId, event);
    }
    touch.run(event.sequence, event.at.utcMilliseconds, sessionId);
  };
}

/** Deletes the rows of a session from all projections. */
export function clearerOf(database: Connection): (sessionId: string) => void {
  const statements = projectionTables.toReversed().map((table) => database.prepare(`DELETE FROM ${table} WHERE session_id = ?`));
  return (sessionId) => statements.forEach((statement) => statement.run(sessionId));
}
