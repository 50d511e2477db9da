import type { Locator, Page } from '@playwright/test';
import { looksOfPanes } from './pane-watch.ts';
import { expect } from './test.ts';

/** Every pane of the accessibility tree reads the same but for its letter and its reply. */
export async function expectSameTrees(panes: Locator, slots: readonly string[]): Promise<void> {
  const trees = await Promise.all((await panes.all()).map((pane) => pane.locator('.slot-pane-head, [data-turn]:last-child .thread-waiting').first().ariaSnapshot()));
  const plain = trees.map((tree, index) => tree.replaceAll(new RegExp(`(Assistant|Response) ${slots[index] ?? ''}\\b`, 'g'), '$1 *').replaceAll(new RegExp(`\\b${slots[index] ?? ''}\\b`, 'g'), '*'));
  expect(plain[0]).not.toBe('');
  expect(new Set(plain).size).toBe(1);
}

export async function expectSameLooks(page: Page, panes: string, texts: 'differ' | 'same'): Promise<void> {
  // What lies under the mouse may look different, and the mouse is where it was needed last.
  await page.mouse.move(1, 1);
  const looks = await looksOfPanes(page, panes, texts);
  expect(looks.length).toBe(3);
  for (const look of looks) expect(look === looks[0], firstDifference(looks[0] ?? '', look)).toBe(true);
}

function firstDifference(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return `${one.slice(Math.max(0, at - 200), at + 80)}\n  against\n${other.slice(Math.max(0, at - 200), at + 80)}`;
}

/** In every view the slots that a message went to all have their replies to it, or none has. */
export function checkThreadsOfMessages(payloads: readonly unknown[]): void {
  let seen = 0;
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('threads' in value && Array.isArray(value.threads) && 'waiting' in value) {
      const last = (value.threads as { turns: { message: string; reply: string | null }[] }[]).flatMap(({ turns }) => turns.slice(-1));
      const awaited = new Set(last.filter(({ reply }) => reply === null).map(({ message }) => message));
      seen += 1;
      expect(last.filter(({ message, reply }) => awaited.has(message) && reply !== null)).toEqual([]);
      expect(awaited.size).toBe(value.waiting === 'no' ? 0 : 1);
    }
    Object.values(value).forEach(visit);
  };
  payloads.forEach(visit);
  expect(seen).toBeGreaterThan(20);
}
