import type { Locator, Page } from '@playwright/test';
import { isUnset, rankingCard, type Hand } from './hand.ts';

/** More presses of Tab than any screen has places: then the target cannot be reached by keyboard. */
const mostTabs = 150;

/**
 * The keyboard alone: Tab to get somewhere, then the keys of that control. Nothing here clicks, fills or
 * puts the focus anywhere by script.
 */
export function keyboardHand(): Hand {
  return {
    async press(target) {
      await reach(target);
      const kind = await target.getAttribute('type');
      await target.page().keyboard.press(kind === 'checkbox' || kind === 'radio' ? 'Space' : 'Enter');
    },
    async write(box, text) {
      await reach(box);
      await box.page().keyboard.press('ControlOrMeta+End');
      await box.page().keyboard.type(text);
    },
    async slide(slider, value) {
      await reach(slider);
      const { keyboard } = slider.page();
      if (await isUnset(slider)) await keyboard.press('Enter');
      for (let presses = 0; presses < 40; presses += 1) {
        const distance = value - Number(await slider.inputValue());
        if (Math.abs(distance) < 3) break;
        if (Math.abs(distance) < 10) await keyboard.press(distance > 0 ? 'ArrowRight' : 'ArrowLeft');
        else await keyboard.press(distance > 0 ? 'PageUp' : 'PageDown');
      }
      return Number(await slider.inputValue());
    },
    async select(list, index) {
      await reach(list);
      // From the top, so that it does not matter what stands there.
      await list.page().keyboard.press('Home');
      const first = await list.evaluate((element) => (element as HTMLSelectElement).selectedIndex);
      for (let place = first; place < index; place += 1) await list.page().keyboard.press('ArrowDown');
    },
    async rank(page, slot, place) {
      await reach(rankingCard(page, slot));
      await page.keyboard.press(String(place));
      await page.locator(`[data-place="${place}"] [data-card="${slot}"]`).waitFor();
    },
  };
}

/** Tabs until the target has the focus. A radio group is one stop; inside it the arrows lead on. */
async function reach(target: Locator): Promise<void> {
  const page = target.page();
  for (let tabs = 0; tabs <= mostTabs; tabs += 1) {
    const where = await standing(target);
    if (where === 'there') return;
    if (where === 'same-group') await page.keyboard.press('ArrowDown');
    else await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${String(target)} (the focus is at ${await focusedName(page)}).`);
}

async function standing(target: Locator): Promise<'there' | 'same-group' | 'elsewhere'> {
  return target.evaluate((element) => {
    const active = document.activeElement;
    if (active === element) return 'there';
    const isRadio = (each: Element | null): each is HTMLInputElement => each instanceof HTMLInputElement && each.type === 'radio';
    return isRadio(active) && isRadio(element) && active.name === element.name ? 'same-group' : 'elsewhere';
  });
}

async function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200) ?? 'nothing');
}
