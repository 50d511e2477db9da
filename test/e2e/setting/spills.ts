import type { Page } from '@playwright/test';
import { expect } from './test.ts';

/** No sideways scrolling of the page, and nothing that sticks out of the element that should hold it. */
export async function expectNothingSpills(page: Page): Promise<void> {
  const spilled = await page.evaluate(() => {
    const found: string[] = [];
    const name = (element: Element): string => `${element.tagName.toLowerCase()}.${element.className} “${element.textContent.slice(0, 30)}”`;
    if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is ${document.documentElement.scrollWidth} px wide`);
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const style = getComputedStyle(element);
      if (style.display === 'none' || style.position === 'fixed' || element.closest('.hidden-but-read, svg, [inert]')) continue;
      const { left, right, width, height } = element.getBoundingClientRect();
      if (width === 0 || height === 0) continue;
      let holder = element.parentElement;
      // What scrolls sideways on purpose, such as code and tables, holds its contents.
      while (holder !== null && !['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(holder).overflowX)) holder = holder.parentElement;
      const scrollsSideways = holder !== null && ['auto', 'scroll'].includes(getComputedStyle(holder).overflowX) && /pre|table|code|wide/i.test(`${holder.tagName} ${holder.className}`);
      if (scrollsSideways) continue;
      const edge = (holder ?? document.documentElement).getBoundingClientRect();
      if (left < edge.left - 1 || right > edge.right + 1) found.push(`${name(element)} sticks out of ${holder === null ? 'the page' : name(holder).slice(0, 60)}`);
      if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 && style.overflowX === 'visible' && style.display !== 'inline' && element.children.length === 0) {
        found.push(`${name(element)}: its text is wider than it`);
      }
    }
    return found.slice(0, 8);
  });
  expect(spilled, await page.title()).toEqual([]);
}
