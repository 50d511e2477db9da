import type { Page } from '@playwright/test';

/** What the screen said to be saved: which screen, and every value on it by the name of its control. */
export interface AcknowledgedDrafts {
  readonly screen: string;
  readonly values: Readonly<Record<string, string>>;
}

interface Watched {
  noteSaved(drafts: AcknowledgedDrafts): void;
  readDrafts(): AcknowledgedDrafts;
}

/**
 * Watches for the word "Saved" and notes what stands on the screen at that moment. The notes are kept
 * outside the app, so they outlive a kill.
 */
export async function noteAcknowledgements(page: Page, keep: (drafts: AcknowledgedDrafts) => void): Promise<void> {
  await page.exposeFunction('noteSaved', keep);
  await page.evaluate(() => {
    const watched = window as unknown as Watched;
    watched.readDrafts = () => {
      const main = document.querySelector('main');
      const screen = main?.getAttribute('data-screen') ?? '';
      // Judgements go to the log as they are given; drafts are the texts, and all of a form that is handed in.
      const kinds = ['questionnaire', 'blinding-guess'].includes(screen) ? 'textarea, input, select' : 'textarea';
      const values: Record<string, string> = {};
      for (const control of main?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>(kinds) ?? []) {
        const isChoice = control.type === 'radio' || control.type === 'checkbox';
        if (isChoice && !(control as HTMLInputElement).checked) continue;
        // A slider that is being moved is not handed over yet.
        if (control.type === 'range' && (control === document.activeElement || control.closest('.unset') !== null)) continue;
        const group = control.closest('[data-name], [data-conversation]');
        const place = group?.getAttribute('data-name') ?? group?.getAttribute('data-conversation') ?? '';
        const titles = (control.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '');
        const label = control.getAttribute('aria-label') ?? control.labels?.[0]?.textContent ?? titles.join(' ');
        values[`${place} ${label}`.trim()] = control.value;
      }
      return { screen: `${screen} ${document.querySelector('h1')?.textContent ?? ''}`, values };
    };
    new MutationObserver((changes) => {
      const saved = changes.some(({ target }) => (target as Element).getAttribute('data-saved') === 'saved');
      if (saved) watched.noteSaved(watched.readDrafts());
    }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['data-saved'] });
  });
}

/** What stands on the screen now, in the same form. Only after `noteAcknowledgements`. */
export async function draftsShown(page: Page): Promise<AcknowledgedDrafts> {
  return page.evaluate(() => (window as unknown as Watched).readDrafts());
}
