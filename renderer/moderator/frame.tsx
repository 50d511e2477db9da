import type { ReactNode } from 'react';
import type { LiveView } from '../../shared/session/views.ts';
import { Button } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { message } from '../ui/messages.ts';
import { Notice } from '../ui/notice.tsx';
import type { Place } from './navigation.ts';
import '../ui/table.css';
import './moderator.css';

/** The bar with the places that are always there, and the way back to a session (the home screen shows its own). */
export function Frame({
  place,
  live,
  go,
  children,
}: {
  readonly place: Place['screen'];
  readonly live: LiveView | null;
  readonly go: (place: Place) => void;
  readonly children: ReactNode;
}) {
  // The live screen brings a bar of its own and needs the height.
  if (place === 'live') return <div className="frame">{children}</div>;

  const link = (screen: NavigationPlace, label: string): ReactNode => (
    <button
      type="button"
      className={classes('frame-link', isIn(place, screen) && 'here')}
      aria-current={place === screen ? 'page' : undefined}
      onClick={() => go({ screen })}
    >
      {label}
    </button>
  );

  return (
    <div className="frame">
      <header className="frame-bar">
        <span className="frame-brand">{message('moderator.brand')}</span>
        <nav className="frame-links" aria-label={message('moderator.navigation')}>
          {link('home', message('moderator.home'))}
          {link('designs', message('moderator.studies'))}
          {link('people-home', message('moderator.people'))}
          {link('data', message('moderator.data'))}
          {link('settings', message('moderator.settings'))}
        </nav>
      </header>
      {live !== null && place !== 'home' && (
        <aside className="frame-live" aria-label={message('moderator.live')}>
          <Notice
            actions={
              <Button kind="primary" onClick={() => go({ screen: 'live' })}>
                {message('moderator.live.back')}
              </Button>
            }
          >
            {message(live.status === 'running' ? 'moderator.live.running' : 'moderator.live.over', {
              code: live.participantCode,
            })}
          </Notice>
        </aside>
      )}
      {children}
    </div>
  );
}

type NavigationPlace = 'home' | 'designs' | 'people-home' | 'data' | 'settings';

/** What is open belongs to the place from which it is reached. */
const belongsTo: Partial<Record<Place['screen'], NavigationPlace>> = { design: 'designs', people: 'people-home', person: 'people-home' };

function isIn(place: Place['screen'], screen: NavigationPlace): boolean {
  return place === screen || belongsTo[place] === screen;
}
