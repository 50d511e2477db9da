import { homedir } from 'node:os';
import { join } from 'node:path';
import { app, protocol } from 'electron';
import { appScheme } from './app-scheme/address.ts';
import { readOptions } from './start-up/options.ts';
import { prepareDataFolder } from './start-up/prepare-data-folder.ts';
import { reportSmokeTest } from './start-up/smoke-test.ts';
import { usualDataFolder } from './start-up/usual-data-folder.ts';
import type { RunningApp } from './windows/open-app.ts';

const options = readOptions(process.argv, process.env, app.isPackaged);
const dataFolder = options.dataFolder ?? usualDataFolder(process.platform, process.env, homedir());
let running: RunningApp | null = null;

// Both before the app is ready: afterwards Electron does not accept them any more.
// As root (in a container) Chromium's sandbox cannot work, and whoever started us said so.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
protocol.registerSchemesAsPrivileged([
  { scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);

// Nothing is awaited at this level: Electron gets ready only after this file has run.
try {
  prepareDataFolder(dataFolder);
  // A data folder given on the command line is another Visavis: with a lock of its own.
  if (options.dataFolder !== null) {
    const own = join(dataFolder, 'app');
    prepareDataFolder(own);
    app.setPath('userData', own);
  }
  if (app.requestSingleInstanceLock()) start().catch(failToStart);
  else endSecondStart();
} catch (error) {
  void failToStart(error);
}

async function start(): Promise<void> {
  app.on('second-instance', () => running?.focus());
  // While nothing runs yet, a problem is still to be told: that needs an app without windows.
  app.on('window-all-closed', () => running !== null && app.quit());
  const { openApp } = await import('./windows/open-app.ts');
  running = await openApp({ options, dataFolder, build: import.meta.dirname });
  if (options.smokeTest !== null) {
    await running.firstPageShown;
    reportSmokeTest(options.smokeTest, { ok: true, version: app.getVersion() });
    app.quit();
  }
}

/** The first start has come to the front; this one has nothing more to do. */
function endSecondStart(): void {
  if (options.smokeTest !== null) reportSmokeTest(options.smokeTest, { ok: false, message: 'Already running.' });
  app.exit(0);
}

/** No start without a reason given, no reason without a way on. */
async function failToStart(error: unknown): Promise<void> {
  const { problemOf } = await import('./start-up/problem.ts');
  const problem = problemOf(error, dataFolder);
  if (options.smokeTest !== null) {
    reportSmokeTest(options.smokeTest, { ok: false, code: problem.code, message: problem.sentence });
  } else {
    await app.whenReady();
    const { showStartProblem } = await import('./windows/problem-dialog.ts');
    await showStartProblem(problem, dataFolder);
  }
  app.exit(1);
}
