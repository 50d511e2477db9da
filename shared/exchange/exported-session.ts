import type { EventOf, RecordedEvent, SessionEvent, SessionEventKind } from '../session/events.ts';
import type { SessionState } from '../session/state.ts';
import type { StoredEvent } from '../session/stored-event.ts';

/** A session's events and the state that they give. */
export interface PlayedEvents {
  readonly state: SessionState;
  readonly events: readonly RecordedEvent[];
}

/** All that is known of one session, from which the rows of every file are derived. */
export interface ExportedSession extends PlayedEvents {
  readonly sessionId: string;
  readonly studyDigest: string;
  readonly log: readonly StoredEvent[];
}

type RecordedOf<Kind extends SessionEventKind> = RecordedEvent<EventOf<Kind>>;

/** The session's events of one kind, oldest first. */
export function eventsOf<Kind extends SessionEventKind>(
  session: PlayedEvents,
  kind: Kind,
): readonly RecordedOf<Kind>[] {
  return (indexOf(session).get(kind) ?? []) as readonly RecordedOf<Kind>[];
}

type ConversationEvent = Extract<SessionEvent, { payload: { conversationId: string } }>;

/** The session's events of one kind that concern one conversation, oldest first. */
export function eventsOfConversation<Kind extends ConversationEvent['kind']>(
  session: PlayedEvents,
  kind: Kind,
  conversationId: string,
): readonly RecordedOf<Kind>[] {
  return (indexOf(session).get(`${kind} ${conversationId}`) ?? []) as readonly RecordedOf<Kind>[];
}

const indexes = new WeakMap<PlayedEvents, ReadonlyMap<string, readonly RecordedEvent[]>>();

/** By kind, and by kind and conversation: every file asks many times over. */
function indexOf(session: PlayedEvents): ReadonlyMap<string, readonly RecordedEvent[]> {
  const known = indexes.get(session);
  if (known) return known;
  const index = new Map<string, RecordedEvent[]>();
  const add = (key: string, event: RecordedEvent) => {
    const found = index.get(key);
    if (found) found.push(event);
    else index.set(key, [event]);
  };
  for (const event of session.events) {
    add(event.kind, event);
    if ('conversationId' in event.payload) add(`${event.kind} ${event.payload.conversationId}`, event);
  }
  indexes.set(session, index);
  return index;
}
