import { useState } from 'react';
import type { PersonView } from '../../shared/contract/people.ts';
import type { ModeratorApi } from '../../shared/contract/moderator.ts';
import { Button } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { message } from '../ui/messages.ts';
import { ImportedConversation } from './imported-conversation.tsx';
import { moment } from './people-words.ts';

/** Conversations held elsewhere, to be read beside their list; those held here stand below, each with the way to its transcript. */
export function PersonConversations({
  api,
  person,
  onRead,
}: {
  readonly api: ModeratorApi;
  readonly person: PersonView;
  readonly onRead: (sessionId: string) => void;
}) {
  const [wanted, setWanted] = useState<string | null>(null);
  const chosen = wanted ?? person.conversations[0]?.conversationId ?? null;
  return (
    <div className="person-reading">
      <div className="stack person-list">
        <section className="stack people-tight" aria-labelledby="person-earlier">
          <h2 id="person-earlier">{message('people.conversations')}</h2>
          {person.conversations.length === 0 && <p className="quiet">{message('people.conversations.none')}</p>}
          <ul>
            {person.conversations.map((conversation) => (
              <li key={conversation.conversationId}>
                <button
                  type="button"
                  className={classes('person-entry', conversation.conversationId === chosen && 'here')}
                  aria-current={conversation.conversationId === chosen ? 'true' : undefined}
                  onClick={() => setWanted(conversation.conversationId)}
                >
                  <span className="person-opening" dir="auto">
                    {conversation.opening}
                  </span>
                  <span className="quiet">
                    {factsOf(conversation).map((fact) => (
                      <span key={fact}>{fact}</span>
                    ))}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
        {person.sessions.length > 0 && (
          <section className="stack people-tight" aria-labelledby="person-new">
            <h2 id="person-new">{message('people.conversations.here')}</h2>
            <ul>
              {person.sessions.map((session) => (
                <li key={session.sessionId} className="person-session">
                  <span>
                    {message('people.conversations.session', { number: session.sessionNumber })}
                    <span className="quiet"> {moment(session.startedAtUtcMilliseconds)}</span>
                  </span>
                  <Button aria-label={message('people.sessions.read.named', { number: session.sessionNumber })} onClick={() => onRead(session.sessionId)}>
                    {message('people.sessions.read')}
                  </Button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
      {chosen !== null && (
        <ImportedConversation
          key={chosen}
          api={api}
          studyId={person.studyId}
          participantCode={person.participantCode}
          conversationId={chosen}
        />
      )}
    </div>
  );
}

function factsOf({ type, turns, generatedAt }: PersonView['conversations'][number]): readonly string[] {
  return [type, message('people.conversations.turns', { count: turns }), generatedAt?.slice(0, 10)].filter((fact) => typeof fact === 'string');
}
