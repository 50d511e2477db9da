import { useLayoutEffect, useRef } from 'react';
import type { Slot } from '../../shared/session/events.ts';
import type { SlotThread } from '../../shared/session/views.ts';
import { classes } from '../ui/classes.ts';
import { nameOfSlot, SlotMark } from '../ui/slot-mark.tsx';
import { Thread } from '../ui/thread.tsx';

/** The threads of a conversation in their slots, side by side, each scrolling on its own. */
export function MirrorThreads({
  threads,
  waitingLine = '',
  captionOf,
}: {
  readonly threads: readonly SlotThread[];
  readonly waitingLine?: string;
  /** A few words beside the letter of a slot. */
  readonly captionOf?: (slot: Slot) => string;
}) {
  return (
    <div className="mirror-threads">
      {threads.map((thread) => (
        <MirrorThread
          key={thread.slot}
          thread={thread}
          waitingLine={waitingLine}
          caption={captionOf?.(thread.slot) ?? null}
        />
      ))}
    </div>
  );
}

function MirrorThread({
  thread,
  waitingLine,
  caption,
}: {
  readonly thread: SlotThread;
  readonly waitingLine: string;
  readonly caption: string | null;
}) {
  const pane = useRef<HTMLDivElement>(null);
  const turns = thread.turns.length;
  const answered = typeof thread.turns.at(-1)?.reply === 'string';

  // As on the participant's screen, a new message or reply starts at its own beginning.
  useLayoutEffect(() => {
    const element = pane.current;
    const last = Array.from(element?.querySelectorAll<HTMLElement>('[data-turn]') ?? []).at(-1);
    if (element === null || last === undefined) return;
    element.scrollTop += last.getBoundingClientRect().top - element.getBoundingClientRect().top - 8;
  }, [turns, answered]);

  return (
    <div className={classes('mirror-thread', caption !== null && 'captioned')}>
      <div className="mirror-caption">
        <SlotMark slot={thread.slot} />
        {caption}
      </div>
      <div className="mirror-pane" ref={pane} role="group" tabIndex={0} aria-label={nameOfSlot(thread.slot)}>
        <Thread thread={thread} waitingLine={waitingLine} />
      </div>
    </div>
  );
}
