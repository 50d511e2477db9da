import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './test.ts';

const grave: readonly string[] = ['serious', 'critical'];

/** What axe calls serious or critical, one line each: rule, place, and what is wrong. */
async function graveFindings(page: Page): Promise<string[]> {
  // Legacy mode needs no page of its own, and Electron gives none.
  const results = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  if (results.passes.length < 5) throw new Error('axe looked at next to nothing.');
  return results.violations
    .filter(({ impact }) => grave.includes(impact ?? ''))
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} – ${node.failureSummary?.replaceAll(/\s+/g, ' ') ?? ''}`));
}

/** Looks at a page in light and in dark and collects what axe calls serious or critical. */
export class Inspection {
  readonly findings: string[] = [];
  readonly looked: string[] = [];

  async look(page: Page, what: string): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
      const found = await graveFindings(page);
      this.findings.push(...found.map((finding) => `${what}, ${colorScheme}: ${finding}`));
      this.looked.push(`${what}, ${colorScheme}`);
    }
  }
}
