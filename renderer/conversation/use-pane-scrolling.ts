import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { matchingTop, topForTurn } from './scroll-together.ts';

/**
 * Scrolling of the panes inside `area` (elements with `data-scroll`).
 * @param revealMark changes whenever a turn appears or its replies do; then each pane goes to its beginning
 * @param together whether one pane takes the others along
 */
export function usePaneScrolling(area: RefObject<HTMLElement | null>, revealMark: string, together: boolean): void {
  // Tops that were set from here, to tell them from a person's scrolling.
  const ownTops = useRef(new WeakMap<HTMLElement, number>());

  useLayoutEffect(() => {
    for (const pane of panesIn(area.current)) {
      const turn = [...pane.querySelectorAll<HTMLElement>('[data-turn]')].at(-1);
      const reply = turn?.querySelector<HTMLElement>('[data-reply]');
      if (!turn || !reply) continue;
      const origin = pane.getBoundingClientRect().top - pane.scrollTop;
      setTop(
        pane,
        topForTurn({
          messageTop: turn.getBoundingClientRect().top - origin,
          replyTop: reply.getBoundingClientRect().top - origin,
          clientHeight: pane.clientHeight,
        }),
        ownTops.current,
      );
    }
  }, [area, revealMark]);

  useEffect(() => {
    const element = area.current;
    if (element === null || !together) return undefined;
    const follow = (event: Event) => {
      const source = event.target;
      if (!(source instanceof HTMLElement) || source.dataset['scroll'] === undefined) return;
      if (ownTops.current.get(source) === source.scrollTop) return;
      ownTops.current.delete(source);
      const { scrollTop: top, scrollHeight, clientHeight } = source;
      for (const pane of panesIn(element)) {
        if (pane !== source) setTop(pane, matchingTop({ top, scrollHeight, clientHeight }, pane), ownTops.current);
      }
    };
    // Scroll events do not bubble, but they can be captured.
    element.addEventListener('scroll', follow, { capture: true, passive: true });
    return () => element.removeEventListener('scroll', follow, { capture: true });
  }, [area, together]);
}

function panesIn(area: HTMLElement | null): readonly HTMLElement[] {
  return area === null ? [] : [...area.querySelectorAll<HTMLElement>('[data-scroll]')];
}

function setTop(pane: HTMLElement, top: number, ownTops: WeakMap<HTMLElement, number>): void {
  pane.scrollTop = top;
  ownTops.set(pane, pane.scrollTop);
}
