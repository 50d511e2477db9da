import { Fragment, useEffect, useRef } from 'react';
import type { HomeView, ModeratorApi } from '../../shared/contract/moderator.ts';
import type { LiveView } from '../../shared/session/views.ts';
import { Button } from '../ui/button.tsx';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import { ScreenTitle } from '../ui/screen-title.tsx';
import { useLoaded } from '../ui/staff-call.ts';
import { DueList } from './due-list.tsx';
import { OpenSessions } from './open-sessions.tsx';
import { RecordsCheck } from './records-check.tsx';
import { SessionTable } from './session-table.tsx';
import { StudyCard } from './study-card.tsx';
import './home.css';

export interface HomeScreenProps {
  readonly api: ModeratorApi;
  /** The session that is held now; it may go on and end while this screen is open. */
  readonly live: Pick<LiveView, 'sessionId' | 'status' | 'currentStep'> | null;
  /** With a code for somebody who comes back. */
  readonly onStart: (studyId: string, participantCode?: string) => void;
  readonly onProgress: (studyId: string) => void;
  readonly onPeople: (studyId: string) => void;
  readonly onContinue: (sessionId: string) => void;
  readonly onOpenLive: () => void;
  readonly onRead: (sessionId: string) => void;
}

/** Studies to start, sessions to go on with or to read, and the state of the records. */
export function HomeScreen({ api, live, onStart, onProgress, onPeople, onContinue, onOpenLive, onRead }: HomeScreenProps) {
  const home = useLoaded(() => api.call['home/get']({}));
  const { reload } = home;
  const liveNow = live === null ? 'none' : `${live.sessionId} ${live.status} ${live.currentStep}`;
  const liveBefore = useRef(liveNow);
  useEffect(() => {
    if (liveBefore.current !== liveNow) reload();
    liveBefore.current = liveNow;
  }, [liveNow, reload]);

  return (
    <main className="screen" data-screen="home" aria-busy={home.busy}>
      <div className="home">
        <div className="screen-head">
          <ScreenTitle>{message('home.title')}</ScreenTitle>
          {home.value === null && home.problem === null && <p role="status">{message('home.loading')}</p>}
        </div>
        {home.problem !== null && (
          <Notice tone="danger" actions={<Button onClick={home.reload}>{message('home.load-again')}</Button>}>
            {home.problem}
          </Notice>
        )}
        {home.value !== null && (
          <HomeContent
            api={api}
            home={home.value}
            live={live}
            onStart={onStart}
            onProgress={onProgress}
            onPeople={onPeople}
            onContinue={onContinue}
            onOpenLive={onOpenLive}
            onRead={onRead}
          />
        )}
      </div>
    </main>
  );
}

function HomeContent({
  api,
  home,
  live,
  onStart,
  onProgress,
  onPeople,
  onContinue,
  onOpenLive,
  onRead,
}: HomeScreenProps & { readonly home: HomeView }) {
  const liveSessionId = live?.sessionId ?? home.liveSessionId;
  const isOpen = (session: HomeView['sessions'][number]): boolean =>
    session.status === 'running' || session.sessionId === liveSessionId;
  return (
    <div className="home-columns">
      <div className="stack home-main">
        <OpenSessions
          sessions={home.sessions.filter(isOpen)}
          liveSessionId={liveSessionId}
          onOpenLive={onOpenLive}
          onContinue={onContinue}
          onRead={onRead}
        />
        <DueList due={home.due} sessionIsLive={liveSessionId !== null} onStart={onStart} />
        <section className="stack" aria-labelledby="home-studies">
          <h2 id="home-studies">{message('home.studies')}</h2>
          {home.studies.length === 0 ? (
            <Notice tone="attention">{message('home.studies.none')}</Notice>
          ) : (
            home.studies.map((study) => (
              <StudyCard
                key={study.studyId}
                api={api}
                study={study}
                sessionIsLive={liveSessionId !== null}
                onStart={() => onStart(study.studyId)}
                onProgress={() => onProgress(study.studyId)}
                onPeople={() => onPeople(study.studyId)}
              />
            ))
          )}
        </section>
        <SessionTable sessions={home.sessions.filter((session) => !isOpen(session))} onRead={onRead} />
      </div>
      <aside className="stack home-side" aria-label={message('home.computer')}>
        <section className="card stack">
          <h2>{message('home.computer')}</h2>
          <dl className="home-facts">
            <div>
              <dt>{message('home.displays')}</dt>
              <dd>{message('home.displays.count', { count: home.displays })}</dd>
            </div>
            <div>
              <dt>{message('home.pin')}</dt>
              <dd>{message(home.pinIsSet ? 'home.pin.set' : 'home.pin.missing')}</dd>
            </div>
            <div>
              <dt>{message('home.version')}</dt>
              <dd>{home.appVersion}</dd>
            </div>
            <div className="long">
              <dt>{message('home.data-folder')}</dt>
              <dd className="code">{breakable(home.dataFolder)}</dd>
            </div>
          </dl>
        </section>
        <RecordsCheck api={api} />
      </aside>
    </div>
  );
}

/** A path that breaks after its separators rather than inside a name. */
function breakable(path: string) {
  return path.split(/(?<=[\\/])/).map((part, index) => (
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ));
}
