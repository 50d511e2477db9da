import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import { marginAbove, matchingTop, topForTurn, type Stops } from './scroll-together.ts';

/**
 * Scrolling of the panes inside `area` (elements with `data-scroll`).
 * @param revealMark changes whenever a turn appears or its replies do; then the panes concerned go to its beginning
 * @param together whether one pane takes the others along
 */
export function usePaneScrolling(area: RefObject<HTMLElement | null>, revealMark: string, together: boolean): void {
  // Tops that were set from here, to tell them from a person's scrolling.
  const ownTops = useRef(new WeakMap<HTMLElement, number>());
  // What each pane showed last; a message to one slot leaves the others where they are.
  const shown = useRef(new WeakMap<HTMLElement, string>());

  useLayoutEffect(() => {
    for (const pane of panesIn(area.current)) {
      const turns = turnsIn(pane);
      const turn = turns.at(-1);
      const reply = turn?.querySelector<HTMLElement>('[data-reply]');
      const now = `${turns.length} ${reply?.querySelector('.thread-waiting') === null}`;
      if (!turn || !reply || shown.current.get(pane) === now) continue;
      shown.current.set(pane, now);
      const { clientHeight } = pane;
      const top = topForTurn({ messageTop: topIn(pane, turn), replyTop: topIn(pane, reply), clientHeight });
      setTop(pane, top, ownTops.current);
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
      const stops = stopsOf(source);
      for (const pane of panesIn(element)) {
        if (pane !== source) setTop(pane, matchingTop(source.scrollTop, stops, stopsOf(pane)), ownTops.current);
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

function turnsIn(pane: HTMLElement): readonly HTMLElement[] {
  return [...pane.querySelectorAll<HTMLElement>('[data-turn]')];
}

/** Where an element begins in the content of its pane. */
function topIn(pane: HTMLElement, element: HTMLElement): number {
  return element.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop;
}

function stopsOf(pane: HTMLElement): Stops {
  const end = Math.max(0, pane.scrollHeight - pane.clientHeight);
  const starts = turnsIn(pane).map((turn) => Math.min(end, Math.max(0, topIn(pane, turn) - marginAbove)));
  return [...starts, end];
}

function setTop(pane: HTMLElement, top: number, ownTops: WeakMap<HTMLElement, number>): void {
  pane.scrollTop = top;
  ownTops.set(pane, pane.scrollTop);
}
