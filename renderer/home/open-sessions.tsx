import type { SessionEntry } from '../../shared/contract/moderator.ts';
import { Button } from '../ui/button.tsx';
import { dayAndTime } from '../ui/durations.ts';
import { message } from '../ui/messages.ts';

/** Sessions that are not over: the live one, and those that an end of the app interrupted. */
export function OpenSessions({
  sessions,
  liveSessionId,
  onOpenLive,
  onContinue,
  onRead,
}: {
  readonly sessions: readonly SessionEntry[];
  readonly liveSessionId: string | null;
  readonly onOpenLive: () => void;
  readonly onContinue: (sessionId: string) => void;
  readonly onRead: (sessionId: string) => void;
}) {
  if (sessions.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="home-open">
      <h2 id="home-open">{message('home.open')}</h2>
      {sessions.map((session) => {
        const isLive = session.sessionId === liveSessionId;
        const code = session.participantCode;
        const values = { step: session.step, at: dayAndTime(session.lastEventAtUtcMilliseconds, document.documentElement.lang) };
        return (
          <article className="card home-open" key={session.sessionId} aria-labelledby={`open-${session.sessionId}`}>
            <div className="home-open-words">
              <h3 id={`open-${session.sessionId}`}>{message('home.participant', { code })}</h3>
              <p>
                {message(
                  !isLive ? 'home.open.interrupted' : session.status === 'running' ? 'home.open.live' : 'home.open.over',
                  values,
                )}
              </p>
              <p className="quiet">{session.studyTitle}</p>
            </div>
            {isLive ? (
              <Button kind="primary" onClick={onOpenLive}>
                {message('home.open.show')}
              </Button>
            ) : (
              <>
                <Button aria-label={message('home.read.named', { code })} onClick={() => onRead(session.sessionId)}>
                  {message('home.read')}
                </Button>
                <Button
                  kind="primary"
                  aria-label={message('home.open.continue.named', { code })}
                  unavailable={liveSessionId !== null}
                  title={liveSessionId === null ? undefined : message('home.one-at-a-time')}
                  onClick={() => onContinue(session.sessionId)}
                >
                  {message('home.open.continue')}
                </Button>
              </>
            )}
          </article>
        );
      })}
    </section>
  );
}
