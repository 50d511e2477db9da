import { useLayoutEffect, useRef } from 'react';
import type { SlotThread } from '../../shared/session/views.ts';
import { nameOfSlot, SlotMark } from '../ui/slot-mark.tsx';
import { Thread } from '../ui/thread.tsx';

/** The threads of a conversation in their slots, side by side, each scrolling on its own. */
export function MirrorThreads({
  threads,
  waitingLine,
}: {
  readonly threads: readonly SlotThread[];
  readonly waitingLine: string;
}) {
  return (
    <div className="mirror-threads">
      {threads.map((thread) => (
        <MirrorThread key={thread.slot} thread={thread} waitingLine={waitingLine} />
      ))}
    </div>
  );
}

function MirrorThread({ thread, waitingLine }: { readonly thread: SlotThread; readonly waitingLine: string }) {
  const pane = useRef<HTMLDivElement>(null);
  const turns = thread.turns.length;
  const answered = thread.turns.at(-1)?.reply != null;

  // As on the participant's screen, a new message or reply starts at its own beginning.
  useLayoutEffect(() => {
    const element = pane.current;
    const last = Array.from(element?.querySelectorAll<HTMLElement>('[data-turn]') ?? []).at(-1);
    if (element === null || last === undefined) return;
    element.scrollTop += last.getBoundingClientRect().top - element.getBoundingClientRect().top - 8;
  }, [turns, answered]);

  return (
    <section className="mirror-thread" aria-label={nameOfSlot(thread.slot)}>
      <SlotMark slot={thread.slot} />
      <div className="mirror-pane" ref={pane} role="group" tabIndex={0} aria-label={nameOfSlot(thread.slot)}>
        <Thread thread={thread} waitingLine={waitingLine} />
      </div>
    </section>
  );
}
