import { useLayoutEffect, useRef } from 'react';
import type { ParticipantScreen } from '../../shared/session/views.ts';
import { AnyScreen } from '../participant/any-screen.tsx';
import { Boundary } from '../participant/boundary.tsx';
import { ModeratorDoor } from '../participant/moderator-door.tsx';
import { SessionProgress } from '../participant/session-progress.tsx';
import { stepOf } from '../participant/step-of.ts';
import { Announcer } from '../ui/announcer.tsx';
import { message } from '../ui/messages.ts';
import { previewCalls, usePreviewStore } from './store.ts';

/** The participant's window as it will be, for a study that is being written. */
export function PreviewApp() {
  const { shown, drafts } = usePreviewStore();
  const key = shown === null ? '' : `${shown.place} ${stepOf(shown.view.screen)} ${formOf(shown.view.screen)}`;
  useKeptScroll(key, shown?.place ?? '');
  if (shown === null) return null;
  const { view } = shown;
  return (
    <>
      <Boundary key={`${key} ${view.revision}`}>
        <AnyScreen key={key} screen={view.screen} studyTitle={view.studyTitle} call={previewCalls} drafts={drafts} />
      </Boundary>
      <aside aria-label={message('participant.aside')} inert>
        {view.progress.of > 0 && <SessionProgress {...view.progress} />}
        <ModeratorDoor call={previewCalls} />
      </aside>
      <Announcer />
    </>
  );
}

/** What a screen reads once, when it opens: where it changes, the screen is opened anew. */
function formOf(screen: ParticipantScreen): string {
  if (screen.kind === 'questionnaire') return JSON.stringify([screen.stage.survey, screen.stage.language]);
  if (screen.kind === 'conversation') return screen.threads.map(({ slot }) => slot).join();
  return '';
}

/** A screen that is opened anew while it is written stays where it was scrolled to. */
function useKeptScroll(key: string, place: string): void {
  const kept = useRef({ place: '', top: 0 });
  useLayoutEffect(() => {
    const remember = (event: Event): void => {
      const { target } = event;
      if (target instanceof HTMLElement && target.matches('.page-body')) kept.current.top = target.scrollTop;
    };
    document.addEventListener('scroll', remember, true);
    return () => document.removeEventListener('scroll', remember, true);
  }, []);
  useLayoutEffect(() => {
    if (kept.current.place !== place) kept.current = { place, top: 0 };
    const { top } = kept.current;
    // Forms build themselves in several steps.
    const frame = requestAnimationFrame(() => document.querySelector('.page-body')?.scrollTo({ top }));
    return () => cancelAnimationFrame(frame);
  }, [key, place]);
}
