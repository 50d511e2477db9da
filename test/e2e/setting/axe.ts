import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults, ImpactValue } from 'axe-core';

const source = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const grave: readonly (ImpactValue | undefined)[] = ['serious', 'critical'];

/** What axe calls serious or critical, one line each: rule, place, and what is wrong. */
export async function graveFindings(page: Page): Promise<string[]> {
  // The page's content policy lets no script in, so the debugger brings it.
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: await readFile(source, 'utf8') });
  await session.detach();
  const results = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<AxeResults> } };
    return axe.run();
  });
  if (results.passes.length < 5) throw new Error('axe looked at next to nothing.');
  return results.violations
    .filter(({ impact }) => grave.includes(impact ?? undefined))
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} – ${node.failureSummary?.replaceAll(/\s+/g, ' ') ?? ''}`));
}
