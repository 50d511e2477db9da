import type { HomeView, ModeratorApi } from '../../shared/contract/moderator.ts';
import type { LiveView } from '../../shared/session/views.ts';
import { Button } from '../ui/button.tsx';
import { dayAndTime } from '../ui/durations.ts';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { ScreenTitle } from '../ui/screen-title.tsx';
import { useLoaded } from '../ui/staff-call.ts';
import { StartForm } from './start-form.tsx';
import './start.css';

/** A new session of a study, or one that was interrupted. */
export type StartSubject =
  | { readonly screen: 'start'; readonly studyId: string; readonly participantCode?: string }
  | { readonly screen: 'continue'; readonly sessionId: string };

/** The check before a session, and what has to be chosen for it. */
export function StartScreen({
  api,
  subject,
  onCancel,
  onStarted,
}: {
  readonly api: ModeratorApi;
  readonly subject: StartSubject;
  readonly onCancel: () => void;
  readonly onStarted: (view: LiveView) => void;
}) {
  const home = useLoaded(() => api.call['home/get']({}));
  const found = home.value === null ? null : detailsOf(home.value, subject);

  return (
    <main className="screen start-screen" data-screen="start">
      <div className="start">
        <div>
          <ScreenTitle>{message(subject.screen === 'start' ? 'start.title' : 'start.title.continue')}</ScreenTitle>
          {found !== null && <p className="quiet">{found.subtitle}</p>}
        </div>
        {home.problem !== null && (
          <Notice tone="danger" actions={<Button onClick={home.reload}>{message('start.load-again')}</Button>}>
            {home.problem}
          </Notice>
        )}
        {home.value !== null && found === null && (
          <Notice tone="danger" actions={<Button onClick={onCancel}>{message('start.back')}</Button>}>
            {message('start.gone')}
          </Notice>
        )}
        {home.value !== null && found !== null && (
          <StartForm
            api={api}
            study={found.study}
            session={found.session}
            participantCode={subject.screen === 'start' ? (subject.participantCode ?? null) : null}
            lastModerator={home.value.lastModerator}
            takenCodes={found.study.takenCodes}
            displays={home.value.displays}
            pinIsSet={home.value.pinIsSet}
            onCancel={onCancel}
            onStarted={onStarted}
          />
        )}
      </div>
    </main>
  );
}

function detailsOf(home: HomeView, subject: StartSubject) {
  if (subject.screen === 'start') {
    const study = home.studies.find((entry) => entry.studyId === subject.studyId);
    return study === undefined
      ? null
      : {
          study,
          session: null,
          subtitle: message('start.subtitle', {
            study: study.title,
            sessions: study.expectedMinutes.length,
            minutes: study.expectedMinutes.reduce((sum, minutes) => sum + minutes, 0),
            version: study.version ?? 0,
          }),
        };
  }
  const session = home.sessions.find((entry) => entry.sessionId === subject.sessionId);
  const study = home.studies.find((entry) => entry.studyId === session?.studyId);
  return session === undefined || study === undefined
    ? null
    : {
        study,
        session,
        subtitle: message('start.subtitle.continue', {
          study: session.studyTitle,
          step: session.step,
          at: dayAndTime(session.lastEventAtUtcMilliseconds, document.documentElement.lang),
        }),
      };
}
