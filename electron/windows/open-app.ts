import { join } from 'node:path';
import { app, ipcMain, type BrowserWindow } from 'electron';
import { channelOf } from '../../shared/contract/call.ts';
import { moderatorContract } from '../../shared/contract/moderator.ts';
import { createWaitingRegistry } from '../ipc/waiting-registry.ts';
import { logFileName, openLog, type Log } from '../start-up/log.ts';
import type { AppSurroundings } from './app-surroundings.ts';
import type { JoinedWindows } from './join-windows.ts';
import { setMenu } from './menu.ts';
import { openModeratorWindow } from './moderator-window.ts';
import type { PageSource } from './page-source.ts';
import { createPageSession, refuseEverythingElse } from './secure-window.ts';

export interface RunningApp {
  focus(): void;
  readonly firstPageShown: Promise<void>;
}

/**
 * Opens windows and services. The page loads while the services open, and is shown when both are
 * there. Throws, with no window left, when the data folder can't be used.
 */
export async function openApp({ options, dataFolder, build }: AppSurroundings): Promise<RunningApp> {
  const log = openLog(dataFolder);
  reportFaults(log, join(dataFolder, logFileName));
  const source: PageSource = { folder: join(build, 'renderer'), developmentServer: options.development.server };
  refuseEverythingElse(source, log);
  await app.whenReady();
  setMenu();
  const pages = createPageSession(source);
  const channels = Object.keys(moderatorContract).map((name) => channelOf('moderator', name));
  const registry = createWaitingRegistry(ipcMain, channels);
  let joined: JoinedWindows | null = null;
  const moderator = openModeratorWindow({
    source,
    pages,
    preload: join(build, 'preload-moderator.cjs'),
    isSessionRunning: () => joined?.isSessionRunning() ?? false,
    onClosed() {
      if (joined !== null) app.quit();
    },
    onCrash(what) {
      log(`The moderator's window stopped: ${what}`);
      joined?.recordIncident(`The moderator's window stopped (${what}) and was reloaded.`);
    },
  });
  const painted = new Promise<void>((resolve) => moderator.once('ready-to-show', () => resolve()));
  try {
    const { joinWindows } = await import('./join-windows.ts');
    joined = await joinWindows({ options, dataFolder, build, log, source, pages, registry, moderator });
  } catch (error) {
    moderator.destroy();
    throw error;
  }
  void painted.then(() => moderator.show());
  const { firstHome, bringParticipantBack } = joined;
  return {
    firstPageShown: Promise.all([painted, firstHome]).then(() => undefined),
    focus() {
      if (!bringParticipantBack()) bringToFront(moderator);
    },
  };
}

function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** A fault while the app runs is logged and said, never silent. */
function reportFaults(log: Log, logFile: string): void {
  const report = (error: unknown): void => {
    log(`Fault: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    if (app.isReady()) void import('./problem-dialog.ts').then(({ showFault }) => showFault(logFile));
  };
  process.on('uncaughtException', report);
  process.on('unhandledRejection', report);
}
