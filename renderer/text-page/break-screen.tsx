import { useEffect, useRef } from 'react';
import { announce } from '../ui/announcer.tsx';
import { Markdown } from '../ui/markdown.tsx';
import { message } from '../ui/messages.ts';
import { useMinutesLeft } from '../ui/minutes-left.ts';
import { ContinueBar, Page, PageTitle } from '../ui/page.tsx';
import type { ScreenProps } from '../ui/participant-screen.ts';
import { usePendingCall } from '../ui/pending-call.ts';
import './text-page.css';

/** A break: a calm text, and the way on once it has lasted long enough. Nothing ticks. */
export function BreakScreen({ screen, studyTitle, call }: ScreenProps<'break'>) {
  const { stage, endsAtUtcMilliseconds } = screen;
  const { pending, failure, run } = usePendingCall('participant');
  const minutes = useMinutesLeft(endsAtUtcMilliseconds);
  const over = minutes === null || minutes === 0;
  const wasOver = useRef(over);
  useEffect(() => {
    if (over && !wasOver.current) announce(message('participant.break.over'));
    wasOver.current = over;
  }, [over]);

  return (
    <Page
      kind="break"
      head={<span className="page-head-title">{studyTitle}</span>}
      foot={
        <ContinueBar
          label={message('participant.continue')}
          missing={over ? null : message('participant.break.left', { minutes })}
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
