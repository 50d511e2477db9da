import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import type { Slot } from '../../shared/session/events.ts';
import type { ScreenOf } from '../../shared/session/views.ts';
import { message } from '../ui/messages.ts';
import type { NameOfSlot } from '../ui/slot-mark.tsx';
import { SlotPane } from './slot-pane.tsx';
import { usePaneScrolling } from './use-pane-scrolling.ts';
import './panes.css';

type Conversation = ScreenOf<'conversation'>;

export interface SlotPanesProps {
  readonly threads: Conversation['threads'];
  readonly nameOf: NameOfSlot;
  readonly waiting?: Conversation['waiting'];
  /** One pane takes the others along when it scrolls. */
  readonly together: boolean;
  /** The message stands elsewhere on the screen, so that the panes hold the responses alone. */
  readonly repliesOnly?: boolean;
  /** What stands at the foot of a pane, the same for all. */
  readonly footOf?: (slot: Slot) => ReactNode;
}

/** The threads side by side, one of them in front when enlarged. */
export function SlotPanes({ threads, nameOf, waiting = 'no', together, repliesOnly = false, footOf }: SlotPanesProps) {
  const area = useRef<HTMLDivElement>(null);
  const [enlarged, setEnlarged] = useState<Slot | null>(null);
  /** The button that is pressed in one pane keeps the focus in the pane that comes to the front. */
  const focusNext = useRef<string | null>(null);
  usePaneScrolling(area, threads.map(({ turns }) => `${turns.length} ${turns.at(-1)?.reply === null}`).join(), together);

  useEffect(() => {
    if (focusNext.current === null) return;
    area.current?.querySelector<HTMLElement>(focusNext.current)?.focus();
    focusNext.current = null;
  }, [enlarged]);

  // The slots of the next turn may be others.
  const inFront = threads.some((thread) => thread.slot === enlarged) ? enlarged : null;

  // Where the panes scroll as a whole, the one in front covers what is seen of them.
  const isInFront = inFront !== null;
  useLayoutEffect(() => {
    const element = area.current;
    if (element === null || !isInFront) return undefined;
    const top = element.scrollTop;
    element.scrollTop = 0;
    return () => {
      element.scrollTop = top;
    };
  }, [isInFront]);

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
          name={nameOf(thread.slot)}
          waitingLine={waiting === 'replies' ? message('participant.waiting.replies') : ''}
          repliesOnly={repliesOnly}
          alone={threads.length === 1}
          enlarged={inFront === thread.slot}
          behind={inFront !== null && inFront !== thread.slot}
          onEnlarge={() => setEnlarged(thread.slot)}
          onReduce={() => setEnlarged(null)}
          onStep={(by) => step(thread.slot, by)}
          foot={footOf?.(thread.slot)}
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

/** Whether the panes scroll together: for the header line, where there is more than one. */
export function ScrollTogether({ together, onChange }: { readonly together: boolean; readonly onChange: (together: boolean) => void }) {
  return (
    <label className="scroll-together">
      <input type="checkbox" checked={together} onChange={(event) => onChange(event.target.checked)} />
      <span>{message('participant.scroll-together')}</span>
    </label>
  );
}
