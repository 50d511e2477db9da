import type { Page } from '@playwright/test';

/** What the panes of a conversation looked like at one moment between sending and reading. */
export interface PaneMoment {
  /** Milliseconds of the page's own clock. */
  readonly at: number;
  /** Everything in each pane that is not the text of a reply, with the slot's letter taken out. */
  readonly panes: readonly string[];
  /** What stands around the panes. */
  readonly around: string;
  readonly waiting: number;
}

interface Watched {
  paneMoments: PaneMoment[];
  stopPanes(): void;
}

/** Notes the panes at every change of the document from now on. */
export async function watchPanes(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watched = window as unknown as Watched;
    watched.paneMoments = [];
    const plain = (pane: Element): string => {
      const slot = pane.getAttribute('data-slot') ?? '';
      const copy = pane.cloneNode(true) as Element;
      // Earlier turns are on the screen for good; the running one is the last.
      for (const turn of [...copy.querySelectorAll('[data-turn]')].slice(0, -1)) turn.remove();
      for (const reply of copy.querySelectorAll('[data-reply]')) if (reply.querySelector('.thread-waiting') === null) reply.innerHTML = 'replied';
      for (const element of copy.querySelectorAll('*')) {
        for (const name of ['id', 'for', 'name', 'aria-labelledby', 'aria-describedby']) element.removeAttribute(name);
      }
      return copy.outerHTML
        .replaceAll(new RegExp(`(Assistant|Response) ${slot}\\b`, 'g'), '$1 *')
        .replaceAll(`="${slot}"`, '="*"')
        .replaceAll(`>${slot}<`, '>*<');
    };
    const look = (): void => {
      const main = document.querySelector('main');
      const panes = [...(main?.querySelectorAll('[data-slot]') ?? [])];
      if (main === null || panes.length === 0) return;
      const around = ['.page-head', '.one-moment', '.composer-buttons', '.turn-sheet'].map((part) => main.querySelector(part)?.textContent ?? '');
      watched.paneMoments.push({
        at: performance.timeOrigin + performance.now(),
        panes: panes.map(plain),
        around: around.join(' | ').replaceAll(/\d+/g, '#'),
        waiting: main.querySelectorAll('.thread-waiting').length,
      });
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    watched.stopPanes = () => observer.disconnect();
  });
}

export async function momentsSeen(page: Page): Promise<readonly PaneMoment[]> {
  return page.evaluate(() => {
    const watched = window as unknown as Watched;
    watched.stopPanes();
    return watched.paneMoments;
  });
}

/** The look of every pane: classes and attributes of all that stands in it, and how the browser lays out and paints it. */
export async function looksOfPanes(page: Page, panes: string, texts: 'differ' | 'same'): Promise<readonly string[]> {
  return page.locator(panes).evaluateAll((elements, compared) => {
    // What follows from how much text there is, or from where a pane stands.
    const ofSize = /size$|^(width|height|bottom|top|left|right|inset|perspective-origin|transform-origin)/;
    // The buttons at the end of the head begin where the letter of the slot ends, and letters differ in width.
    const ofLetter = (element: Element, name: string): boolean =>
      element.matches('.slot-pane-buttons') && /^margin-(left|inline-start)$/.test(name);
    // Three panes share a width that three does not divide.
    const wholePixels = (value: string): string => value.replaceAll(/\d+\.\d+px/g, (pixels) => `${Math.round(parseFloat(pixels))}px`);
    const styleOf = (element: Element): string => {
      const style = getComputedStyle(element);
      return [...style].filter((name) => !ofSize.test(name) && !ofLetter(element, name)).map((name) => `${name}:${wholePixels(style.getPropertyValue(name))}`).join(';');
    };
    return elements.map((pane) => {
      // The hint of sliders that are not set stands in the first pane on the screen, whoever that is.
      const inside = [pane, ...pane.querySelectorAll('*:not(.slider-hint)')].filter((each) => compared === 'same' || each.parentElement?.closest('[data-reply]') === null);
      const lines = inside.map((each) => `${each.tagName}.${each.getAttribute('class') ?? ''} [${each.getAttributeNames().filter((name) => name !== 'id').join(' ')}] ${styleOf(each)}`);
      return lines.join('\n');
    });
  }, texts);
}
