import { defineConfig } from '@playwright/test';

/** One worker: the tests open real windows, and windows share one screen and its focus. */
export default defineConfig({
  testDir: 'test',
  outputDir: 'test-results',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: process.env['VISAVIS_JSON_REPORT'] ?? 'test-results/report.json' }]],
  projects: [
    { name: 'e2e', testDir: 'test/e2e' },
    { name: 'demo', testDir: 'test/demo', timeout: 600_000 },
    { name: 'package', testDir: 'test/package' },
  ],
});
