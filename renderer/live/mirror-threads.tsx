import { useLayoutEffect, useRef } from 'react';
import type { Slot } from '../../shared/session/events.ts';
import type { SlotThread } from '../../shared/session/views.ts';
import { classes } from '../ui/classes.ts';
import { message } from '../ui/messages.ts';
import { SlotMark, type NameOfSlot } from '../ui/slot-mark.tsx';
import { Thread } from '../ui/thread.tsx';

/** What all slots share and what each has of its own, side by side, each scrolling by itself. */
export function MirrorThreads({
  history = [],
  threads,
  nameOf,
  waitingLine = '',
  captionOf,
}: {
  readonly history?: SlotThread['turns'];
  readonly threads: readonly SlotThread[];
  readonly nameOf: NameOfSlot;
  readonly waitingLine?: string;
  /** A few words beside the letter of a slot. */
  readonly captionOf?: (slot: Slot) => string;
}) {
  return (
    <div className="mirror-conversation">
      {history.length > 0 && (
        <div className="mirror-thread mirror-history">
          <MirrorPane turns={history} label={message('participant.history')} waitingLine="" />
        </div>
      )}
      {threads.length > 0 && (
        <div className="mirror-threads" data-count={threads.length}>
          {threads.map(({ slot, turns }) => (
            <div key={slot} className={classes('mirror-thread', captionOf !== undefined && 'captioned')}>
              <div className="mirror-caption">
                <SlotMark slot={slot} />
                {captionOf?.(slot)}
              </div>
              <MirrorPane turns={turns} label={nameOf(slot)} waitingLine={waitingLine} />
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

function MirrorPane({
  turns,
  label,
  waitingLine,
}: {
  readonly turns: SlotThread['turns'];
  readonly label: string;
  readonly waitingLine: string;
}) {
  const pane = useRef<HTMLDivElement>(null);
  const count = turns.length;
  const answered = typeof turns.at(-1)?.reply === 'string';

  // As on the participant's screen, a new message or reply starts at its own beginning.
  useLayoutEffect(() => {
    const element = pane.current;
    const last = Array.from(element?.querySelectorAll<HTMLElement>('[data-turn]') ?? []).at(-1);
    if (element === null || last === undefined) return;
    element.scrollTop += last.getBoundingClientRect().top - element.getBoundingClientRect().top - 8;
  }, [count, answered]);

  return (
    <div className="mirror-pane" ref={pane} role="group" tabIndex={0} aria-label={label}>
      <Thread turns={turns} waitingLine={waitingLine} />
    </div>
  );
}
