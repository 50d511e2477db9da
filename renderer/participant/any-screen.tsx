import type { ParticipantScreen } from '../../shared/session/views.ts';
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
import type { ScreenProps } from '../ui/participant-screen.ts';

/**
 * The screen for a view, whatever its kind: the only place that knows them all. It needs no window and no
 * session, so that a study can be looked at before anybody takes part in it.
 */
export function AnyScreen({
  screen,
  ...given
}: Omit<ScreenProps<'idle'>, 'screen'> & { readonly screen: ParticipantScreen }) {
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
