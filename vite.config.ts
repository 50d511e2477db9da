import path from 'node:path';

import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const renderer = path.resolve(import.meta.dirname, 'renderer');

/** The pages of the two windows, and the one that the study editor frames. The windows load them through the app's own scheme, so every address is relative. */
export default defineConfig({
  root: renderer,
  base: './',
  publicDir: false,
  plugins: [react()],
  server: { host: '127.0.0.1' },
  build: {
    outDir: path.resolve(import.meta.dirname, 'build/renderer'),
    emptyOutDir: true,
    // The oldest Chromium the app is run with: the registry's copy of Electron.
    target: 'chrome130',
    sourcemap: true,
    // The content policy allows no data addresses for scripts and fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      // How long each step of the bundler took is no warning.
      checks: { bundlerTimings: false },
      input: {
        participant: path.join(renderer, 'participant/index.html'),
        moderator: path.join(renderer, 'moderator/index.html'),
        preview: path.join(renderer, 'preview/index.html'),
      },
    },
  },
});
