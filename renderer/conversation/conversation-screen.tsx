import { useEffect, useRef, useState } from 'react';
import { announce } from '../ui/announcer.tsx';
import { message } from '../ui/messages.ts';
import { Page, TrialHead } from '../ui/page.tsx';
import type { ScreenProps } from '../ui/participant-screen.ts';
import { Composer } from './composer.tsx';
import { SlotPanes } from './slot-panes.tsx';
import './conversation.css';

/** A conversation with all slots at once: the threads side by side, one message box for all of them. */
export function ConversationScreen(props: ScreenProps<'conversation'>) {
  const { screen } = props;
  const { threads, waiting, turnCount, minimumTurns, maximumTurns } = screen;
  const [together, setTogether] = useState(false);
  useAnnouncedReveal(waiting, threads.length);

  return (
    <Page
      kind="conversation"
      fills
      head={
        <>
          <h1 className="hidden-but-read">{screen.title}</h1>
          <TrialHead {...screen} />
          <div className="page-head-end">
            <span>
              {message('participant.turns', {
                // The message being written counts, unless none can be written any more.
                number: Math.min(waiting === 'no' ? turnCount + 1 : turnCount, maximumTurns),
                minimum: minimumTurns,
                maximum: maximumTurns,
              })}
            </span>
            <label className="scroll-together">
              <input type="checkbox" checked={together} onChange={(event) => setTogether(event.target.checked)} />
              <span>{message('participant.scroll-together')}</span>
            </label>
          </div>
        </>
      }
    >
      <SlotPanes threads={threads} waiting={waiting} together={together} />
      <Composer {...props} />
    </Page>
  );
}

/** Says once that the replies are there. Which slot was slow is nobody's business, so nothing is said before. */
function useAnnouncedReveal(waiting: ScreenProps<'conversation'>['screen']['waiting'], slotCount: number): void {
  const before = useRef(waiting);
  useEffect(() => {
    if (before.current !== 'no' && waiting === 'no') announce(message('participant.revealed', { count: slotCount }));
    else if (before.current === 'no' && waiting === 'replies') announce(message('participant.waiting.replies'));
    before.current = waiting;
  }, [waiting, slotCount]);
}
