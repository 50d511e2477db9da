import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/unit/**/*.test.{ts,tsx}', 'test/reference/**/*.test.ts'],
    environment: 'node',
    testTimeout: 30_000,
    allowOnly: false,
    passWithNoTests: false,
  },
});
