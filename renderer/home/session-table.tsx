import type { SessionEntry } from '../../shared/contract/moderator.ts';
import { Button } from '../ui/button.tsx';
import { dayAndTime } from '../ui/durations.ts';
import { message } from '../ui/messages.ts';

/** Sessions that are over, newest first, each with the way to its transcript. */
export function SessionTable({
  sessions,
  onRead,
}: {
  readonly sessions: readonly SessionEntry[];
  readonly onRead: (sessionId: string) => void;
}) {
  return (
    <section className="stack" aria-labelledby="home-sessions">
      <h2 id="home-sessions">{message('home.sessions')}</h2>
      {sessions.length === 0 ? (
        <p className="card quiet">{message('home.sessions.none')}</p>
      ) : (
        <div className="card table-card">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{message('home.sessions.participant')}</th>
                <th scope="col">{message('home.sessions.study')}</th>
                <th scope="col">{message('home.sessions.started')}</th>
                <th scope="col">{message('home.sessions.outcome')}</th>
                <th scope="col">
                  <span className="hidden-but-read">{message('home.sessions.actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {sessions.map((session) => (
                <tr key={session.sessionId}>
                  <th scope="row">{session.participantCode}</th>
                  <td>
                    {session.studyTitle}
                    {session.sessionCount > 1 && (
                      <span className="quiet"> {message('home.sessions.number', { number: session.sessionNumber, count: session.sessionCount })}</span>
                    )}
                  </td>
                  <td className="number table-nowrap">{dayAndTime(session.startedAtUtcMilliseconds, document.documentElement.lang)}</td>
                  <td>
                    {session.status === 'complete'
                      ? message('home.sessions.complete')
                      : message('home.sessions.ended', { step: session.step, reason: session.endReason ?? '' })}
                    {session.standing !== 'kept' && <span className="table-tag">{message(`home.sessions.${session.standing}`)}</span>}
                    {session.unblinded && <span className="table-tag">{message('home.sessions.unblinded')}</span>}
                  </td>
                  <td className="table-action">
                    <Button
                      aria-label={message('home.read.named', { code: session.participantCode })}
                      onClick={() => onRead(session.sessionId)}
                    >
                      {message('home.read')}
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
