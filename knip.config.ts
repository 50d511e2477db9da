import type { KnipConfig } from 'knip';

export default {
  entry: [
    'electron/main.ts!',
    'electron/preload/{participant,moderator}.ts!',
    'electron/cli/visavis.ts!',
    'electron/rehearsal/worker.ts!',
    'renderer/{participant,moderator,preview}/main.tsx!',
    'scripts/tasks/*.ts',
    'scripts/package/*.mjs',
    'scripts/setup/electron-bootstrap/main.js',
    'test/bench/bench.ts',
    'test/bench/in-electron/*.ts',
  ],
  project: ['shared/**', 'electron/**', 'renderer/**', 'test/**', 'scripts/**'],
  // Read by path: headers for a compiler, one of them a package of the database's own. Run as a command: the packager.
  ignoreDependencies: ['node-api-headers', 'node-addon-api', 'electron-builder'],
  // A test fills a small disk of its own.
  ignoreBinaries: ['mount', 'umount'],
  // A type may be named for those who read it, though only its own file uses it.
  ignoreExportsUsedInFile: { interface: true, type: true },
  playwright: { config: 'playwright.config.ts', entry: ['test/{e2e,demo,package}/**/*.spec.ts'] },
  vitest: { config: 'vitest.config.ts', entry: ['test/{unit,reference}/**/*.test.{ts,tsx}'] },
  compilers: {
    css: (text: string) => [...text.matchAll(/@import\s+['"][^'"]+['"]/g)].join(';\n').replaceAll('@import', 'import'),
  },
} satisfies KnipConfig;
