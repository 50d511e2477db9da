import { z } from 'zod';
import { Actor, type RecordedEvent } from '../session/events.ts';
import { Identifier } from '../study/identifier.ts';
import { column, Count, Moment, momentOf, optionalColumn } from './column.ts';
import type { ExportedSession } from './exported-session.ts';
import { sessionColumns, sessionValues } from './trial.ts';

/** What can go otherwise than planned, by the kind of its event. */
const kinds = [
  'note-added',
  'incident-recorded',
  'session-paused',
  'session-resumed',
  'session-reopened',
  'turn-stalled',
  'turn-retried',
  'turn-voided',
  'conversation-finished',
  'conversation-skipped',
  'session-ended',
  'session-voided',
  'session-unblinded',
] as const;

/** A row of incidents.csv. */
export const IncidentRow = z.strictObject({
  ...sessionColumns,
  sequence: column(z.int().min(1), 'Place of the event in its session, as in events.jsonl.'),
  at: column(Moment, 'When.'),
  actor: column(Actor, 'Who caused it.'),
  kind: column(z.enum(kinds), 'What it was, by the kind of its event. conversation-finished is listed only where the moderator ended it.'),
  conversation_id: optionalColumn(Identifier, 'Conversation that it concerns.', { missing: 'Empty when it concerns the session.' }),
  turn_index: optionalColumn(Count, 'Turn that it concerns, among all turns of the conversation, 0 first.', {
    missing: 'Empty when it concerns no turn.',
  }),
  text: optionalColumn(z.string(), 'The note, the incident or the reason, word for word.', { missing: 'Empty when no words belong to it.' }),
});
export type IncidentRow = z.infer<typeof IncidentRow>;

export function incidentRows(session: ExportedSession): readonly IncidentRow[] {
  return session.events.flatMap((event): IncidentRow[] => {
    const kind = kinds.find((each) => each === event.kind);
    if (!kind || (event.kind === 'conversation-finished' && event.payload.reason === null)) return [];
    return [
      {
        ...sessionValues(session),
        sequence: event.sequence,
        at: momentOf(event.at),
        actor: event.actor,
        kind,
        conversation_id: 'conversationId' in event.payload ? event.payload.conversationId : null,
        turn_index: 'turn' in event.payload ? event.payload.turn : null,
        text: wordsOf(event),
      },
    ];
  });
}

function wordsOf({ kind, payload }: RecordedEvent): string | null {
  if (kind === 'note-added' || kind === 'incident-recorded') return payload.text;
  return 'reason' in payload ? payload.reason : null;
}
