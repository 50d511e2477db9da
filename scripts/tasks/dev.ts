import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

import { build as bundle, createServer, type InlineConfig, type Rolldown } from 'vite';

import { mainBundle, preloadBundle } from '../build/bundles.ts';
import { hasDisplay, sandboxSwitches } from '../setup/display.mjs';
import { electronInUse } from '../setup/electron-in-use.mjs';
import { projectFolder } from '../setup/places.mjs';

/** The app with pages that reload by themselves, and a main process that starts anew when it changes. */
export async function run(parameters: readonly string[]): Promise<number> {
  if (!hasDisplay()) {
    console.error('This machine has no display. Run "npm run demo" instead.');
    return 1;
  }
  const server = await createServer({ configFile: path.join(projectFolder, 'vite.config.ts') });
  await server.listen();
  const address = server.resolvedUrls?.local[0] ?? '';
  console.log(`Pages: ${address}`);

  const { executable } = await electronInUse();
  let app: ChildProcess | undefined;
  const bundles = [mainBundle(), preloadBundle('participant'), preloadBundle('moderator')];
  const ready = new Set<number>();
  const restarting = new Set<ChildProcess>();

  return new Promise((_, reject) => {
    const open = () => {
      const opened = spawn(executable, [...sandboxSwitches(), '.', ...parameters], {
        cwd: projectFolder,
        stdio: 'inherit',
        env: { ...process.env, VISAVIS_DEV_SERVER: address },
      });
      app = opened;
      opened.once('close', () => {
        app = undefined;
        // Closed by a change, it opens anew, and not before: two would contend for the data folder.
        if (restarting.delete(opened)) open();
        else void server.close().then(() => process.exit(0));
      });
    };
    const restart = () => {
      if (app === undefined) {
        open();
      } else {
        restarting.add(app);
        app.kill();
      }
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        if (app === undefined) process.exit(0);
        else app.kill();
      });
    }
    bundles.forEach((settings, index) => {
      watch(settings, () => {
        ready.add(index);
        if (ready.size === bundles.length) restart();
      }).catch(reject);
    });
  });
}

async function watch(settings: InlineConfig, whenBuilt: () => void): Promise<void> {
  const watcher = await bundle({ ...settings, build: { ...settings.build, watch: {} } });
  (watcher as Rolldown.RolldownWatcher).on('event', (event) => {
    if (event.code === 'BUNDLE_END') whenBuilt();
    if (event.code === 'ERROR') console.error(event.error);
  });
}
