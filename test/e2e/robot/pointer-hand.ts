import { expect, type Locator, type Page } from '@playwright/test';
import { words } from '../setting/words.ts';
import { rankingCard, type Hand } from './hand.ts';
import { assistantName } from './screen.ts';

export interface PointerManner {
  /** Milliseconds between two letters; without it a text appears at once, as if pasted. */
  readonly typingDelay?: number;
  /** Drags the ranking cards; otherwise a card is chosen, then its place. */
  readonly drags?: boolean;
}

/** The mouse, and a keyboard for letters only. */
export function pointerHand({ typingDelay, drags = false }: PointerManner = {}): Hand {
  return {
    press: (target) => target.click(),
    async write(box, text) {
      if (typingDelay === undefined) {
        await box.fill((await box.inputValue()) + text);
        return;
      }
      await box.click();
      await box.press('ControlOrMeta+End');
      await box.pressSequentially(text, { delay: typingDelay });
    },
    async slide(slider, value) {
      await slider.scrollIntoViewIfNeeded();
      const area = await slider.boundingBox();
      if (area === null) throw new Error('The slider cannot be seen.');
      // The knob has a width of its own, so the ends of the line are a little inside the box.
      const knob = 22;
      const x = knob / 2 + ((area.width - knob) * (value - 1)) / 99;
      await slider.click({ position: { x, y: area.height / 2 } });
      return Number(await slider.inputValue());
    },
    async select(list, index) {
      await list.selectOption({ index });
    },
    async rank(page, slot, place) {
      if (drags) await dragCard(page, slot, place);
      else await putCard(page, slot, place);
      await expect(page.locator(`[data-place="${place}"] [data-card="${slot}"]`)).toBeVisible();
    },
  };
}

async function putCard(page: Page, slot: string, place: number): Promise<void> {
  const card = rankingCard(page, slot);
  if ((await card.getAttribute('aria-pressed')) !== 'true') await card.click();
  const put = (assistant: string) => page.getByRole('button', { name: words('participant.ranking.put-of', { assistant, place }), exact: true });
  await put(assistantName(slot)).or(put(words('ui.slot.response', { slot }))).click();
}

async function dragCard(page: Page, slot: string, place: number): Promise<void> {
  const card = rankingCard(page, slot);
  const target = page.locator(`[data-place="${place}"]`);
  await target.scrollIntoViewIfNeeded();
  await card.scrollIntoViewIfNeeded();
  const from = middleOf(await card.boundingBox());
  const to = middleOf(await target.boundingBox());
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 10, from.y + 6, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 12 });
  await expect(target).toHaveClass(/target/);
  await page.mouse.up();
}

function middleOf(area: Awaited<ReturnType<Locator['boundingBox']>>): { readonly x: number; readonly y: number } {
  if (area === null) throw new Error('The card or its place cannot be seen.');
  return { x: area.x + area.width / 2, y: area.y + area.height / 2 };
}
