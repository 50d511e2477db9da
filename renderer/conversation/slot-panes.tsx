import { useEffect, useRef, useState } from 'react';
import type { Slot } from '../../shared/session/events.ts';
import type { ScreenOf } from '../../shared/session/views.ts';
import { message } from '../ui/messages.ts';
import { SlotPane } from './slot-pane.tsx';
import { usePaneScrolling } from './use-pane-scrolling.ts';

/** The threads side by side, one of them in front when enlarged. */
export function SlotPanes({
  threads,
  waiting,
  together,
}: {
  readonly threads: ScreenOf<'conversation'>['threads'];
  readonly waiting: ScreenOf<'conversation'>['waiting'];
  readonly together: boolean;
}) {
  const area = useRef<HTMLDivElement>(null);
  const [enlarged, setEnlarged] = useState<Slot | null>(null);
  /** The button that is pressed in one pane keeps the focus in the pane that comes to the front. */
  const focusNext = useRef<string | null>(null);
  const turns = threads[0]?.turns.length ?? 0;
  usePaneScrolling(area, `${turns} ${waiting === 'no'}`, together);

  useEffect(() => {
    if (focusNext.current === null) return;
    area.current?.querySelector<HTMLElement>(focusNext.current)?.focus();
    focusNext.current = null;
  }, [enlarged]);

  useEffect(() => {
    if (enlarged === null) return undefined;
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]')) return;
      focusNext.current = `[data-slot="${enlarged}"] [data-enlarge]`;
      setEnlarged(null);
    };
    window.addEventListener('keydown', escape);
    return () => window.removeEventListener('keydown', escape);
  }, [enlarged]);

  const step = (from: Slot, by: -1 | 1) => {
    const index = threads.findIndex((thread) => thread.slot === from);
    const next = threads[(index + by + threads.length) % threads.length];
    if (next === undefined) return;
    focusNext.current = `[data-slot="${next.slot}"] [data-step="${by}"]`;
    setEnlarged(next.slot);
  };

  return (
    <div className="slot-panes" data-count={threads.length} ref={area}>
      {threads.map((thread) => (
        <SlotPane
          key={thread.slot}
          thread={thread}
          waitingLine={waiting === 'replies' ? message('participant.waiting.replies') : ''}
          emptyLine={message('participant.pane.empty')}
          enlarged={enlarged === thread.slot}
          behind={enlarged !== null && enlarged !== thread.slot}
          onEnlarge={() => setEnlarged(thread.slot)}
          onReduce={() => setEnlarged(null)}
          onStep={(by) => step(thread.slot, by)}
        />
      ))}
      {waiting === 'one-moment' && (
        <div className="one-moment" role="status">
          <strong>{message('participant.waiting.one-moment')}</strong>
        </div>
      )}
    </div>
  );
}
