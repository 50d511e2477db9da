import { useLayoutEffect, useRef } from 'react';
import type { SlotThread } from '../../shared/session/views.ts';
import { message } from '../ui/messages.ts';
import { Thread } from '../ui/thread.tsx';
import { topForTurn } from './scroll-together.ts';
import './panes.css';

type Turns = SlotThread['turns'];

/**
 * What all responses share, as one calm thread: the conversation so far, and at its end the message that is
 * answered now. Scrolled to the end whenever something is added.
 */
export function HistoryPane({ turns, current }: { readonly turns: Turns; readonly current: string | null }) {
  const pane = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = pane.current;
    const last = [...(element?.querySelectorAll<HTMLElement>('[data-turn]') ?? [])].at(-1);
    if (!element || !last) return;
    const messageTop = last.getBoundingClientRect().top - element.getBoundingClientRect().top + element.scrollTop;
    element.scrollTop = topForTurn({ messageTop, replyTop: messageTop, clientHeight: element.clientHeight });
  }, [turns.length, current]);

  return (
    <section className="history-pane" aria-label={message('participant.history')}>
      <div className="slot-pane-scroll" tabIndex={0} role="group" aria-label={message('participant.history')} ref={pane}>
        <div className="slot-pane-text">
          {turns.length === 0 && current === null && <p className="quiet">{message('participant.history.empty')}</p>}
          {turns.length > 0 && <Thread turns={turns} />}
          {current !== null && (
            <div className="history-current">
              <Thread turns={[{ message: current, reply: null }]} part="messages" />
            </div>
          )}
        </div>
      </div>
    </section>
  );
}
