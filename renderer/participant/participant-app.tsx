import { Announcer } from '../ui/announcer.tsx';
import { message } from '../ui/messages.ts';
import { AnyScreen } from './any-screen.tsx';
import { Boundary } from './boundary.tsx';
import { ModeratorDoor } from './moderator-door.tsx';
import { SessionProgress } from './session-progress.tsx';
import { stepOf } from './step-of.ts';
import { calls, useParticipantStore } from './store.ts';

/** The participant's window: the screen that the main process says, and the moderator's way out. */
export function ParticipantApp() {
  const view = useParticipantStore((state) => state.view);
  const drafts = useParticipantStore((state) => state.drafts);
  return (
    <>
      {view !== null && (
        <Boundary key={`${view.sessionId} ${stepOf(view.screen)}`}>
          <AnyScreen screen={view.screen} studyTitle={view.studyTitle} call={calls} drafts={drafts} />
        </Boundary>
      )}
      <aside aria-label={message('participant.aside')}>
        {view !== null && view.progress.of > 0 && <SessionProgress {...view.progress} />}
        <ModeratorDoor call={calls} />
      </aside>
      <Announcer />
    </>
  );
}
