import { lazy, Suspense, useState } from 'react';
import { HomeScreen } from '../home/home-screen.tsx';
import { Announcer } from '../ui/announcer.tsx';
import { setLanguage } from '../ui/messages.ts';
import { setTheme } from '../ui/theme.ts';
import { api } from './api.ts';
import { Frame } from './frame.tsx';
import { useNavigation } from './navigation.ts';

// Only the first screen is loaded with the page, so that the window answers at once.
const StartScreen = lazy(async () => ({ default: (await import('../start/start-screen.tsx')).StartScreen }));
const LiveScreen = lazy(async () => ({ default: (await import('../live/live-screen.tsx')).LiveScreen }));
const TranscriptScreen = lazy(async () => ({
  default: (await import('../transcript/transcript-screen.tsx')).TranscriptScreen,
}));
const ProgressScreen = lazy(async () => ({ default: (await import('../progress/progress-screen.tsx')).ProgressScreen }));
const DesignsScreen = lazy(async () => ({ default: (await import('../design/designs-screen.tsx')).DesignsScreen }));
const DesignScreen = lazy(async () => ({ default: (await import('../design/design-screen.tsx')).DesignScreen }));
const PeopleHome = lazy(async () => ({ default: (await import('../people/people-home.tsx')).PeopleHome }));
const PeopleScreen = lazy(async () => ({ default: (await import('../people/people-screen.tsx')).PeopleScreen }));
const PersonScreen = lazy(async () => ({ default: (await import('../people/person-screen.tsx')).PersonScreen }));
const DataScreen = lazy(async () => ({ default: (await import('../data/data-screen.tsx')).DataScreen }));
const SettingsScreen = lazy(async () => ({ default: (await import('../settings/settings-screen.tsx')).SettingsScreen }));

export function App() {
  const { place, live, go, receive } = useNavigation();
  const [, setAppearance] = useState('');
  const goHome = (): void => go({ screen: 'home' });
  const read = (sessionId: string): void => go({ screen: 'transcript', sessionId });

  const screen = (() => {
    switch (place.screen) {
      case 'home':
        return (
          <HomeScreen
            api={api}
            live={live?.view ?? null}
            onStart={(studyId, participantCode) =>
              go({ screen: 'start', studyId, ...(participantCode === undefined ? {} : { participantCode }) })
            }
            onProgress={(studyId) => go({ screen: 'progress', studyId })}
            onPeople={(studyId) => go({ screen: 'people', studyId })}
            onContinue={(sessionId) => go({ screen: 'continue', sessionId })}
            onOpenLive={() => go({ screen: 'live' })}
            onRead={read}
          />
        );
      case 'start':
      case 'continue':
        return (
          <StartScreen
            key={place.screen === 'start' ? place.studyId : place.sessionId}
            api={api}
            subject={place}
            onCancel={goHome}
            onStarted={(view) => {
              receive(view);
              go({ screen: 'live' });
            }}
          />
        );
      case 'live':
        return live === null ? null : (
          <LiveScreen
            key={live.view.sessionId}
            api={api}
            view={live.view}
            receivedAt={live.receivedAt}
            onView={receive}
            onHome={goHome}
            onRead={read}
            onClosed={() => receive(null)}
          />
        );
      case 'transcript':
        return (
          <TranscriptScreen
            key={place.sessionId}
            api={api}
            sessionId={place.sessionId}
            back={place.back === undefined ? 'sessions' : 'participant'}
            onBack={() => go(place.back ?? { screen: 'home' })}
          />
        );
      case 'progress':
        return <ProgressScreen key={place.studyId} api={api} studyId={place.studyId} onBack={goHome} />;
      case 'designs':
        return <DesignsScreen api={api} onOpen={(studyId) => go({ screen: 'design', studyId })} />;
      case 'design':
        return <DesignScreen key={place.studyId} api={api} studyId={place.studyId} onBack={() => go({ screen: 'designs' })} />;
      case 'people-home':
        return <PeopleHome api={api} onOpen={(studyId) => go({ screen: 'people', studyId })} />;
      case 'people': {
        const { studyId } = place;
        return (
          <PeopleScreen
            key={studyId}
            api={api}
            studyId={studyId}
            onOpenPerson={(participantCode) => go({ screen: 'person', studyId, participantCode })}
            onBack={() => go({ screen: 'people-home' })}
          />
        );
      }
      case 'person': {
        const { studyId, participantCode } = place;
        return (
          <PersonScreen
            key={`${studyId}/${participantCode}`}
            api={api}
            studyId={studyId}
            participantCode={participantCode}
            onBack={() => go({ screen: 'people', studyId })}
            onStart={() => go({ screen: 'start', studyId, participantCode })}
            onRead={(sessionId) => go({ screen: 'transcript', sessionId, back: place })}
          />
        );
      }
      case 'data':
        return <DataScreen api={api} ways={{ onSessions: goHome, onPeople: () => go({ screen: 'people-home' }) }} />;
      case 'settings':
        return (
          <SettingsScreen
            // Opens what was closed as soon as a session is over.
            key={live?.view.status ?? 'none'}
            api={api}
            onAppearance={(appearance) => {
              setTheme(appearance.theme);
              setLanguage(appearance.language);
              // Sentences are read while rendering, so a new language renders everything once more.
              setAppearance(appearance.language);
            }}
          />
        );
    }
  })();

  return (
    <>
      <Frame place={place.screen} live={live?.view ?? null} go={go}>
        <Suspense fallback={null}>{screen}</Suspense>
      </Frame>
      <Announcer />
    </>
  );
}
