import type { ReactNode } from 'react';
import type { SlotThread } from '../../shared/session/views.ts';
import { Button } from '../ui/button.tsx';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';
import { message } from '../ui/messages.ts';
import { SlotMark } from '../ui/slot-mark.tsx';
import { Thread } from '../ui/thread.tsx';

export interface SlotPaneProps {
  readonly thread: SlotThread;
  readonly name: string;
  readonly waitingLine: string;
  readonly repliesOnly: boolean;
  /** The only pane: there is nothing to enlarge it over. */
  readonly alone: boolean;
  readonly enlarged: boolean;
  /** Another pane is enlarged: this one keeps its place and its scroll position, unseen. */
  readonly behind: boolean;
  readonly onEnlarge: () => void;
  readonly onReduce: () => void;
  readonly onStep: (by: -1 | 1) => void;
  readonly foot?: ReactNode;
}

/** One slot's thread. Every pane has the same look, the same words and the same buttons. */
export function SlotPane({
  thread,
  name: assistant,
  waitingLine,
  repliesOnly,
  alone,
  enlarged,
  behind,
  onEnlarge,
  onReduce,
  onStep,
  foot,
}: SlotPaneProps) {
  return (
    <section
      className={classes('slot-pane', enlarged && 'enlarged', behind && 'behind')}
      data-slot={thread.slot}
      aria-label={assistant}
      inert={behind}
    >
      <div className="slot-pane-head">
        <SlotMark slot={thread.slot} />
        <h2>{assistant}</h2>
        <div className="slot-pane-buttons">
          {enlarged && (
            <>
              <Button kind="plain" data-step="-1" aria-label={message('participant.pane.previous')} onClick={() => onStep(-1)}>
                <Icon name="previous" />
              </Button>
              <Button kind="plain" data-step="1" aria-label={message('participant.pane.next')} onClick={() => onStep(1)}>
                <Icon name="next" />
              </Button>
            </>
          )}
          {!alone && (
            <Button
              kind="plain"
              className="slot-pane-enlarge"
              data-enlarge=""
              aria-label={message(enlarged ? 'participant.pane.reduce-of' : 'participant.pane.enlarge-of', { assistant })}
              onClick={enlarged ? onReduce : onEnlarge}
            >
              {message(enlarged ? 'participant.pane.reduce' : 'participant.pane.enlarge')}
            </Button>
          )}
        </div>
      </div>
      <div
        className="slot-pane-scroll"
        data-scroll=""
        tabIndex={0}
        role="group"
        aria-label={message(repliesOnly ? 'participant.pane.response' : 'participant.pane.thread', { assistant })}
      >
        <div className="slot-pane-text">
          {thread.turns.length === 0 ? (
            <p className="quiet">{message('participant.pane.empty')}</p>
          ) : (
            <Thread turns={thread.turns} waitingLine={waitingLine} part={repliesOnly ? 'replies' : 'both'} />
          )}
        </div>
      </div>
      {foot !== undefined && <div className="slot-pane-foot">{foot}</div>}
    </section>
  );
}
