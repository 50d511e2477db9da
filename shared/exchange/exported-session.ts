import type { EventOf, RecordedEvent, SessionEvent, SessionEventKind } from '../session/events.ts';
import type { SessionState } from '../session/state.ts';
import type { StoredEvent } from '../session/stored-event.ts';

/** All that is known of one session, from which the rows of every file are derived. */
export interface ExportedSession {
  readonly sessionId: string;
  readonly studyDigest: string;
  readonly state: SessionState;
  readonly events: readonly RecordedEvent[];
  readonly log: readonly StoredEvent[];
}

type RecordedOf<Kind extends SessionEventKind> = RecordedEvent<EventOf<Kind>>;

/** The session's events of one kind, oldest first. */
export function eventsOf<Kind extends SessionEventKind>(
  session: ExportedSession,
  kind: Kind,
): readonly RecordedOf<Kind>[] {
  return session.events.filter((event): event is RecordedOf<Kind> => event.kind === kind);
}

type ConversationEvent = Extract<SessionEvent, { payload: { conversationId: string } }>;

/** The session's events of one kind that concern one conversation, oldest first. */
export function eventsOfConversation<Kind extends ConversationEvent['kind']>(
  { events }: ExportedSession,
  kind: Kind,
  conversationId: string,
): readonly RecordedOf<Kind>[] {
  return events.filter(
    (event): event is RecordedOf<Kind> =>
      event.kind === kind && 'conversationId' in event.payload && event.payload.conversationId === conversationId,
  );
}
