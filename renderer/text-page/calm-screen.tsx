import type { ScreenOf } from '../../shared/session/views.ts';
import { message } from '../ui/messages.ts';
import { PageTitle } from '../ui/page.tsx';
import './text-page.css';

/** Screens on which there is nothing to do but wait, or to go: one sentence in the middle. */
export function CalmScreen({ screen }: { readonly screen: ScreenOf<'idle'> | ScreenOf<'covered'> | ScreenOf<'end'> }) {
  const { title, text } = wordsOf(screen);
  return (
    <main className="calm" data-screen={screen.kind}>
      <PageTitle>{title}</PageTitle>
      <p className="quiet">{text}</p>
    </main>
  );
}

function wordsOf(screen: ScreenOf<'idle'> | ScreenOf<'covered'> | ScreenOf<'end'>): {
  readonly title: string;
  readonly text: string;
} {
  switch (screen.kind) {
    case 'idle':
      return { title: message('participant.idle.title'), text: message('participant.idle.text') };
    case 'covered':
      return screen.because === 'paused'
        ? { title: message('participant.paused.title'), text: message('participant.paused.text') }
        : { title: message('participant.trouble.title'), text: message('participant.trouble.text') };
    case 'end':
      return screen.outcome === 'complete'
        ? { title: message('participant.end.title'), text: message('participant.end.text') }
        : { title: message('participant.ended.title'), text: message('participant.ended.text') };
  }
}
