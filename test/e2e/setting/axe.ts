import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const grave: readonly string[] = ['serious', 'critical'];

/** What axe calls serious or critical, one line each: rule, place, and what is wrong. */
export async function graveFindings(page: Page): Promise<string[]> {
  // Legacy mode needs no page of its own, and Electron gives none.
  const results = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  if (results.passes.length < 5) throw new Error('axe looked at next to nothing.');
  return results.violations
    .filter(({ impact }) => grave.includes(impact ?? ''))
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} – ${node.failureSummary?.replaceAll(/\s+/g, ' ') ?? ''}`));
}
