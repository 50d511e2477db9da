import { Markdown } from '../ui/markdown.tsx';
import { message } from '../ui/messages.ts';
import { ContinueBar, Page, PageTitle } from '../ui/page.tsx';
import type { ScreenProps } from '../ui/participant-screen.ts';
import { usePendingCall } from '../ui/pending-call.ts';
import './text-page.css';

/** A text to read and to confirm: the instructions, the debrief. */
export function TextScreen({ screen, studyTitle, call }: ScreenProps<'instructions' | 'debrief'>) {
  const { pending, failure, run } = usePendingCall('participant');
  const { stage } = screen;
  return (
    <Page
      kind={screen.kind}
      head={<span className="page-head-title">{studyTitle}</span>}
      foot={
        <ContinueBar
          label={message(screen.kind === 'debrief' ? 'participant.debrief.finish' : 'participant.continue')}
          missing={null}
          failure={failure}
          pending={pending}
          onContinue={() => void run(() => call['text/confirm']({ stageId: stage.id, answer: null }))}
        />
      }
    >
      <PageTitle>{stage.title}</PageTitle>
      <div className="text-page card">
        <Markdown text={stage.text} headings="h2" />
      </div>
    </Page>
  );
}
