import path from 'node:path';

import type { InlineConfig } from 'vite';

import { projectFolder } from '../setup/places.mjs';

export const buildFolder = path.join(projectFolder, 'build');

/** Runs on Node 20.18 inside the oldest Electron and on Node 24 inside the pinned one. */
export function mainBundle(): InlineConfig {
  return {
    ...plain,
    ssr: { noExternal: true, external: ['electron', 'better-sqlite3'] },
    build: {
      ...output,
      ssr: true,
      target: 'node20',
      rolldownOptions: {
        ...withoutTimings,
        input: {
          main: path.join(projectFolder, 'electron/main.ts'),
          'rehearsal-worker': path.join(projectFolder, 'electron/rehearsal/worker.ts'),
        },
        external: ['electron', 'better-sqlite3', /^node:/],
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
        },
      },
    },
  };
}

/** A sandboxed preload can require nothing but Electron, so each one is a single file. */
export function preloadBundle(window: 'participant' | 'moderator'): InlineConfig {
  return {
    ...plain,
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      ...output,
      target: 'chrome130',
      lib: {
        entry: path.join(projectFolder, `electron/preload/${window}.ts`),
        formats: ['cjs'],
        fileName: () => `preload-${window}.cjs`,
      },
      rolldownOptions: {
        ...withoutTimings,
        external: ['electron'],
        output: { codeSplitting: false },
      },
    },
  };
}

/** How long each step of the bundler took is no warning. */
const withoutTimings = { checks: { bundlerTimings: false } };

const plain = {
  configFile: false,
  root: projectFolder,
  logLevel: 'warn',
  publicDir: false,
} satisfies InlineConfig;

const output = {
  outDir: buildFolder,
  emptyOutDir: false,
  sourcemap: true,
  minify: false,
  reportCompressedSize: false,
} satisfies InlineConfig['build'];
