import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './test.ts';

const grave: readonly string[] = ['serious', 'critical'];

/** The rules that look at colours. */
const aboutColours = ['color-contrast', 'link-in-text-block'];

/**
 * What axe calls serious or critical, one line each: rule, place, and what is wrong.
 * @param rules all of them, or some by name
 */
async function graveFindings(page: Page, rules: 'all' | readonly string[]): Promise<string[]> {
  // Legacy mode needs no page of its own, and Electron gives none. What passes is counted, not told element by element.
  const builder = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  if (rules !== 'all') builder.withRules([...rules]);
  const results = await builder.analyze();
  const looked = results.passes.length + results.violations.length + results.incomplete.length;
  if (looked < (rules === 'all' ? 5 : 1)) throw new Error('axe looked at next to nothing.');
  return results.violations
    .filter(({ impact }) => grave.includes(impact ?? ''))
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} – ${node.failureSummary?.replaceAll(/\s+/g, ' ') ?? ''}`));
}

/**
 * Looks at a page in light and in dark and collects what axe calls serious or critical. Dark has other colours and
 * nothing else, so only rules about colours look twice.
 */
export class Inspection {
  readonly findings: string[] = [];
  readonly looked: string[] = [];

  async look(page: Page, what: string): Promise<void> {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme);
      const found = await graveFindings(page, colorScheme === 'light' ? 'all' : aboutColours);
      this.findings.push(...found.map((finding) => `${what}, ${colorScheme}: ${finding}`));
      this.looked.push(`${what}, ${colorScheme}`);
    }
  }
}
