import type { PersonView } from '../../shared/contract/people.ts';
import { Button } from '../ui/button.tsx';
import { message } from '../ui/messages.ts';
import { dueWords, moment } from './people-words.ts';

/** Where somebody stands and what follows from it, what they consented to, and the sessions they held. */
export function PersonOverview({ person, onRead }: { readonly person: PersonView; readonly onRead: (sessionId: string) => void }) {
  // After erasing there is nothing left to list, which is not the same as nothing yet.
  const isErased = person.status === 'erased';
  const hasSessions = !isErased || person.sessions.length > 0;
  const hasConsents = !isErased || person.consents.length > 0;
  return (
    <div className="stack person-overview">
      <section className="card stack" aria-labelledby="person-standing">
        <h2 id="person-standing">{message(`people.status.${person.status}`)}</h2>
        <p className="people-measure">{message(`people.status.${person.status}.about`)}</p>
        <Signed person={person} />
        <dl className="person-facts">
          <Fact label={message('people.fact.next')}>{nextWords(person)}</Fact>
          <Fact label={message('people.fact.repeats')}>
            {person.repeatsDue === 0 ? message('people.fact.none') : message('people.fact.repeats.count', { count: person.repeatsDue })}
          </Fact>
          <Fact label={message('people.fact.added')}>{moment(person.addedAtUtcMilliseconds)}</Fact>
        </dl>
      </section>
      {hasSessions && <Sessions person={person} onRead={onRead} />}
      {hasConsents && <Consents person={person} />}
    </div>
  );
}

function Sessions({ person, onRead }: { readonly person: PersonView; readonly onRead: (sessionId: string) => void }) {
  return (
    <section className="stack" aria-labelledby="person-sessions">
      <h2 id="person-sessions">{message('people.sessions')}</h2>
      {person.sessions.length === 0 ? (
        <p className="card quiet">{message('people.sessions.none')}</p>
      ) : (
        <div className="card table-card">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{message('people.sessions.number')}</th>
                <th scope="col">{message('people.sessions.started')}</th>
                <th scope="col">{message('people.sessions.outcome')}</th>
                <th scope="col">{message('people.sessions.moderator')}</th>
                <th scope="col">
                  <span className="hidden-but-read">{message('people.sessions.read')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {person.sessions.map((session) => (
                <tr key={session.sessionId}>
                  <th scope="row">{session.sessionNumber}</th>
                  <td className="number">{moment(session.startedAtUtcMilliseconds)}</td>
                  <td>
                    {message(`people.sessions.${session.status}`)}
                    {session.standing !== 'kept' && <span className="table-tag">{message(`people.sessions.${session.standing}`)}</span>}
                  </td>
                  <td>{session.moderator === '' ? '–' : session.moderator}</td>
                  <td className="table-action">
                    <Button aria-label={message('people.sessions.read.named', { number: session.sessionNumber })} onClick={() => onRead(session.sessionId)}>
                      {message('people.sessions.read')}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Consents({ person }: { readonly person: PersonView }) {
  return (
    <section className="stack" aria-labelledby="person-consents">
      <h2 id="person-consents">{message('people.consents')}</h2>
      {person.consents.length === 0 ? (
        <p className="card quiet">{message('people.consents.none')}</p>
      ) : (
        <div className="card table-card">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{message('people.consents.stage')}</th>
                <th scope="col">{message('people.consents.version')}</th>
                <th scope="col">{message('people.consents.answer')}</th>
                <th scope="col">{message('people.consents.when')}</th>
              </tr>
            </thead>
            <tbody>
              {person.consents.map((consent) => (
                <tr key={`${consent.sessionId} ${consent.stageId} ${consent.atUtcMilliseconds}`}>
                  <th scope="row" className="code">
                    {consent.stageId}
                  </th>
                  <td>{consent.version}</td>
                  <td>{message(consent.given ? 'people.consents.given' : 'people.consents.refused')}</td>
                  <td className="number">{moment(consent.atUtcMilliseconds)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function nextWords(person: PersonView): string {
  if (person.next === null) return message('people.fact.none');
  return message('people.fact.next.session', { number: person.next.sessionNumber, when: dueWords(person) });
}

/** Who took somebody out, when and why. All that holds is said: one may be excluded and withdraw later. */
function Signed({ person }: { readonly person: PersonView }) {
  const kinds = ['excluded', 'withdrawn', 'erased'] as const;
  return kinds.map((kind) => {
    const signed = person[kind];
    if (signed === null) return null;
    return (
      <p key={kind} className="person-signed">
        {message(`people.signed.${kind}`, { at: moment(signed.atUtcMilliseconds), by: signed.by })}{' '}
        {/* Erasing takes the reasons that were given before it. */}
        {signed.reason === '' ? message('people.signed.no-reason') : <q>{signed.reason}</q>}
      </p>
    );
  });
}

function Fact({ label, children }: { readonly label: string; readonly children: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
