import type { ParticipantScreen, ParticipantView } from '../../shared/session/views.ts';
import { ConversationScreen } from '../conversation/conversation-screen.tsx';
import { TypeChoiceScreen } from '../conversation/type-choice-screen.tsx';
import { GuessScreen } from '../guess/guess-screen.tsx';
import { JudgementScreen } from '../judgement/judgement-screen.tsx';
import { QuestionnaireScreen } from '../questionnaire/questionnaire-screen.tsx';
import { BreakScreen } from '../text-page/break-screen.tsx';
import { CalmScreen } from '../text-page/calm-screen.tsx';
import { ConsentScreen } from '../text-page/consent-screen.tsx';
import { MessageScreen } from '../text-page/message-screen.tsx';
import { TextScreen } from '../text-page/text-screen.tsx';
import { Announcer } from '../ui/announcer.tsx';
import type { DraftKeeper } from '../ui/draft-keeper.ts';
import { message } from '../ui/messages.ts';
import { Boundary } from './boundary.tsx';
import { ModeratorDoor } from './moderator-door.tsx';
import { SessionProgress } from './session-progress.tsx';
import { calls, useParticipantStore } from './store.ts';

/** The participant's window: the screen that the main process says, and the moderator's way out. */
export function ParticipantApp() {
  const view = useParticipantStore((state) => state.view);
  const drafts = useParticipantStore((state) => state.drafts);
  return (
    <>
      {view !== null && (
        <Boundary key={`${view.sessionId} ${stepOf(view.screen)}`}>
          <Screen view={view} drafts={drafts} />
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

/** Screens of different steps share no state, even when they are of the same kind. */
function stepOf(screen: ParticipantScreen): string {
  if (screen.kind === 'judgement') return `judgement ${screen.conversationId} ${screen.judging.sheet.id}`;
  if ('conversationId' in screen) return `${screen.kind} ${screen.conversationId}`;
  return 'stage' in screen ? screen.stage.id : screen.kind;
}

function Screen({ view, drafts }: { readonly view: ParticipantView; readonly drafts: DraftKeeper }) {
  const { screen, studyTitle } = view;
  const given = { studyTitle, call: calls, drafts };
  switch (screen.kind) {
    case 'idle':
    case 'covered':
    case 'end':
      return <CalmScreen screen={screen} />;
    case 'consent':
      return <ConsentScreen screen={screen} {...given} />;
    case 'questionnaire':
      return <QuestionnaireScreen screen={screen} {...given} />;
    case 'instructions':
    case 'debrief':
      return <TextScreen screen={screen} {...given} />;
    case 'conversation':
      return <ConversationScreen screen={screen} {...given} />;
    case 'break':
      return <BreakScreen screen={screen} {...given} />;
    case 'message':
      return <MessageScreen screen={screen} {...given} />;
    case 'type-choice':
      return <TypeChoiceScreen screen={screen} {...given} />;
    case 'judgement':
      return <JudgementScreen screen={screen} {...given} />;
    case 'blinding-guess':
      return <GuessScreen screen={screen} {...given} />;
  }
}
